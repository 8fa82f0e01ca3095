import type { ConsultationDates } from './phases.ts'

interface Computed {
  computedAt: number
  votes: number
}

/**
 * Whether groups are to be computed again: while votes come in, whenever there are more; then once after the close,
 * and never again by itself. What is published stays as it is: a later report without one reader's votes, laid beside
 * it, would tell of that reader.
 *
 * @param votes how many there are now
 * @param now milliseconds since the epoch
 */
export function isRefreshDue(
  dates: Pick<ConsultationDates, 'opensAt' | 'closesAt'>,
  computed: Computed | undefined,
  votes: number,
  now: number,
): boolean {
  if (now < dates.opensAt || votes === 0) return false
  if (!computed) return true
  if (now >= dates.closesAt) return computed.computedAt < dates.closesAt
  return computed.votes !== votes
}
