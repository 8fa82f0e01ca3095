import { type Random, randomSample } from '../../api/src/domain/random.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import { VOTES } from '../../api/src/wire/constants.ts'
import type { Vote } from '../../api/src/wire/index.ts'
import { type LoggedVote, recount } from '../replay/log.ts'
import {
  chooseVote,
  type Public,
  type SimulatedProposal,
  type SimulatedReader,
  type VoteRates,
} from './public.ts'

/** With fewer votes in the log, a statement's true rates are not known. */
const KNOWN_FROM = 30
/** Votes as the statements would lead one to expect, added to a reader's own, so that one vote makes no taste. */
const TASTE_SMOOTHING = 5

interface Person {
  votes: Map<string, Vote>
  taste: VoteRates
}

function statementRates(votes: readonly LoggedVote[]): Map<string, VoteRates> {
  const rates = new Map<string, VoteRates>()
  for (const [comment, { agree, disagree, neutral }] of recount(votes)) {
    const count = agree + disagree + neutral
    if (count < KNOWN_FROM) continue
    rates.set(comment, { agree: agree / count, disagree: disagree / count, neutral: neutral / count })
  }
  return rates
}

/** How many times as often as others a person gives each vote, on the statements that they voted on. */
function tasteOf(votes: ReadonlyMap<string, Vote>, rates: ReadonlyMap<string, VoteRates>): VoteRates {
  const given: VoteRates = { agree: 0, disagree: 0, neutral: 0 }
  const expected: VoteRates = { agree: 0, disagree: 0, neutral: 0 }
  for (const [comment, vote] of votes) {
    given[vote] += 1
    for (const key of VOTES) expected[key] += rates.get(comment)?.[key] ?? 0
  }
  const times = (key: Vote) => (given[key] + TASTE_SMOOTHING) / (expected[key] + TASTE_SMOOTHING)
  return { agree: times('agree'), disagree: times('disagree'), neutral: times('neutral') }
}

function peopleOf(votes: readonly LoggedVote[], rates: ReadonlyMap<string, VoteRates>): Person[] {
  const byReader = new Map<string, Map<string, Vote>>()
  for (const { reader, comment, vote } of votes) {
    const own = byReader.get(reader) ?? new Map<string, Vote>()
    byReader.set(reader, own)
    if (rates.has(comment)) own.set(comment, vote)
  }
  return [...byReader.values()].map((own) => ({ votes: own, taste: tasteOf(own, rates) }))
}

/**
 * The public of a real vote log. On statements that a person voted on they vote as they did; on others by chance, with
 * the rates of the statement, bent by their own taste. People come as often as is needed, in random order.
 */
export function loggedPublic(votes: readonly LoggedVote[], readerCount: number, random: Random): Public {
  const rates = statementRates(votes)
  const people = peopleOf(votes, rates)
  const answers = (person: Person, id: string): VoteRates => {
    const own = rates.get(id) as VoteRates
    const { agree, disagree, neutral } = person.taste
    return { agree: own.agree * agree, disagree: own.disagree * disagree, neutral: own.neutral * neutral }
  }
  const reader = (person: Person): SimulatedReader => ({
    vote: ({ id }) => person.votes.get(id) ?? chooseVote(answers(person, id), random),
    qualify: () => [],
  })
  const none = { ...noTallies().qualifications }
  const ids = randomSample([...rates.keys()], rates.size, random)
  const proposals = ids.map((id, index): SimulatedProposal => {
    const truth = { ...none, ...(rates.get(id) as VoteRates) }
    // Statements came in during the whole consultation; half of the readers find them all there.
    return { id, text: `Il faut p${id}`, arrivesAt: (index / ids.length) * 0.5, truth }
  })
  const readers = Array.from({ length: readerCount }, () => {
    const person = people[Math.floor(random() * people.length)] as Person
    return reader(person)
  })
  return { proposals, readers }
}
