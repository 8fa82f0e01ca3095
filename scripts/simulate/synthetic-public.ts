import { randomBeta, randomNormal } from 'd3-random'
import type { Random } from '../../api/src/domain/random.ts'
import { QUALIFICATION_KEYS, QUALIFICATIONS, VOTES } from '../../api/src/wire/constants.ts'
import type { Qualification } from '../../api/src/wire/index.ts'
import {
  chooseVote,
  type Public,
  type SimulatedProposal,
  type SimulatedReader,
  type VoteRates,
} from './public.ts'

interface Character {
  /** How much it pleases: the odds of agreeing to disagreeing, as a logarithm, for a reader of the centre. */
  appeal: number
  /** How much readers of the two sides differ about it. */
  slant: number
  /** Part of its votes that are neutral. */
  indifference: number
  /** Part of the voters who could choose the qualification that do. */
  qualifications: Record<Qualification, number>
}

// As in the consultations that Make.org has published: most proposals please most readers somewhat, a few divide.
const APPEAL = { mean: 0.9, deviation: 0.9 }
const SLANT = { mean: 0, deviation: 0.8 }
const INDIFFERENCE = { alpha: 3, beta: 14 }
const QUALIFYING = { alpha: 1.5, beta: 6 }
/** There from the first reader on; the rest come one by one while this part of the readers passes. */
const SEEDS = 0.2
const PROPOSING_UNTIL = 0.6

const rates = ({ appeal, slant, indifference }: Character, leaning: number): VoteRates => {
  const agreeing = 1 / (1 + Math.exp(-(appeal + slant * leaning)))
  const decided = 1 - indifference
  return { agree: decided * agreeing, disagree: decided * (1 - agreeing), neutral: indifference }
}

function character(random: Random): Character {
  const part = randomBeta.source(random)(QUALIFYING.alpha, QUALIFYING.beta)
  const qualifications = {} as Character['qualifications']
  for (const key of QUALIFICATION_KEYS) qualifications[key] = part()
  return {
    appeal: randomNormal.source(random)(APPEAL.mean, APPEAL.deviation)(),
    slant: randomNormal.source(random)(SLANT.mean, SLANT.deviation)(),
    indifference: randomBeta.source(random)(INDIFFERENCE.alpha, INDIFFERENCE.beta)(),
    qualifications,
  }
}

function truthOf(known: Character, leanings: readonly number[]): SimulatedProposal['truth'] {
  const truth = { agree: 0, disagree: 0, neutral: 0 } as SimulatedProposal['truth']
  for (const leaning of leanings) {
    const of = rates(known, leaning)
    for (const vote of VOTES) truth[vote] += of[vote] / leanings.length
  }
  for (const vote of VOTES)
    for (const key of QUALIFICATIONS[vote]) truth[key] = truth[vote] * known.qualifications[key]
  return truth
}

const arrival = (index: number, count: number): number =>
  Math.max(0, ((index / count - SEEDS) / (1 - SEEDS)) * PROPOSING_UNTIL)

/** Readers of two sides and all shades between, and proposals that please, divide or bore them. */
export function syntheticPublic(proposalCount: number, readerCount: number, random: Random): Public {
  const leaning = randomNormal.source(random)(0, 1)
  const leanings = Array.from({ length: readerCount }, leaning)
  const characters = new Map<string, Character>()
  const proposals = Array.from({ length: proposalCount }, (_, index): SimulatedProposal => {
    const id = `p${index}`
    const known = character(random)
    characters.set(id, known)
    const truth = truthOf(known, leanings.slice(0, 500))
    return { id, text: `Il faut ${id}`, arrivesAt: arrival(index, proposalCount), truth }
  })
  const reader = (own: number): SimulatedReader => ({
    vote: ({ id }) => chooseVote(rates(characters.get(id) as Character, own), random),
    qualify: ({ id }, vote) =>
      QUALIFICATIONS[vote].filter((key) => random() < (characters.get(id)?.qualifications[key] ?? 0)),
  })
  return { proposals, readers: leanings.map(reader) }
}
