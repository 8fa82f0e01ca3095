import { QUALIFICATION_KEYS } from '../wire/constants.ts'
import type { PlebisciteSettings, Tallies, Zone } from '../wire/index.ts'
import { TALLY_KEYS, type TallyKey, tallyOf } from './votes.ts'

// Make.org's published method; the formulas are in docs/results.md.

/** A figure with the half-width of its 95 % confidence. */
export interface Score {
  value: number
  confidence: number
}

export type Rates = Record<TallyKey, number>

export interface Scores {
  adhesion: Score
  engagement: Score
  topScore: Score
  controversy: Score
  rejection: Score
}

// So that one single vote is no certainty.
const VOTE_SMOOTHING = 0.33
const QUALIFICATION_SMOOTHING = 0.01

/** What is added to a count before its rate is taken; also the prior of whoever samples rates. */
export const smoothingOf = (key: TallyKey): number =>
  key === 'agree' || key === 'disagree' || key === 'neutral' ? VOTE_SMOOTHING : QUALIFICATION_SMOOTHING

export const votesOf = ({ agree, disagree, neutral }: Tallies): number => agree + disagree + neutral

/** Rate of a key that was given `count` times in `votes` votes, from 0 to 1: min(1, (k + smoothing)/(n + 1)). */
export const smoothedRate = (key: TallyKey, count: number, votes: number): number =>
  Math.min(1, (count + smoothingOf(key)) / (votes + 1))

/** Rates of all votes and qualifications, each from 0 to 1. */
export function ratesOf(tallies: Tallies): Rates {
  const votes = votesOf(tallies)
  const rates = {} as Rates
  // A loop, because results take the rates of many thousand proposals at once.
  for (const key of TALLY_KEYS) rates[key] = smoothedRate(key, tallyOf(tallies, key), votes)
  return rates
}

/** Half-width of the 95 % interval of a rate (Agresti and Coull: two successes and two failures added). */
export function confidenceOf(rate: number, votes: number): number {
  const observed = votes + 4
  const centre = (votes * rate + 2) / observed
  return 2 * Math.sqrt((centre * (1 - centre)) / observed)
}

/** Sums of rates, as the team and the public read them, and as sequences are made by. All from -4 to 3. */
export const sums = {
  adhesion: (rates: Rates) => rates.agree,
  engagement: (rates: Rates) =>
    rates.likeIt - rates.noWay + rates.doable - rates.impossible - platitudes(rates),
  topScore: (rates: Rates) =>
    rates.agree + rates.likeIt + rates.doable - rates.noWay - rates.impossible - platitudes(rates),
  controversy: (rates: Rates) => Math.min(rates.agree, rates.disagree) + Math.min(rates.likeIt, rates.noWay),
  rejection: (rates: Rates) =>
    rates.disagree + rates.noWay + rates.impossible - rates.likeIt - rates.doable - platitudes(rates),
}

function platitudes(rates: Rates): number {
  return rates.platitudeAgree + rates.platitudeDisagree
}

const QUALIFIED: readonly TallyKey[] = QUALIFICATION_KEYS.slice(0, 6)

/** The rates that a score is made of, whose confidences add up as root of squares. */
function partsOf(score: keyof Scores, rates: Rates): readonly TallyKey[] {
  const smaller = (one: TallyKey, other: TallyKey) => (rates[one] <= rates[other] ? one : other)
  switch (score) {
    case 'adhesion':
      return ['agree']
    case 'engagement':
      return QUALIFIED
    case 'topScore':
      return ['agree', ...QUALIFIED]
    case 'controversy':
      return [smaller('agree', 'disagree'), smaller('likeIt', 'noWay')]
    case 'rejection':
      return ['disagree', ...QUALIFIED]
  }
}

/** All scores of a proposal. */
export function scoresOf(tallies: Tallies): Scores {
  const votes = votesOf(tallies)
  const rates = ratesOf(tallies)
  const score = (name: keyof Scores): Score => ({
    value: sums[name](rates),
    confidence: Math.hypot(...partsOf(name, rates).map((key) => confidenceOf(rates[key], votes))),
  })
  return {
    adhesion: score('adhesion'),
    engagement: score('engagement'),
    topScore: score('topScore'),
    controversy: score('controversy'),
    rejection: score('rejection'),
  }
}

/** Where the public stands on a proposal. */
export function zoneOf({ agree, disagree, neutral }: Pick<Rates, 'agree' | 'disagree' | 'neutral'>): Zone {
  if (agree >= 0.6 || (neutral < 0.4 && disagree < 0.15)) return 'consensus'
  if (disagree >= 0.6 || (neutral < 0.4 && agree < 0.15)) return 'rejection'
  return neutral >= 0.4 ? 'limbo' : 'controversy'
}

/** True if the proposal passes every threshold that the consultation has published. */
export function isPlebiscite(tallies: Tallies, thresholds: PlebisciteSettings): boolean {
  const { adhesion, engagement } = scoresOf(tallies)
  return (
    votesOf(tallies) >= thresholds.votes &&
    adhesion.value >= thresholds.adhesion &&
    engagement.value >= thresholds.engagement
  )
}
