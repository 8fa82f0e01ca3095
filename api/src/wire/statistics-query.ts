import { z } from 'zod'
import { csvParameters, xlsxParameters } from './downloads.ts'
import { slug } from './fields.ts'
import { METRIC_NAMES, type Metric } from './metrics.ts'

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const
/** What readers can be told apart by, besides time. */
export const PARTS = ['article', 'consultation', 'channel', 'section', 'device', 'language'] as const
export const PERIODS = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'month',
  'lastMonth',
  'year',
  'all',
] as const
const DEVICES = ['phone', 'tablet', 'desktop'] as const

const DEFAULT_METRICS: Metric[] = [
  'loads',
  'views',
  'readersViewed',
  'readersEngaged',
  'engagementRate',
  'votes',
]
const DEFAULT_PERIOD = '30d'
const MOST_ROWS = 1000
const DEFAULT_ROWS = 100
const MOST_VALUES = 100

const metric = z.enum(METRIC_NAMES)
const part = z.enum(PARTS)
const period = z
  .enum(PERIODS)
  .describe('Days in the time zone; today is included, except in yesterday and lastMonth')
const bound = z
  .union([z.iso.date(), z.iso.datetime({ offset: true, precision: 0 })], {
    error: 'is neither a day (2026-03-01) nor an instant with offset (2026-03-01T08:00:00+01:00)',
  })
  .describe('A day, or the beginning of an hour')
const timeZone = z.string().max(100).describe("IANA name; default: the publisher's")
const compare = z
  .enum(['previous', 'year'])
  .describe('The same figures for the time just before, or for the same days a year before')
const cursor = z.string().max(500).describe('meta.nextCursor of the page before')

export const orderBy = z.enum([
  ...METRIC_NAMES,
  'time',
  'consultation',
  'channel',
  'section',
  'device',
  'language',
])

export const statisticsQuery = z
  .strictObject({
    metrics: z.array(metric).min(1).max(METRIC_NAMES.length).default(DEFAULT_METRICS),
    dateRange: z
      .union([period, z.strictObject({ from: bound, to: bound })], {
        error: `is neither a period (${PERIODS.join(', ')}) nor {from, to}`,
      })
      .default(DEFAULT_PERIOD)
      .describe('A period by name, or half-open: from is included, to is not'),
    timeZone: timeZone.optional(),
    dimensions: z
      .array(z.enum([...INTERVALS, ...PARTS]))
      .max(3)
      .default([])
      .describe('At most one interval, consultation, and one other'),
    filters: z
      .array(z.strictObject({ dimension: part, in: z.array(z.string().max(100)).min(1).max(MOST_VALUES) }))
      .max(2)
      .default([])
      .describe('Articles by id, consultations by slug, all others by name'),
    orderBy: z
      .array(
        z.strictObject({ by: orderBy, direction: z.enum(['ascending', 'descending']).default('descending') }),
      )
      .max(3)
      .default([])
      .describe('Default: time ascending, then readersViewed descending'),
    limit: z.int().min(1).max(MOST_ROWS).default(DEFAULT_ROWS),
    cursor: cursor.optional(),
    include: z
      .strictObject({ compare: compare.optional(), totalRows: z.boolean().default(false) })
      .prefault({}),
  })
  .describe('What is asked of the counters')

const list = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(','))
    .pipe(z.array(item))
const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)

const summaryFields = {
  period: period.optional(),
  from: bound.optional(),
  to: bound.optional().describe('Not included'),
  timeZone: timeZone.optional(),
  metrics: list(metric).optional().describe('Names, separated by commas'),
  consultation: slug.optional(),
  article: z.string().max(100).optional().describe('Id of an article'),
  channel: z.string().max(100).optional(),
  section: z.string().max(100).optional(),
  device: z.enum(DEVICES).optional(),
  language: z.string().max(100).optional(),
  compare: compare.optional(),
}

/** The same queries as parameters of an address, for simple tools. */
export const summaryParameters = z.strictObject(summaryFields)
export const seriesParameters = z.strictObject({
  ...summaryFields,
  interval: z.enum(INTERVALS).default('day'),
})
const {
  article: _,
  channel: __,
  section: ___,
  device: ____,
  language: _____,
  ...articleFields
} = summaryFields
export const articleParameters = z.strictObject({
  ...articleFields,
  orderBy: z.enum(METRIC_NAMES).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(MOST_ROWS)).default(DEFAULT_ROWS),
  cursor: cursor.optional(),
})

/** The same as a file. */
const asFiles = <Shape extends z.ZodRawShape>(parameters: z.ZodObject<Shape>) => ({
  csv: z.strictObject({ ...parameters.shape, ...csvParameters }),
  xlsx: z.strictObject({ ...parameters.shape, ...xlsxParameters }),
})
export const summaryFiles = asFiles(summaryParameters)
export const seriesFiles = asFiles(seriesParameters)
export const articleFiles = asFiles(articleParameters)

export const standingOutParameters = articleParameters.omit({
  metrics: true,
  compare: true,
  orderBy: true,
  limit: true,
  cursor: true,
})
