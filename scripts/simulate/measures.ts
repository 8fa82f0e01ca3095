import { type Counts, votesOn } from '../../api/src/domain/scores.ts'
import type { SequenceCandidate } from '../../api/src/domain/sequence-choice.ts'
import { type SimulatedProposal, trueScore } from './public.ts'
import { SETTINGS } from './strategies.ts'

const TOP = 10

const rate = (count: number, votes: number, smoothing: number): number =>
  Math.min(1, (count + smoothing) / (votes + 1))
const variance = (measured: number, votes: number): number => {
  const enlarged = votes + 4
  const centred = (votes * measured + 2) / enlarged
  return (centred * (1 - centred)) / enlarged
}

/**
 * The least that the score may well be: the measured one less its confidence, both as Make.org has published them
 * (design.md). Ranking by it is what a careful editor does: a proposal with ten votes is not held for the best.
 */
function carefulScore(counts: Counts): number {
  const votes = votesOn(counts)
  const plus = [rate(counts.likeIt, votes, 0.01), rate(counts.doable, votes, 0.01)]
  const minus = [counts.noWay, counts.impossible, counts.platitudeAgree, counts.platitudeDisagree].map(
    (count) => rate(count, votes, 0.01),
  )
  const agree = rate(counts.agree, votes, 0.33)
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const spread = sum([agree, ...plus, ...minus].map((measured) => variance(measured, votes)))
  return agree + sum(plus) - sum(minus) - 2 * Math.sqrt(spread)
}

/** Part of the true top 10 of all proposals that the measured top 10 of the tested ones holds, from 0 to 1. */
export function shareFound(
  proposals: readonly SimulatedProposal[],
  tallies: readonly SequenceCandidate[],
): number {
  const best = proposals.toSorted((one, other) => trueScore(other) - trueScore(one)).slice(0, TOP)
  const tested = tallies.filter((tally) => votesOn(tally) >= SETTINGS.testedFrom)
  const measured = tested
    .map((tally) => ({ id: tally.id, score: carefulScore(tally) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, TOP)
  return measured.filter(({ id }) => best.some((proposal) => proposal.id === id)).length / TOP
}

/** Gini's coefficient: 0, all are equal; near 1, one has everything (Gini 1912; the form for sorted values). */
export function giniOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  if (total === 0) return 0
  const weighted = sorted.reduce((sum, value, index) => sum + (index + 1) * value, 0)
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length
}
