import { COUNTERS, type Counters } from '../domain/engagement.ts'
import { column } from './column.ts'
import type { Database } from './database.ts'

export interface StatisticsRange {
  publisherId: string
  /** Null: all consultations together, each reader counted once. */
  consultationId: string | null
  from: string
  to: string
}

export interface DayCounters extends Counters {
  day: string
}

export interface ArticleCounters extends Counters {
  id: string
  url: string
  title: string | null
}

const PLAIN = COUNTERS.map((key) => `e.${column(key)} AS ${key}`).join(', ')
const SUMS = COUNTERS.map((key) => `sum(e.${column(key)}) AS ${key}`).join(', ')

const BY_DAY = `
  SELECT e.day, ${PLAIN}
  FROM scopes s JOIN engagement_days e ON e.scope_id = s.id
  WHERE s.publisher_id = :publisherId AND s.article_id = '' AND s.consultation_id = :consultationId
    AND e.day BETWEEN :from AND :to
  ORDER BY e.day`
const BY_ARTICLE = `
  SELECT a.id, a.url, a.title, ${SUMS}
  FROM scopes s JOIN engagement_days e ON e.scope_id = s.id JOIN articles a ON a.id = s.article_id
  WHERE s.publisher_id = :publisherId AND s.article_id <> '' AND s.consultation_id = :consultationId
    AND e.day BETWEEN :from AND :to
  GROUP BY a.id
  ORDER BY readersViewed DESC, a.url`

export interface StatisticsStore {
  /** Days with any counter, in order; days without readers have no row. */
  byDay(range: StatisticsRange): Promise<DayCounters[]>
  byArticle(range: StatisticsRange): Promise<ArticleCounters[]>
}

export function statisticsStore(database: Database): StatisticsStore {
  const params = (range: StatisticsRange) => ({ ...range, consultationId: range.consultationId ?? '' })
  return {
    byDay: (range) => database.all<DayCounters>(BY_DAY, params(range)),
    byArticle: (range) => database.all<ArticleCounters>(BY_ARTICLE, params(range)),
  }
}
