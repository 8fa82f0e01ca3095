import type { Measures, Metric } from '../../wire/index.ts'
import {
  addCounters,
  type Counters,
  type Delays,
  engagementRate,
  medianDelay,
  noCounters,
  SLOTS,
  SUPPRESSED_BELOW,
  share,
} from './engagement.ts'

/** What was counted in one place and time: all that metrics are made of. */
export interface Counted {
  counters: Counters
  delays: Delays
  proposalsAccepted: number
}

// One for all: rows are many, and none of them changes what it was given.
const NO_DELAYS: Delays = Object.freeze(Object.fromEntries(SLOTS.map((slot) => [slot, 0])) as Delays)

/** What was counted, without what lies apart. */
export const countedAs = (counters: Counters): Counted => ({
  counters,
  delays: NO_DELAYS,
  proposalsAccepted: 0,
})

/** Counts of a time in which nothing happened. */
export const nothingCounted = (): Counted => countedAs(noCounters())

/** All that was counted in neighbouring times of one place. */
export function sumOf(list: readonly Counted[]): Counted {
  const sum: Counted = { ...nothingCounted(), delays: { ...NO_DELAYS } }
  for (const { counters, delays, proposalsAccepted } of list) {
    addCounters(sum.counters, counters)
    for (const slot of SLOTS) sum.delays[slot] += delays[slot]
    sum.proposalsAccepted += proposalsAccepted
  }
  return sum
}

/** Of all readers but those who are suspect; within an hour more may be so than have come. */
function withoutSuspects({ readersViewed, readersEngaged, ...suspect }: Counters) {
  return {
    engaged: Math.max(0, readersEngaged - suspect.readersSuspect),
    viewed: Math.max(0, readersViewed - suspect.readersViewedSuspect),
  }
}

function measure(metric: Metric, { counters, delays, proposalsAccepted }: Counted): Measures[Metric] {
  const { loads, views, votes, readersViewed, readersEngaged } = counters
  switch (metric) {
    case 'viewability':
      return share(views, loads)
    case 'engagementRate':
      return engagementRate(readersEngaged, readersViewed)
    case 'suspectShare':
      return share(counters.readersSuspect, readersEngaged)
    case 'engagementRateWithoutSuspects': {
      const { engaged, viewed } = withoutSuspects(counters)
      return engagementRate(engaged, viewed)
    }
    case 'votesPerReader':
      return {
        numerator: votes,
        denominator: readersEngaged,
        value: readersEngaged === 0 ? null : votes / readersEngaged,
      }
    case 'proposalsAccepted':
      return proposalsAccepted
    case 'firstVoteDelay':
      return medianDelay(delays)
    default:
      return counters[metric]
  }
}

/** The metrics that were asked for, of what was counted. */
export const measuresOf = (metrics: readonly Metric[], counted: Counted): Measures =>
  Object.fromEntries(metrics.map((metric) => [metric, measure(metric, counted)])) as Measures

const quotient = (part: number, whole: number): number => (whole > 0 && part <= whole ? part / whole : -1)

/** One number by which rows are sorted; below zero where it is unknown or withheld, so that such rows come last. */
export function sortValue(metric: Metric, counted: Counted): number {
  const { loads, views, votes, readersViewed, readersEngaged } = counted.counters
  // Without an interval, which nobody sees of rows that are only sorted.
  switch (metric) {
    case 'viewability':
      return quotient(views, loads)
    case 'engagementRate':
      return readersViewed < SUPPRESSED_BELOW ? -1 : quotient(readersEngaged, readersViewed)
    case 'suspectShare':
      return quotient(counted.counters.readersSuspect, readersEngaged)
    case 'engagementRateWithoutSuspects': {
      const { engaged, viewed } = withoutSuspects(counted.counters)
      return viewed < SUPPRESSED_BELOW ? -1 : quotient(engaged, viewed)
    }
    case 'votesPerReader':
      return readersEngaged === 0 ? -1 : votes / readersEngaged
    case 'firstVoteDelay':
      return medianDelay(counted.delays).median ?? -1
    case 'proposalsAccepted':
      return counted.proposalsAccepted
    default:
      return counted.counters[metric]
  }
}
