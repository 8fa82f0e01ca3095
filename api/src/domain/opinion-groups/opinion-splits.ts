import {
  countByGroup,
  type Detail,
  groupInformedConsensus,
  type SplitRule,
  shownDetail,
  totalOf,
} from './group-consensus.ts'
import { noVotes, type VoteCounts, type VoteMatrix } from './vote-matrix.ts'

/** A proposal as the groups see it. */
export interface Split {
  id: string
  /** Its column. */
  proposal: number
  detail: Detail
  /** People. */
  counts: VoteCounts[]
  /** The same where each class of nearly identical ballots counts as one. */
  weighed: VoteCounts[]
  consensus: number
}

/** Between which tenths the agreement of a group lies; both from 0 to 1. */
export interface Band {
  from: number
  to: number
}

const BAND_STEPS = 10
/** Beyond this it is only said that agreement is higher: a step at the end would say that all agree, or all but one. */
const TOP_STEP = 9

/**
 * Agreement of a group in steps of ten points. The highest is "over 90 %" and the lowest "under 10 %", so that not even a
 * group of one mind tells how each of its people voted. Undefined where nobody voted.
 */
export function agreementBand(counts: VoteCounts): Band | undefined {
  const votes = totalOf(counts)
  if (votes === 0) return undefined
  // In whole tenths and not in shares: 7 of 10 is 0.7, which no sum of tenths gives.
  const tenths = (BAND_STEPS * counts.agree) / votes
  const step = tenths > TOP_STEP ? TOP_STEP : Math.min(TOP_STEP - 1, Math.floor(tenths))
  return { from: step / BAND_STEPS, to: (step + 1) / BAND_STEPS }
}

const NO_BAND: Band = { from: 0, to: 0.1 }

/** The same; where nobody voted, the lowest step. */
export const bandOf = (counts: VoteCounts): Band => agreementBand(counts) ?? NO_BAND

/** Votes of all groups but one. */
export function othersThan(counts: readonly VoteCounts[], group: number): VoteCounts {
  const sum = noVotes()
  for (const [index, { agree, disagree, neutral }] of counts.entries()) {
    if (index === group) continue
    sum.agree += agree
    sum.disagree += disagree
    sum.neutral += neutral
  }
  return sum
}

const sumOf = (counts: readonly VoteCounts[]): number =>
  counts.reduce((sum, group) => sum + totalOf(group), 0)

/** Ballots of one mind must not open what a few others voted: what counts is how many different ones there are. */
function detailOf({ counts, weighed }: Pick<Split, 'counts' | 'weighed'>, all: VoteCounts, rule: SplitRule) {
  const different = totalOf(all) - sumOf(counts) + sumOf(weighed)
  if (different < rule.splitVotes) return 'nothing'
  return weighed.some((group) => totalOf(group) < rule.splitCell) ? 'nothing' : shownDetail(counts, all, rule)
}

/**
 * Votes on each proposal by group, those of which enough may be shown, the highest consensus first.
 *
 * @param all the votes on each proposal, those of voters without a group among them
 */
export function splitAll(
  matrix: VoteMatrix,
  { groupOf, count, weights }: { groupOf: Uint8Array; count: number; weights: Float64Array },
  all: readonly VoteCounts[],
  rule: SplitRule,
): Split[] {
  return matrix.proposals
    .map((id, proposal): Split => {
      const counts = countByGroup(matrix, proposal, groupOf, count)
      const weighed = countByGroup(matrix, proposal, groupOf, count, weights)
      const detail = detailOf({ counts, weighed }, all[proposal] ?? noVotes(), rule)
      return { id, proposal, detail, counts, weighed, consensus: groupInformedConsensus(weighed) }
    })
    .filter(({ detail }) => detail !== 'nothing')
    .sort((one, other) => other.consensus - one.consensus || (one.id < other.id ? -1 : 1))
}
