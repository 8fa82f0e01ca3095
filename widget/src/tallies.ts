import type { DrawnProposal, Vote } from '@unisson/api/wire'
import { VOTES } from '@unisson/api/wire/constants'

export type Counts = DrawnProposal['tallies']

/** What was counted, and which vote of this reader is in it. */
export interface Counted {
  tallies: Counts
  includes: Vote | null
}

/** The counts with the reader's present vote in them, whether or not the API has it yet. */
export const withOwn = ({ tallies, includes }: Counted, own: Vote | undefined): Counts => {
  const count = (vote: Vote) =>
    Math.max(0, tallies[vote] - (includes === vote ? 1 : 0)) + (own === vote ? 1 : 0)
  return { agree: count('agree'), disagree: count('disagree'), neutral: count('neutral') }
}

/** Whole percentages that add up to 100: the largest remainders are rounded up. */
export const percentages = (counts: Counts): Counts => {
  const total = counts.agree + counts.disagree + counts.neutral || 1
  const result: Counts = { agree: 0, disagree: 0, neutral: 0 }
  let left = 100
  for (const vote of VOTES) {
    result[vote] = Math.floor((100 * counts[vote]) / total)
    left -= result[vote]
  }
  const remainder = (vote: Vote) => (100 * counts[vote]) % total
  const byRemainder = [...VOTES].sort((one, other) => remainder(other) - remainder(one))
  for (const vote of byRemainder) if (left-- > 0 && counts[vote]) result[vote] += 1
  return result
}
