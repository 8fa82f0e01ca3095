import { countValue, noVotes, type VoteCounts, type VoteMatrix } from './vote-matrix.ts'

/** When a split by group may be shown: votes on the proposal, people in each number. */
export interface SplitRule {
  splitVotes: number
  splitCell: number
}

/** How much of a split may be shown: each vote by itself, agreement against the rest, agreement in steps, or nothing. */
export type Detail = 'votes' | 'agreement' | 'bands' | 'nothing'

/** One group against all others on a proposal. */
export interface Representativeness {
  /** Standard normal: more of the group say so than of the others. */
  difference: number
  /** Standard normal: more than half of the group say so. */
  majority: number
  /** How telling it is; only for comparison. */
  weight: number
  rate: number
  elsewhere: number
}

/** One-sided at 90 %, the bar that Polis sets. */
const SIGNIFICANT = 1.2816

/** Votes of all choices together; weighed votes may come to a fraction. */
export const totalOf = ({ agree, disagree, neutral }: VoteCounts): number => agree + disagree + neutral

/** Votes on one proposal (the number of its column) by group; with `weights`, each as much as its voter weighs. */
export function countByGroup(
  { starts, voters, values }: VoteMatrix,
  proposal: number,
  groupOf: Uint8Array,
  groups: number,
  weights?: Float64Array,
): VoteCounts[] {
  const counts = Array.from({ length: groups }, noVotes)
  for (let index = starts[proposal] as number; index < (starts[proposal + 1] as number); index++) {
    const voter = voters[index] as number
    const own = counts[groupOf[voter] as number]
    if (own) countValue(own, values[index] as number, weights ? (weights[voter] as number) : 1)
  }
  return counts
}

/** Votes on one proposal (the number of its column) by all voters. */
export function countAll({ starts, values }: VoteMatrix, proposal: number): VoteCounts {
  const counts = noVotes()
  for (let index = starts[proposal] as number; index < (starts[proposal + 1] as number); index++)
    countValue(counts, values[index] as number)
  return counts
}

/**
 * Group-informed consensus, 0 to 1: the geometric mean over groups of pa · (1 − pd), with pa = (agree + 1) / (votes + 2) and
 * pd = (disagree + 1) / (votes + 2). High only where every group agrees, after Small et al. 2021 (Recerca 26(2)), who take
 * the product of pa; the mean is comparable whatever the number of groups.
 */
export function groupInformedConsensus(groups: readonly VoteCounts[]): number {
  const logarithms = groups.reduce((sum, counts) => {
    const chances = totalOf(counts) + 2
    return sum + Math.log(((counts.agree + 1) / chances) * (1 - (counts.disagree + 1) / chances))
  }, 0)
  return Math.exp(logarithms / Math.max(1, groups.length))
}

/**
 * How much may be shown of a proposal. Each number shown stands for at least `splitCell` people. Tallies of all voters
 * are public, so the voters in no group could be found by subtraction: they too are nobody or enough people. Where
 * that fails, agreement in steps of ten points tells no number (opinion-splits.ts).
 */
export function shownDetail(groups: readonly VoteCounts[], all: VoteCounts, rule: SplitRule): Detail {
  if (totalOf(all) < rule.splitVotes || groups.length === 0) return 'nothing'
  const hides = (numberOf: (counts: VoteCounts) => number): boolean => {
    const shown = groups.map(numberOf)
    const rest = numberOf(all) - shown.reduce((sum, number) => sum + number, 0)
    return shown.every((number) => number >= rule.splitCell) && (rest === 0 || rest >= rule.splitCell)
  }
  const agree = hides((counts) => counts.agree)
  if (agree && hides((counts) => counts.disagree) && hides((counts) => counts.neutral)) return 'votes'
  if (agree && hides((counts) => counts.disagree + counts.neutral)) return 'agreement'
  return groups.every((counts) => totalOf(counts) >= rule.splitCell) ? 'bands' : 'nothing'
}

/** Standard normal for "more than half", with one success added to one trial. */
const majorityTest = (successes: number, trials: number): number =>
  2 * Math.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)

/** Standard normal for "a larger part of these than of those", pooled, with one success added to one trial each. */
function differenceTest(own: number, ownTrials: number, other: number, otherTrials: number): number {
  const [n1, n2] = [ownTrials + 1, otherTrials + 1]
  const pooled = (own + other + 2) / (n1 + n2)
  if (pooled >= 1) return 0
  return ((own + 1) / n1 - (other + 1) / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
}

/**
 * How far a vote of one group sets it apart from the others, by the two statistics of Polis (Small et al. 2021, Recerca
 * 26(2)): that the group's majority says so, and a larger part of it than of the others.
 */
export function comparison(
  own: VoteCounts,
  others: VoteCounts,
  vote: 'agree' | 'disagree',
): Representativeness {
  const [trials, otherTrials] = [totalOf(own), totalOf(others)]
  const majority = majorityTest(own[vote], trials)
  const difference = differenceTest(own[vote], trials, others[vote], otherTrials)
  const [chance, otherChance] = [(own[vote] + 1) / (trials + 2), (others[vote] + 1) / (otherTrials + 2)]
  return {
    difference,
    majority,
    weight: (chance / otherChance) * difference * chance * majority,
    rate: own[vote] / Math.max(1, trials),
    elsewhere: others[vote] / Math.max(1, otherTrials),
  }
}

/** True if a majority of a group says so, beyond chance. */
export const isOfMajority = ({ majority }: Representativeness): boolean => majority > SIGNIFICANT

/** As `comparison`; undefined where one of the two tests fails. */
export function representativeness(
  own: VoteCounts,
  others: VoteCounts,
  vote: 'agree' | 'disagree',
): Representativeness | undefined {
  const compared = comparison(own, others, vote)
  return isOfMajority(compared) && compared.difference > SIGNIFICANT ? compared : undefined
}
