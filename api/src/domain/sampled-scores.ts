import { randomBeta } from 'd3-random'
import type { Random } from './draw.ts'
import { type Rates, smoothingOf, sums, zoneOf } from './scores.ts'
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
