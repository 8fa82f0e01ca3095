import { randomBeta } from 'd3-random'
import { QUALIFICATION_KEYS } from '../../wire/constants.ts'
import type { Denominator, PlebisciteSettings, Tallies, Zone } from '../../wire/index.ts'
import type { Random } from '../random.ts'
import { TALLY_KEYS, type TallyKey, tallyOf } from '../votes/votes.ts'

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

/** What is added to a count before its rate is taken; also the prior for sampling rates. */
const smoothingOf = (key: TallyKey): number =>
  key === 'agree' || key === 'disagree' || key === 'neutral' ? VOTE_SMOOTHING : QUALIFICATION_SMOOTHING

/** Votes of all choices together, without their qualifications. */
export const votesOf = ({ agree, disagree, neutral }: Tallies): number => agree + disagree + neutral

const rateOf = (count: number, smoothing: number, votes: number): number =>
  Math.min(1, (count + smoothing) / (votes + 1))

/** Rate of a key that was given `count` times in `votes` votes, from 0 to 1: min(1, (k + smoothing)/(n + 1)). */
export const smoothedRate = (key: TallyKey, count: number, votes: number): number =>
  rateOf(count, smoothingOf(key), votes)

/** Rates of all votes and qualifications, each from 0 to 1. */
export function ratesOf(tallies: Tallies): Rates {
  const votes = votesOf(tallies)
  const { qualifications: given } = tallies
  // Key by key, not in a loop, because results take the rates of many thousand proposals at once.
  return {
    agree: rateOf(tallies.agree, VOTE_SMOOTHING, votes),
    disagree: rateOf(tallies.disagree, VOTE_SMOOTHING, votes),
    neutral: rateOf(tallies.neutral, VOTE_SMOOTHING, votes),
    likeIt: rateOf(given.likeIt, QUALIFICATION_SMOOTHING, votes),
    doable: rateOf(given.doable, QUALIFICATION_SMOOTHING, votes),
    platitudeAgree: rateOf(given.platitudeAgree, QUALIFICATION_SMOOTHING, votes),
    noWay: rateOf(given.noWay, QUALIFICATION_SMOOTHING, votes),
    impossible: rateOf(given.impossible, QUALIFICATION_SMOOTHING, votes),
    platitudeDisagree: rateOf(given.platitudeDisagree, QUALIFICATION_SMOOTHING, votes),
    doNotUnderstand: rateOf(given.doNotUnderstand, QUALIFICATION_SMOOTHING, votes),
    noOpinion: rateOf(given.noOpinion, QUALIFICATION_SMOOTHING, votes),
    doNotCare: rateOf(given.doNotCare, QUALIFICATION_SMOOTHING, votes),
  }
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
const AGREE: readonly TallyKey[] = ['agree']
const AGREE_QUALIFIED: readonly TallyKey[] = ['agree', ...QUALIFIED]
const DISAGREE_QUALIFIED: readonly TallyKey[] = ['disagree', ...QUALIFIED]

const larger = (rates: Rates, one: TallyKey, other: TallyKey): TallyKey =>
  rates[one] >= rates[other] ? one : other

/** The rates that a score is made of, whose confidences add up as root of squares; of a controversy the larger of each two. */
function partsOf(score: keyof Scores, rates: Rates): readonly TallyKey[] {
  switch (score) {
    case 'adhesion':
      return AGREE
    case 'engagement':
      return QUALIFIED
    case 'topScore':
      return AGREE_QUALIFIED
    case 'controversy':
      return [larger(rates, 'agree', 'disagree'), larger(rates, 'likeIt', 'noWay')]
    case 'rejection':
      return DISAGREE_QUALIFIED
  }
}

/** One score of a proposal from its rates and the votes that they are rates of. */
export function scoreFrom(name: keyof Scores, rates: Rates, votes: number): Score {
  let squares = 0
  for (const key of partsOf(name, rates)) squares += confidenceOf(rates[key], votes) ** 2
  return { value: sums[name](rates), confidence: Math.sqrt(squares) }
}

/**
 * Engagement over all votes (n + 1), or over those that are not neutral (n − neutral + 1). Make.org's published rows and the
 * threshold 0.37 follow the latter; of a proposal with many neutral votes the two differ much.
 */
export function engagementOf(tallies: Tallies, denominator: Denominator): Score {
  const votes = votesOf(tallies) - (denominator === 'not-neutral' ? tallies.neutral : 0)
  const rates = {} as Rates
  for (const key of QUALIFIED) rates[key] = smoothedRate(key, tallyOf(tallies, key), votes)
  return scoreFrom('engagement', rates, votes)
}

/** All scores of a proposal; engagement by the denominator that a consultation has set. */
export function scoresOf(tallies: Tallies, denominator: Denominator = 'all-votes'): Scores {
  const votes = votesOf(tallies)
  const rates = ratesOf(tallies)
  return {
    adhesion: scoreFrom('adhesion', rates, votes),
    engagement: engagementOf(tallies, denominator),
    topScore: scoreFrom('topScore', rates, votes),
    controversy: scoreFrom('controversy', rates, votes),
    rejection: scoreFrom('rejection', rates, votes),
  }
}

/** The least, and the most, that a score may well be: the ends of its 95 % interval. */
export const lowerBound = ({ value, confidence }: Score): number => value - confidence

/** The most that a score may well be: the upper end of its 95 % interval. */
export const upperBound = ({ value, confidence }: Score): number => value + confidence

/** True if two scores differ by more than their confidences explain: the 95 % interval of their difference leaves out nought. */
export const isAbove = (one: Score, other: Score): boolean =>
  one.value > other.value &&
  (one.value - other.value) ** 2 > one.confidence * one.confidence + other.confidence * other.confidence

/** Where the public stands on a proposal. */
export function zoneOf({ agree, disagree, neutral }: Pick<Rates, 'agree' | 'disagree' | 'neutral'>): Zone {
  if (agree >= 0.6 || (neutral < 0.4 && disagree < 0.15)) return 'consensus'
  if (disagree >= 0.6 || (neutral < 0.4 && agree < 0.15)) return 'rejection'
  return neutral >= 0.4 ? 'limbo' : 'controversy'
}

/** True if the proposal passes every threshold that the consultation has published. */
export function isPlebiscite(tallies: Tallies, thresholds: PlebisciteSettings): boolean {
  if (votesOf(tallies) < thresholds.votes) return false
  const { value: engagement } = engagementOf(tallies, thresholds.denominator)
  return sums.adhesion(ratesOf(tallies)) >= thresholds.adhesion && engagement >= thresholds.engagement
}

// The method of sequences is Make.org's, as published; design.md tells it. A rate is not taken as measured but drawn
// from what the votes leave possible (Thompson 1933, Biometrika 25:285): a proposal with few votes is sometimes given
// a high one, and so gets the votes that settle it.

/** Counts of one proposal, by key. */
export type Counts = Readonly<Record<TallyKey, number>>

/** What a proposal would score with rates drawn at random from those that its votes leave possible. */
export interface SampledScores {
  /** agree + likeIt + doable − noWay − impossible − platitudes, from −4 to 3 */
  top: number
  /** min(agree, disagree) + min(likeIt, noWay), from 0 to 2 */
  controversy: number
}

/** Votes of a proposal: each reader counts once, with or without qualifications. */
export const votesOn = ({
  agree,
  disagree,
  neutral,
}: Pick<Counts, 'agree' | 'disagree' | 'neutral'>): number => agree + disagree + neutral

/** One score of a proposal from its counts by key. */
export function scoreOn(counts: Counts, name: keyof Scores): Score {
  const votes = votesOn(counts)
  const rates = {} as Rates
  for (const key of TALLY_KEYS) rates[key] = smoothedRate(key, counts[key], votes)
  return scoreFrom(name, rates, votes)
}

/** Draws at random how many of all readers would choose a key that `count` of `votes` readers chose. */
type SampleRate = (votes: number, count: number) => number

/** One sample from Beta(k + s, n − k + 1): n votes, k of the key, s the smoothing. */
function rateSampler(random: Random, smoothing: number): SampleRate {
  const beta = randomBeta.source(random)
  return (votes, count) => beta(count + smoothing, votes - count + 1)()
}

/** The qualifications that a score counts; those of neutral votes are in none. */
const WEIGHED = ['likeIt', 'doable', 'platitudeAgree', 'noWay', 'impossible', 'platitudeDisagree'] as const

/** A function that samples the scores of a proposal; undefined when the sampled zone is rejection or limbo. */
export function scoreSampler(random: Random): (counts: Counts) => SampledScores | undefined {
  const vote = rateSampler(random, smoothingOf('agree'))
  const qualification = rateSampler(random, smoothingOf('likeIt'))
  return (counts) => {
    const votes = votesOn(counts)
    const agree = vote(votes, counts.agree)
    const disagree = vote(votes, counts.disagree)
    const neutral = vote(votes, counts.neutral)
    const zone = zoneOf({ agree, disagree, neutral })
    if (zone === 'rejection' || zone === 'limbo') return undefined
    const rates = { agree, disagree, neutral } as Rates
    for (const key of WEIGHED) rates[key] = qualification(votes, counts[key])
    return { top: sums.topScore(rates), controversy: sums.controversy(rates) }
  }
}
