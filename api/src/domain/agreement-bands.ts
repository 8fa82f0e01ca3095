import { totalOf } from './group-consensus.ts'
import type { VoteCounts } from './vote-matrix.ts'

/** Between which tenths the agreement of a group lies; both from 0 to 1. */
export interface Band {
  from: number
  to: number
}

const STEPS = 10
/** Beyond this it is only said that agreement is higher: a step at the end would say that all agree, or all but one. */
const TOP = 9

/**
 * Agreement of a group in steps of ten points. The highest is "over 90 %" and the lowest "under 10 %", so that not even a
 * group of one mind tells how each of its people voted. Undefined where nobody voted.
 */
export function agreementBand(counts: VoteCounts): Band | undefined {
  const votes = totalOf(counts)
  if (votes === 0) return undefined
  // In whole tenths and not in shares: 7 of 10 is 0.7, which no sum of tenths gives.
  const tenths = (STEPS * counts.agree) / votes
  const step = tenths > TOP ? TOP : Math.min(TOP - 1, Math.floor(tenths))
  return { from: step / STEPS, to: (step + 1) / STEPS }
}
