import type { Interval, Metric, Period, StatisticsQuery } from '../../src/wire/index.ts'
import { addressOf } from '../shared/route.ts'

/** What the editor looks at; it stands in the address, so that it can be kept and handed on. */
export interface View {
  period: Period | { from: string; to: string }
  compare: 'previous' | 'year' | null
  /** Slug; null: all of them. */
  consultation: string | null
  metric: Metric
}

// The list of the wire comes with a validator; the compiler holds this one complete.
const NAMED: Readonly<Record<Period, true>> = {
  today: true,
  yesterday: true,
  '7d': true,
  '30d': true,
  '90d': true,
  month: true,
  lastMonth: true,
  year: true,
  all: true,
}
export const PERIODS = Object.keys(NAMED) as Period[]

/** What can be drawn over time, in the order in which the figures stand. */
export const FIGURES = [
  'readersViewed',
  'readersEngaged',
  'engagementRate',
  'votes',
  'votesPerReader',
  'proposals',
] as const satisfies readonly Metric[]

export const FIRST_VIEW: View = {
  period: '30d',
  compare: 'previous',
  consultation: null,
  metric: 'readersEngaged',
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const isOneOf = <Word extends string>(words: readonly Word[], word: string | null): word is Word =>
  words.some((one) => one === word)

/** Reads an address; what it does not say, or says wrongly, is as at first. */
export function viewOf(parameters: URLSearchParams): View {
  const period = parameters.get('period')
  const [from = '', to = ''] = [parameters.get('from') ?? '', parameters.get('to') ?? '']
  const compare = parameters.get('compare')
  const metric = parameters.get('metric')
  const isRange = DAY.test(from) && DAY.test(to) && from <= to
  const named = isOneOf(PERIODS, period) ? period : FIRST_VIEW.period
  return {
    period: isRange ? { from, to } : named,
    compare: compare === 'none' ? null : compare === 'year' ? 'year' : FIRST_VIEW.compare,
    consultation: parameters.get('consultation'),
    metric: isOneOf(FIGURES, metric) ? metric : FIRST_VIEW.metric,
  }
}

/** The address of a screen with a view; as short as can be. */
export function addressWith(view: View, ...parts: string[]): string {
  const parameters = new URLSearchParams()
  if (typeof view.period === 'object') {
    parameters.set('from', view.period.from)
    parameters.set('to', view.period.to)
  } else if (view.period !== FIRST_VIEW.period) parameters.set('period', view.period)
  if (view.compare !== FIRST_VIEW.compare) parameters.set('compare', view.compare ?? 'none')
  if (view.consultation !== null) parameters.set('consultation', view.consultation)
  if (view.metric !== FIRST_VIEW.metric) parameters.set('metric', view.metric)
  const query = parameters.toString()
  return addressOf(...parts) + (query === '' ? '' : `?${query}`)
}

/** Calendar arithmetic, free of zones. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** People include the last day of a range; the API does not. */
export const dateRangeOf = ({ period }: View): StatisticsQuery['dateRange'] =>
  typeof period === 'object' ? { from: period.from, to: dayAfter(period.to) } : period

const LONGEST_IN_DAYS = 100

/** How finely time is cut, so that a chart has neither three points nor three hundred. */
export function intervalOf({ period }: View): Interval {
  if (typeof period === 'object') {
    const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1
    if (days <= 2) return 'hour'
    return days <= LONGEST_IN_DAYS ? 'day' : days <= 7 * LONGEST_IN_DAYS ? 'week' : 'month'
  }
  if (period === 'today' || period === 'yesterday') return 'hour'
  return period === 'year' || period === 'all' ? 'week' : 'day'
}
