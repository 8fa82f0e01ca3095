import { randomBeta } from 'd3-random'
import type { Random } from './draw.ts'
import type { TallyKey } from './votes.ts'

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

/** Stands for the votes that a proposal has not had yet. */
const VOTE_SMOOTHING = 0.33
const QUALIFICATION_SMOOTHING = 0.01

interface VoteRates {
  agree: number
  disagree: number
  neutral: number
}

/** Where the rates of its votes put a proposal. */
export type Zone = 'consensus' | 'rejection' | 'limbo' | 'controversy'

/** The zone of three rates, which need not add up to 1. */
export function zoneOf({ agree, disagree, neutral }: VoteRates): Zone {
  if (agree >= 0.6 || (neutral < 0.4 && disagree < 0.15)) return 'consensus'
  if (disagree >= 0.6 || (neutral < 0.4 && agree < 0.15)) return 'rejection'
  return neutral >= 0.4 ? 'limbo' : 'controversy'
}

/** Votes of a proposal: each reader counts once, whatever the qualifications. */
export const votesOn = ({
  agree,
  disagree,
  neutral,
}: Pick<Counts, 'agree' | 'disagree' | 'neutral'>): number => agree + disagree + neutral

/** Draws at random how many of all readers would choose a key that `count` of `votes` readers chose. */
type SampleRate = (votes: number, count: number) => number

/** One draw from Beta(k + s, n − k + 1): n votes, k of the key, s the smoothing. */
function rateSampler(random: Random, smoothing: number): SampleRate {
  const beta = randomBeta.source(random)
  return (votes, count) => beta(count + smoothing, votes - count + 1)()
}

/** A function that samples the scores of a proposal; undefined when the sampled zone is rejection or limbo. */
export function scoreSampler(random: Random): (counts: Counts) => SampledScores | undefined {
  const vote = rateSampler(random, VOTE_SMOOTHING)
  const qualification = rateSampler(random, QUALIFICATION_SMOOTHING)
  return (counts) => {
    const votes = votesOn(counts)
    const agree = vote(votes, counts.agree)
    const disagree = vote(votes, counts.disagree)
    const zone = zoneOf({ agree, disagree, neutral: vote(votes, counts.neutral) })
    if (zone === 'rejection' || zone === 'limbo') return undefined
    const likeIt = qualification(votes, counts.likeIt)
    const noWay = qualification(votes, counts.noWay)
    const liking = likeIt + qualification(votes, counts.doable)
    const disliking = noWay + qualification(votes, counts.impossible)
    const platitudes =
      qualification(votes, counts.platitudeAgree) + qualification(votes, counts.platitudeDisagree)
    return {
      top: agree + liking - disliking - platitudes,
      controversy: Math.min(agree, disagree) + Math.min(likeIt, noWay),
    }
  }
}
