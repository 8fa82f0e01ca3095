import { lowerBound, scoreOn, votesOn } from '../../api/src/domain/results/scores.ts'
import type { SequenceCandidate } from '../../api/src/domain/sequence/sequence-choice.ts'
import { DEFAULT_SETTINGS } from '../../api/src/wire/constants.ts'
import { type SimulatedProposal, trueScore } from './public.ts'

const TOP = 10
const RANKED_FROM = DEFAULT_SETTINGS.results.rankedFrom

/**
 * Proposals that have the votes from which results list them, by the lower bound of their score, as results do: a proposal
 * with ten votes is not held for the best.
 */
const inOrder = (tallies: readonly SequenceCandidate[], leastVotes: number): string[] =>
  tallies
    .filter((tally) => votesOn(tally) >= leastVotes)
    .map((tally) => ({ id: tally.id, least: lowerBound(scoreOn(tally, 'topScore')) }))
    .sort((one, other) => other.least - one.least)
    .map(({ id }) => id)

/** The place of a proposal in the results as measured, from 1; the last if it is in none. */
export function placeOf(id: string, tallies: readonly SequenceCandidate[]): number {
  const place = inOrder(tallies, RANKED_FROM).indexOf(id)
  return place < 0 ? tallies.length : place + 1
}

/** Part of the true top 10 of all proposals that the measured top 10 of the tested ones holds, from 0 to 1. */
export function shareFound(
  proposals: readonly SimulatedProposal[],
  tallies: readonly SequenceCandidate[],
): number {
  const best = proposals.toSorted((one, other) => trueScore(other) - trueScore(one)).slice(0, TOP)
  const measured = inOrder(tallies, RANKED_FROM).slice(0, TOP)
  return measured.filter((id) => best.some((proposal) => proposal.id === id)).length / TOP
}

/** Gini's coefficient: 0, all are equal; near 1, one has everything (Gini 1912; the form for sorted values). */
export function giniOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const total = sorted.reduce((sum, value) => sum + value, 0)
  if (total === 0) return 0
  const weighted = sorted.reduce((sum, value, index) => sum + (index + 1) * value, 0)
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length
}
