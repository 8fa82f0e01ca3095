import { z } from 'zod'
import { count, rate, slug } from './fields.ts'
import { definitionOf, KINDS, METRIC_NAMES, type Metric } from './metrics.ts'
import { INTERVALS, orderBy, PARTS } from './statistics-query.ts'

const instant = z.iso.datetime({ offset: true })
const interval = z.strictObject({ low: rate, high: rate }).nullable()

const plainRate = z.strictObject({
  numerator: count,
  denominator: count,
  rate: rate
    .nullable()
    .describe(
      'null if the denominator is 0 or smaller than the numerator: in an hour more readers may vote than view',
    ),
  interval: interval.describe('Wilson 95 % interval'),
})

export const engagementRate = plainRate.extend({
  suppressed: z
    .boolean()
    .describe('True below 30 readers: then rate and interval are null, and the counts stay'),
})

const ratio = z.strictObject({
  numerator: count,
  denominator: count,
  value: z.number().min(0).nullable().describe('null where the denominator is 0'),
})

const delay = z.strictObject({
  median: z.number().min(0).nullable().describe('Seconds; null without delays, or beyond an hour'),
  readers: count.describe('Readers whose delay is known'),
})

/** What each metric is given as. */
const VALUES = {
  loads: count,
  views: count,
  viewability: plainRate,
  readersLoaded: count,
  readersViewed: count,
  readersEngaged: count,
  engagementRate,
  readersProposed: count,
  readersFinished: count,
  votes: count,
  votesPerReader: ratio,
  proposals: count,
  proposalsAccepted: count,
  firstVoteDelay: delay,
  networksViewed: count,
  networksEngaged: count,
  viewsSuspect: count,
  readersViewedSuspect: count,
  readersSuspect: count,
  suspectShare: plainRate,
  engagementRateWithoutSuspects: engagementRate,
} satisfies Record<Metric, z.ZodType>

const described = METRIC_NAMES.map((metric) => [metric, VALUES[metric].describe(definitionOf(metric))])

export const metricValues = z
  .strictObject(Object.fromEntries(described) as typeof VALUES)
  .partial()
  .describe('The requested metrics')

const article = z.strictObject({
  id: z.string(),
  url: z.url(),
  title: z.string().nullable(),
  isTitleConfirmed: z
    .boolean()
    .describe('True if the title is the editors’, or readers of two networks have reported it'),
  section: z.string().nullable(),
  publishedAt: instant.nullable(),
})

export const statisticsRow = metricValues.extend({
  time: z
    .strictObject({ from: instant, to: instant })
    .optional()
    .describe('`from` is included, `to` is not; each with the UTC offset of the zone at that time'),
  article: article.optional(),
  consultation: slug.optional(),
  channel: z.string().optional(),
  section: z.string().optional(),
  device: z.string().optional(),
  language: z.string().optional(),
})

const WARNINGS = [
  'reader-days',
  'parts-overlap',
  'other-time-zone',
  'counting-limited',
  'counts-lost',
  'merged-articles',
  'suspect-readers',
] as const

const leftOut = z
  .strictObject({
    bots: count.describe('Programs, by their user agent or their own declaration'),
    prefetches: count.describe('Pages fetched in advance'),
    foreignOrigins: count.describe('Pages that are not the publisher’s; they are refused'),
    unknownOrigins: count.describe('Pages that send no origin, such as sandboxed frames'),
    newsroom: count.describe('Devices that asked to be left out'),
    privacySignals: count.describe('Global Privacy Control: the load is counted, without a reader'),
    aggregatesOnly: count.describe('Counted without unique readers, as the publisher chose'),
  })
  .describe('Page views on the whole site, all consultations, that are not counted or not in full')

export const statisticsAnswer = z.strictObject({
  query: z
    .strictObject({
      metrics: z.array(z.enum(METRIC_NAMES)),
      from: instant,
      to: instant,
      timeZone: z.string(),
      dimensions: z.array(z.enum([...INTERVALS, ...PARTS])),
      filters: z.array(z.strictObject({ dimension: z.enum(PARTS), in: z.array(z.string()) })),
      orderBy: z.array(z.strictObject({ by: orderBy, direction: z.enum(['ascending', 'descending']) })),
      limit: z.int(),
    })
    .describe('What was answered, as executed'),
  results: z.array(statisticsRow),
  totals: metricValues
    .nullable()
    .describe('Whole range; a reader counts once a day; null if several parts were requested'),
  compare: z
    .strictObject({
      from: instant,
      to: instant,
      totals: metricValues.nullable(),
      results: z.array(statisticsRow).describe('Parts in the order of the results; times in their own'),
    })
    .optional(),
  meta: z.strictObject({
    publisher: z.strictObject({ name: z.string(), timeZone: z.string() }),
    updatedAt: instant,
    partialFrom: instant
      .nullable()
      .describe('Figures from here on are not final; null if the range has ended'),
    nextCursor: z.string().nullable(),
    totalRows: count.optional(),
    suppressedBelow: count,
    leftOut,
    uncleanStops: count.describe(
      'Crashes within the range; each may have lost some minutes of loads and views, never a vote',
    ),
    warnings: z.array(z.strictObject({ code: z.enum(WARNINGS), detail: z.string() })),
  }),
})

export const metricsAnswer = z.strictObject({
  metrics: z.array(
    z.strictObject({
      metric: z.enum(METRIC_NAMES),
      kind: z.enum(KINDS),
      unit: z.string(),
      numerator: z.string().optional().describe('Metric in the numerator'),
      denominator: z.string().optional().describe('Metric in the denominator'),
      name: z.strictObject({ en: z.string(), fr: z.string() }),
      definition: z.strictObject({ en: z.string(), fr: z.string() }),
    }),
  ),
})

const told = engagementRate.extend({ rate, interval: z.strictObject({ low: rate, high: rate }) })

export const standingOutAnswer = z.strictObject({
  articles: z
    .array(
      z.strictObject({
        article,
        engagementRate: told,
        others: told.describe('All other articles together; a reader counts once a day for each article'),
        isAbove: z.boolean(),
      }),
    )
    .describe('Furthest from the others first'),
  compared: count.describe('Articles with enough readers to be judged'),
})
