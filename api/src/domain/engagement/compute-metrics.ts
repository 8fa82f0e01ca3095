import type { Metric, MetricValues } from '../../wire/index.ts'
import {
  addCounters,
  type Counter,
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

type Count = (counted: Counted) => number

/** How one metric is computed. */
interface Computation<Value> {
  value(counted: Counted): Value
  sortValue(counted: Counted): number
}

const counter =
  (name: Counter): Count =>
  ({ counters }) =>
    counters[name]

const count = (of: Count): Computation<number> => ({ value: of, sortValue: of })

/** A part of a whole, without an interval, which nobody sees of rows that are only sorted. */
const quotient = (part: number, whole: number): number => (whole > 0 && part <= whole ? part / whole : -1)

const rate = (part: Count, whole: Count) => ({
  value: (counted: Counted) => share(part(counted), whole(counted)),
  sortValue: (counted: Counted) => quotient(part(counted), whole(counted)),
})

/** A rate that is withheld of few readers. */
const rateOfReaders = (engaged: Count, viewed: Count) => ({
  value: (counted: Counted) => engagementRate(engaged(counted), viewed(counted)),
  sortValue: (counted: Counted) =>
    viewed(counted) < SUPPRESSED_BELOW ? -1 : quotient(engaged(counted), viewed(counted)),
})

function ratio(numerator: Count, denominator: Count) {
  const quotientOf = (counted: Counted): number | null =>
    denominator(counted) === 0 ? null : numerator(counted) / denominator(counted)
  return {
    value: (counted: Counted) => ({
      numerator: numerator(counted),
      denominator: denominator(counted),
      value: quotientOf(counted),
    }),
    sortValue: (counted: Counted) => quotientOf(counted) ?? -1,
  }
}

/** Readers but those who are suspect; within an hour more may be so than have come. */
const unsuspected =
  (all: Counter, suspect: Counter): Count =>
  ({ counters }) =>
    Math.max(0, counters[all] - counters[suspect])

const COMPUTATIONS: { readonly [Name in Metric]: Computation<NonNullable<MetricValues[Name]>> } = {
  loads: count(counter('loads')),
  views: count(counter('views')),
  viewability: rate(counter('views'), counter('loads')),
  readersLoaded: count(counter('readersLoaded')),
  readersViewed: count(counter('readersViewed')),
  readersEngaged: count(counter('readersEngaged')),
  engagementRate: rateOfReaders(counter('readersEngaged'), counter('readersViewed')),
  readersProposed: count(counter('readersProposed')),
  readersFinished: count(counter('readersFinished')),
  votes: count(counter('votes')),
  votesPerReader: ratio(counter('votes'), counter('readersEngaged')),
  proposals: count(counter('proposals')),
  proposalsAccepted: count(({ proposalsAccepted }) => proposalsAccepted),
  firstVoteDelay: {
    value: ({ delays }) => medianDelay(delays),
    sortValue: ({ delays }) => medianDelay(delays).median ?? -1,
  },
  networksViewed: count(counter('networksViewed')),
  networksEngaged: count(counter('networksEngaged')),
  viewsSuspect: count(counter('viewsSuspect')),
  readersViewedSuspect: count(counter('readersViewedSuspect')),
  readersSuspect: count(counter('readersSuspect')),
  suspectShare: rate(counter('readersSuspect'), counter('readersEngaged')),
  engagementRateWithoutSuspects: rateOfReaders(
    unsuspected('readersEngaged', 'readersSuspect'),
    unsuspected('readersViewed', 'readersViewedSuspect'),
  ),
}

/** The metrics that were asked for, of what was counted. */
export const computeMetrics = (metrics: readonly Metric[], counted: Counted): MetricValues =>
  Object.fromEntries(metrics.map((metric) => [metric, COMPUTATIONS[metric].value(counted)]))

/** One number by which rows are sorted; below zero where it is unknown or withheld, so that such rows come last. */
export const sortValue = (metric: Metric, counted: Counted): number => COMPUTATIONS[metric].sortValue(counted)
