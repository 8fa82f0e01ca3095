import type { Interval, Part, StatisticsRequest } from '../../src/wire/index.ts'
import { METRIC_NAMES } from '../../src/wire/metrics.ts'
import { dateRangeOf, dayAfter, intervalOf, type View } from './view.ts'

/** The columns of the articles, in their order; those of fewer screens' widths come last. */
export const COLUMNS = ['readersViewed', 'readersEngaged', 'engagementRate', 'votes', 'proposals'] as const
export type Column = (typeof COLUMNS)[number]

export interface Order {
  by: Column
  direction: 'ascending' | 'descending'
}

const PAGE = 20
/** Of one answer. */
export const MOST_ROWS = 1000
/** Points that a small chart can show. */
const SMALL_POINTS = 45

const filtersOf = ({ consultation }: View, article: string | null): StatisticsRequest['filters'] => [
  ...(consultation === null ? [] : [{ dimension: 'consultation' as const, in: [consultation] }]),
  ...(article === null ? [] : [{ dimension: 'article' as const, in: [article] }]),
]

/** All figures, over time and in total, of the site or of one article. */
export const overviewQuery = (view: View, article: string | null): StatisticsRequest => ({
  metrics: [...METRIC_NAMES],
  dateRange: dateRangeOf(view),
  dimensions: [intervalOf(view)],
  filters: filtersOf(view, article),
  limit: MOST_ROWS,
  include: view.compare ? { compare: view.compare } : {},
})

/** The articles of a view, with as many pages as have been opened so far. */
export const articlesQuery = (view: View, order: Order, pages: number): StatisticsRequest => ({
  metrics: [...COLUMNS],
  dateRange: dateRangeOf(view),
  dimensions: ['article'],
  filters: filtersOf(view, null),
  orderBy: [order],
  limit: Math.min(PAGE * pages, MOST_ROWS),
  include: { totalRows: true },
})

const COARSER: Readonly<Record<Interval, Interval>> = {
  hour: 'day',
  day: 'week',
  week: 'month',
  month: 'month',
}

/** The courses of some articles, a page of them at a time, cut coarsely enough for a small chart. */
export function coursesQueries(view: View, articles: readonly string[], points: number): StatisticsRequest[] {
  const interval = intervalOf(view)
  const pages = Array.from({ length: Math.ceil(articles.length / PAGE) }, (_, page) =>
    articles.slice(page * PAGE, (page + 1) * PAGE),
  )
  return pages.map((page) => ({
    metrics: ['readersViewed'],
    dateRange: dateRangeOf(view),
    dimensions: ['article', points > SMALL_POINTS ? COARSER[interval] : interval],
    filters: [...(filtersOf(view, null) ?? []), { dimension: 'article', in: page }],
    limit: MOST_ROWS,
  }))
}

/** A view's figures by channel, section, device or language: at most twelve rows. */
export const breakdownQuery = (view: View, part: Part): StatisticsRequest => ({
  metrics: ['readersViewed', 'readersEngaged', 'engagementRate', 'votes'],
  dateRange: dateRangeOf(view),
  dimensions: [part],
  filters: filtersOf(view, null),
  limit: 12,
  include: { totalRows: true },
})

/** The same query for simple addresses, such as those of a download. */
export function parametersOf(
  { period, consultation }: View,
  more: Record<string, string> = {},
): URLSearchParams {
  return new URLSearchParams({
    ...(typeof period === 'object' ? { from: period.from, to: dayAfter(period.to) } : { period }),
    ...(consultation === null ? {} : { consultation }),
    ...more,
  })
}
