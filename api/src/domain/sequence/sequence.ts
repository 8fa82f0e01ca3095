import type { SequenceSettings } from '../../wire/index.ts'
import { type Random, randomSample } from '../random.ts'
import { type SampledScores, scoreSampler, votesOn } from '../results/scores.ts'
import { contested, type SoughtScore } from './lucb.ts'
import { type SequenceCandidate, SequenceChoice } from './sequence-choice.ts'

/** A proposal is new until it has enough votes to be judged, and excluded once it has enough to be known well. */
export type Pool = 'new' | 'tested' | 'excluded'

/** The pool of an accepted proposal by its number of votes, where each network has one. */
export function poolOf(votes: number, { testedFrom, testedUntil }: SequenceSettings): Pool {
  if (votes < testedFrom) return 'new'
  return votes < testedUntil ? 'tested' : 'excluded'
}

export interface SequenceRequest<Candidate extends SequenceCandidate> {
  /** Every accepted proposal, and no other. */
  proposals: readonly Candidate[]
  settings: SequenceSettings
  /** Number of proposals wanted. */
  size: number
  random: Random
}

/** A whole number that is `places` on average: a tenth of 12 places is 1 place, and in a fifth of the cases 2. */
const wholePlaces = (places: number, random: Random): number => Math.floor(places + random())

/** Those with the fewest votes first, in random order among equals. */
function fewestVotesFirst<Candidate extends SequenceCandidate>(
  candidates: readonly Candidate[],
  random: Random,
): Candidate[] {
  return randomSample(candidates, candidates.length, random).sort(
    (one, other) => votesOn(one) - votesOn(other),
  )
}

/**
 * Part of the places that new proposals get: their own share at least, and more while they are more than that among
 * the candidates. With a fixed share the first few tested proposals would take the other places again and again while
 * hundreds wait for their first votes (docs/sequence.md has the figures).
 */
function shareOfNew(pools: Record<Pool, readonly unknown[]>, { newShare }: SequenceSettings): number {
  const candidates = pools.new.length + pools.tested.length
  return candidates === 0 ? newShare : Math.max(newShare, pools.new.length / candidates)
}

interface Scored<Candidate> {
  proposal: Candidate
  scores: SampledScores
}

function sample<Candidate extends SequenceCandidate>(
  tested: readonly Candidate[],
  random: Random,
): Scored<Candidate>[] {
  const sampleScores = scoreSampler(random)
  const scored: Scored<Candidate>[] = []
  for (const proposal of tested) {
    const scores = sampleScores(proposal)
    if (scores) scored.push({ proposal, scores })
  }
  return scored
}

const rankedBy = <Candidate>(scored: readonly Scored<Candidate>[], key: keyof SampledScores): Candidate[] =>
  scored.toSorted((one, other) => other.scores[key] - one.scores[key]).map(({ proposal }) => proposal)

/** Takes tested proposals for at most `places`; a score that is sought decides which, where the setting asks for it. */
type TakeTested = (sought: SoughtScore, places: number) => void

/** Ways of choosing tested proposals, by the name of the setting. */
const TAKE_TESTED: Record<
  SequenceSettings['testedBy'],
  <Candidate extends SequenceCandidate>(
    choice: SequenceChoice<Candidate>,
    tested: readonly Candidate[],
    random: Random,
  ) => TakeTested
> = {
  lucb: (choice, tested, random) => {
    const inChance = randomSample(tested, tested.length, random)
    return (sought, places) => {
      const { best, rest } = contested(inChance, sought)
      const left = choice.missing - Math.min(places, choice.missing)
      choice.takeInOrder(best, wholePlaces(places / 2, random))
      choice.takeInOrder(rest, choice.missing - left)
      choice.takeInOrder(best, choice.missing - left)
    }
  },
  thompson: (choice, tested, random) => {
    const scored = sample(tested, random)
    const keys = { topScore: 'top', controversy: 'controversy' } as const
    return (sought, places) => choice.takeAmongBest(rankedBy(scored, keys[sought]), places)
  },
  'fewest-votes': (choice, tested, random) => (_sought, places) =>
    choice.takeInOrder(fewestVotesFirst(tested, random), places),
  random: (choice, tested, random) => (_sought, places) =>
    choice.takeInOrder(randomSample(tested, tested.length, random), places),
}

/**
 * Proposals for a sequence, in random order: some new ones, those with the fewest votes first, and tested ones as the
 * consultation has set. No two by one author or of one idea while there are others. With too few of them, any accepted
 * proposal fills the places. docs/sequence.md compares the ways and says what differs from Make.org's published method.
 */
export function drawSequence<Candidate extends SequenceCandidate>({
  proposals,
  settings,
  size,
  random,
}: SequenceRequest<Candidate>): Candidate[] {
  const pools: Record<Pool, Candidate[]> = { new: [], tested: [], excluded: [] }
  for (const proposal of proposals)
    pools[poolOf(votesOn(proposal) * (proposal.firsts ?? 1), settings)].push(proposal)
  const choice = new SequenceChoice<Candidate>(size)
  const newPlaces = wholePlaces(size * shareOfNew(pools, settings), random)
  choice.takeInOrder(fewestVotesFirst(pools.new, random), newPlaces)
  const take = TAKE_TESTED[settings.testedBy](choice, pools.tested, random)
  const controversies = wholePlaces(choice.missing * settings.controversyShare, random)
  if (controversies > 0) take('controversy', controversies)
  take('topScore', choice.missing)
  if (choice.missing > 0) {
    const any = fewestVotesFirst(proposals, random)
    choice.takeInOrder(any, choice.missing)
    choice.takeAny(any)
  }
  return randomSample(choice.proposals, size, random)
}

/**
 * Draws 1, 2, … are the pages of the whole list, in a fixed order, so that a reader who goes on after the first draw
 * meets every proposal and can be told truly that none is left.
 */
export function pageOf<Item>(
  items: readonly Item[],
  number: number,
  size: number,
): { items: Item[]; last: boolean } {
  const start = (number - 1) * size
  return { items: items.slice(start, start + size), last: start + size >= items.length }
}
