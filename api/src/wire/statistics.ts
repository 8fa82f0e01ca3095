import { z } from 'zod'
import { count, day, rate, slug } from './fields.ts'

export const statisticsQuery = z
  .strictObject({
    from: day.optional().describe("First day, in the publisher's zone; default: 29 days before to"),
    to: day.optional().describe('Last day, included; default: today'),
    consultation: slug.optional(),
  })
  .describe('At most 400 days')

export const engagementRate = z
  .strictObject({
    numerator: count.describe('Engaged readers'),
    denominator: count.describe('Readers who viewed'),
    rate: rate.nullable().describe('null when nobody viewed'),
    interval: z
      .strictObject({ low: rate, high: rate })
      .nullable()
      .describe('Wilson 95 % interval; null when nobody viewed'),
  })
  .describe('Engaged readers ÷ readers who viewed')

export const engagement = z.strictObject({
  loads: count.describe('Times the embed ran on a page'),
  views: count.describe('Times it was really seen, by the viewable-impression rule'),
  readersLoaded: count.describe('Readers, unique per day; longer ranges add the days up'),
  readersViewed: count,
  readersEngaged: count.describe('Readers who cast a vote or sent a proposal'),
  readersProposed: count,
  readersFinished: count.describe('Readers who finished a sequence'),
  votes: count.describe('First votes on a proposal; changes are not counted again'),
  proposals: count,
  engagementRate,
})

export const statisticsAnswer = z.strictObject({
  publisher: z.strictObject({ name: z.string(), timeZone: z.string() }),
  query: z.strictObject({ from: day, to: day, consultation: slug.nullable() }),
  totals: engagement,
  byDay: z
    .array(engagement.extend({ day }))
    .describe('Every day of the range, days without readers included'),
  byArticle: z
    .array(
      engagement.extend({
        article: z.strictObject({ id: z.string(), url: z.url(), title: z.string().nullable() }),
      }),
    )
    .describe(
      'Most readers first; readers of two articles count in each, so rows do not add up to the totals',
    ),
  meta: z.strictObject({
    updatedAt: z.iso.datetime({ offset: true }),
    articlesTotal: count,
    uncleanStops: count.describe(
      'Crashes within the range; each may have lost up to one second of loads and views, never a vote',
    ),
  }),
})
