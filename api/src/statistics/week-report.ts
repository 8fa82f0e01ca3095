import type { Publisher } from '../cache/directory.ts'
import { addDays, dayIn } from '../domain/days.ts'
import { weekStart } from '../domain/time-ranges.ts'
import type {
  Metric,
  MetricValues,
  StandingOutAnswer,
  StatisticsAnswer,
  StatisticsRow,
} from '../wire/index.ts'
import { statisticsQuery } from '../wire/statistics-query.ts'
import { articlesStandingOut } from './outliers.ts'
import type { Statistics } from './statistics.ts'

const ARTICLES = 5
const METRICS: Metric[] = [
  'readersViewed',
  'readersEngaged',
  'engagementRate',
  'votes',
  'votesPerReader',
  'proposals',
  'readersViewedSuspect',
  'readersSuspect',
  'suspectShare',
  'engagementRateWithoutSuspects',
]

/** What a publisher's week was. */
export interface WeekReport {
  publisher: { name: string; timeZone: string }
  /** Monday and Sunday, in the publisher's zone. */
  first: string
  last: string
  totals: MetricValues
  /** Of the week before; null where nothing was counted then. */
  before: MetricValues | null
  /** Those with the most engaged readers. */
  articles: StatisticsRow[]
  articlesTotal: number
  standingOut: StandingOutAnswer
  leftOut: StatisticsAnswer['meta']['leftOut']
}

/** The Monday of the last full week. */
export const lastWeek = (timeZone: string, now: number): string =>
  addDays(weekStart(dayIn(timeZone, now)), -7)

/** The week that begins on a Monday. */
export async function weekReport(
  statistics: Statistics,
  publisher: Publisher,
  monday: string,
): Promise<WeekReport> {
  const query = statisticsQuery.parse({
    metrics: METRICS,
    dateRange: { from: monday, to: addDays(monday, 7) },
    dimensions: ['article'],
    orderBy: [{ by: 'readersEngaged' }],
    limit: ARTICLES,
    include: { totalRows: true },
  })
  const answer = await statistics.answer(publisher, query)
  const before = await statistics.answer(publisher, {
    ...query,
    metrics: [...query.metrics, 'loads'],
    dateRange: { from: addDays(monday, -7), to: monday },
    dimensions: [],
  })
  return {
    publisher: { name: publisher.name, timeZone: publisher.timeZone },
    first: monday,
    last: addDays(monday, 6),
    totals: answer.totals ?? {},
    before: before.totals?.loads ? before.totals : null,
    articles: answer.results,
    articlesTotal: answer.meta.totalRows ?? 0,
    standingOut: await articlesStandingOut(await statistics.rows(publisher, query)),
    leftOut: answer.meta.leftOut,
  }
}
