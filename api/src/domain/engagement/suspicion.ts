import { wilsonInterval } from './engagement.ts'

/** So many of a network, of all that come from there. */
export interface PartOfNetwork {
  part: number
  whole: number
}

/** Fewer prove nothing, whatever part of their network they are. */
const LEAST = 20
/** Bounds of shares are so many standard deviations wide: one network in ten thousand lies outside by chance. */
const Z = 4
/** A network's odds against those of the others: mobile networks, companies and schools differ less than this. */
const ODDS_RATIO = 5

const odds = (share: number): number => (share >= 1 ? Number.POSITIVE_INFINITY : share / (1 - share))

/**
 * True if something is so frequent in a network, against what all other networks of the publisher do on that day, that
 * neither chance nor habit explains it: the lower bound of its share (Wilson) has more than five times the odds of the
 * others' upper bound. Never of few, and never where nobody else is there to compare with.
 */
export function isInExcess(own: PartOfNetwork, others: PartOfNetwork): boolean {
  if (own.part < LEAST) return false
  const least = wilsonInterval(Math.min(own.part, own.whole), own.whole, Z)?.low ?? 0
  const most = wilsonInterval(Math.min(others.part, others.whole), others.whole, Z)?.high ?? 1
  return odds(least) > ODDS_RATIO * odds(most)
}

/** Seconds. A reader who sees the widget, reads a proposal and answers it needs more. */
const FASTEST_READER_SECONDS = 2

/** True if somebody took part without a view before, or sooner after it than one can read. */
export const isInstant = (secondsSinceView: number | null): boolean =>
  secondsSinceView === null || secondsSinceView < FASTEST_READER_SECONDS
