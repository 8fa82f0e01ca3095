import type { Zone } from '../../wire/index.ts'
import {
  type Counts,
  confidenceOf,
  lowerBound,
  type Score,
  scoreOn,
  smoothedRate,
  votesOn,
  zoneOf,
} from '../results/scores.ts'

type VoteCounts = Pick<Counts, 'agree' | 'disagree' | 'neutral'>

// Kalyanakrishnan, Tewari, Auer, Stone: PAC subset selection in stochastic multi-armed bandits (ICML 2012). Votes go where
// they tell most: to those of the best that may not be among them, and to those of the others that may.

/** As many as a list of results shows; those are to be told from all others. */
const BEST = 10
/**
 * How far a bound reaches, in half-widths of the 95 % interval. With the whole of it the votes go to hundreds of proposals that
 * ten votes leave open (docs/sequence.md).
 */
const REACH = 0.25

/** The scores by which tested proposals are sought. */
export type SoughtScore = 'topScore' | 'controversy'

export interface Contested<Candidate> {
  /** The ten that results would list, those that may least surely be among them first. */
  best: Candidate[]
  /** All others, those that may most be among the ten first. */
  rest: Candidate[]
}

interface Measured<Candidate> {
  candidate: Candidate
  score: Score
}

/** The lower (-1) or upper (1) end of the interval of a rate. */
function endOf(counts: Counts, key: keyof VoteCounts, sign: 1 | -1): number {
  const votes = votesOn(counts)
  const rate = smoothedRate(key, counts[key], votes)
  return rate + sign * confidenceOf(rate, votes)
}

/** The zone of a proposal if all that its votes leave open were in its favour. */
const zoneAtBest = (counts: Counts): Zone =>
  zoneOf({
    agree: endOf(counts, 'agree', 1),
    disagree: endOf(counts, 'disagree', -1),
    neutral: endOf(counts, 'neutral', -1),
  })

/** True as long as neither side has surely won, and not too many are surely neutral. */
const mayDivide = (counts: Counts): boolean =>
  endOf(counts, 'agree', -1) < 0.6 &&
  endOf(counts, 'disagree', -1) < 0.6 &&
  endOf(counts, 'neutral', -1) < 0.4

const MAY_BE: Record<SoughtScore, (counts: Counts) => boolean> = {
  topScore: (counts) => ['consensus', 'controversy'].includes(zoneAtBest(counts)),
  controversy: mayDivide,
}

/** The candidates (given in random order, which decides among equals) by what a vote more would tell of them; without those that surely are not what is sought. */
export function contested<Candidate extends Counts>(
  candidates: readonly Candidate[],
  sought: SoughtScore,
): Contested<Candidate> {
  const measured = candidates
    .filter(MAY_BE[sought])
    .map((candidate): Measured<Candidate> => ({ candidate, score: scoreOn(candidate, sought) }))
  const bound = ({ score }: Measured<Candidate>, sign: 1 | -1) =>
    score.value + sign * REACH * score.confidence
  const byRank = measured.toSorted((one, other) => lowerBound(other.score) - lowerBound(one.score))
  const names = (list: readonly Measured<Candidate>[]) => list.map(({ candidate }) => candidate)
  return {
    best: names(byRank.slice(0, BEST).sort((one, other) => bound(one, -1) - bound(other, -1))),
    rest: names(byRank.slice(BEST).sort((one, other) => bound(other, 1) - bound(one, 1))),
  }
}
