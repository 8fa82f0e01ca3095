const MILLISECONDS = 900_000
/** Quarters of an hour from 15 hours before the day begins in Greenwich: there, in no zone, has it begun. */
const BEFORE = 60
/** As many bits as the quarters of a day in all zones need. */
const WIDTH = 8
const MASK = 2 ** WIDTH - 1

/** What a network is counted for, once a day. */
export const NETWORK_COUNTERS = ['networksViewed', 'networksEngaged'] as const
export type NetworkCounter = (typeof NETWORK_COUNTERS)[number]

/** One is added at an hour, and taken from a later one where it was counted before. */
export interface NetworkMove {
  counter: NetworkCounter
  from: number | null
  to: number
}

/**
 * In which hours a network is counted, after an act of one of its readers in an hour of a day: the first in which it viewed,
 * and the first in which it engaged, in one number; 0: in none. Readers of one network are written in any order, so an
 * earlier hour may come later: then the network moves there.
 */
export function networkAfter(
  before: number,
  day: string,
  hour: number,
  hasEngaged: boolean,
): { after: number; moves: NetworkMove[] } {
  const start = Date.parse(`${day}T00:00:00Z`) - BEFORE * MILLISECONDS
  const quarter = Math.min(MASK, Math.max(1, Math.round((hour - start) / MILLISECONDS)))
  const moves: NetworkMove[] = []
  let after = 0
  for (const [index, counter] of NETWORK_COUNTERS.entries()) {
    const known = (before >> (index * WIDTH)) & MASK
    const isReached = counter === 'networksViewed' || hasEngaged
    const isEarlier = isReached && (known === 0 || quarter < known)
    if (isEarlier) moves.push({ counter, from: known === 0 ? null : start + known * MILLISECONDS, to: hour })
    after |= (isEarlier ? quarter : known) << (index * WIDTH)
  }
  return { after, moves }
}
