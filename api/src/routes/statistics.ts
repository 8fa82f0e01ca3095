import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { addDays, dayIn, daysBetween } from '../domain/days.ts'
import { addCounters, noCounters, withRate } from '../domain/engagement.ts'
import { ProblemError } from '../domain/problem-error.ts'
import type { Recorder } from '../ingest/recorder.ts'
import type { Directory, Publisher } from '../state/directory.ts'
import type { RunStore } from '../store/runs.ts'
import type { DayCounters, StatisticsStore } from '../store/statistics.ts'
import { problem } from '../wire/problems.ts'
import { statisticsAnswer, statisticsQuery } from '../wire/statistics.ts'

interface StatisticsOptions {
  directory: Directory
  statistics: StatisticsStore
  runs: RunStore
  recorder: Recorder
  runId: string
  now(): number
}

const DEFAULT_DAYS = 30
const LONGEST_DAYS = 400
const ARTICLES_SHOWN = 1000
const DAY_MILLISECONDS = 86_400_000

function checkRange(from: string, to: string): void {
  const days = daysBetween(from, to)
  const refuse = (pointer: string, detail: string): never => {
    throw new ProblemError('invalid-request', { errors: [{ pointer, detail }] })
  }
  if (from < '0000-01-01') refuse('/to', 'The range begins before the year 0')
  if (days < 1) refuse('/from', 'The range ends before it begins')
  if (days > LONGEST_DAYS) refuse('/from', `The range is longer than ${LONGEST_DAYS} days`)
}

/** One row for each day of the range, zeros where nobody came. */
function everyDay(from: string, to: string, rows: readonly DayCounters[]): DayCounters[] {
  const known = new Map(rows.map((row) => [row.day, row]))
  return Array.from({ length: daysBetween(from, to) }, (_, index) => {
    const day = addDays(from, index)
    return known.get(day) ?? { day, ...noCounters() }
  })
}

export const statisticsRoutes: FastifyPluginAsyncZod<StatisticsOptions> = async (app, options) => {
  const { directory, statistics, runs, recorder, runId, now } = options

  function consultationId(slug: string | undefined): string | null {
    if (slug === undefined) return null
    const consultation = directory.consultationBySlug(slug)
    if (!consultation) {
      throw new ProblemError('invalid-request', {
        errors: [{ pointer: '/consultation', detail: 'is not known' }],
      })
    }
    return consultation.id
  }

  async function answer(
    publisher: Publisher,
    query: { from: string; to: string; consultation?: string | undefined },
  ) {
    const { from, to } = query
    const range = { publisherId: publisher.id, consultationId: consultationId(query.consultation), from, to }
    await recorder.flush() // What the editor has just done on the site is in the figures.
    const [rows, articles] = await Promise.all([statistics.byDay(range), statistics.byArticle(range)])
    const totals = noCounters()
    for (const row of rows) addCounters(totals, row)
    // A day of a zone may begin or end up to a day from the same day in UTC.
    const uncleanStops = await runs.countUnclean(
      runId,
      Date.parse(from) - DAY_MILLISECONDS,
      Date.parse(to) + 2 * DAY_MILLISECONDS,
    )
    return {
      publisher: { name: publisher.name, timeZone: publisher.timeZone },
      query: { from, to, consultation: query.consultation ?? null },
      totals: withRate(totals),
      byDay: everyDay(from, to, rows).map(({ day, ...counters }) => ({ day, ...withRate(counters) })),
      byArticle: articles.slice(0, ARTICLES_SHOWN).map(({ id, url, title, ...counters }) => ({
        article: { id, url, title },
        ...withRate(counters),
      })),
      meta: { updatedAt: new Date(now()).toISOString(), articlesTotal: articles.length, uncleanStops },
    }
  }

  app.get(
    '/v1/publisher/stats',
    {
      schema: {
        tags: ['publisher'],
        summary: 'Engagement of the articles: totals, by day and by article',
        security: [{ apiKey: [] }],
        querystring: statisticsQuery,
        response: { 200: statisticsAnswer, '4xx': problem },
      },
    },
    async ({ publisher, query }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      const to = query.to ?? dayIn(publisher.timeZone, now())
      const from = query.from ?? addDays(to, 1 - DEFAULT_DAYS)
      checkRange(from, to)
      return answer(publisher, { from, to, consultation: query.consultation })
    },
  )
}
