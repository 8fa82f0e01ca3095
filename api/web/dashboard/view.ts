import type { Interval, Metric, Period, StatisticsQuery } from '../../src/wire/index.ts'
import { addressOf } from '../shared/route.ts'

/** What the editor looks at; it stands in the address, so that it can be kept and handed on. */
export interface View {
  period: Period | { from: string; to: string }
  compare: 'previous' | 'year' | null
  /** Slug; null: all of them. */
  consultation: string | null
  metric: Figure
  /** Null: as the period suggests. */
  interval: Interval | null
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
export type Figure = (typeof FIGURES)[number]

export const FIRST_VIEW: View = {
  period: '30d',
  compare: 'previous',
  consultation: null,
  metric: 'readersEngaged',
  interval: null,
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
  const interval = parameters.get('interval')
  const isRange = DAY.test(from) && DAY.test(to) && from <= to
  const named = isOneOf(PERIODS, period) ? period : FIRST_VIEW.period
  return {
    period: isRange ? { from, to } : named,
    compare: compare === 'none' ? null : compare === 'year' ? 'year' : FIRST_VIEW.compare,
    consultation: parameters.get('consultation'),
    metric: isOneOf(FIGURES, metric) ? metric : FIRST_VIEW.metric,
    interval: isOneOf(INTERVALS, interval) ? interval : FIRST_VIEW.interval,
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
  if (view.interval !== null) parameters.set('interval', view.interval)
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

const DAYS: Readonly<Record<Period, number>> = {
  today: 1,
  yesterday: 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
  month: 30,
  lastMonth: 30,
  year: 365,
  all: 700,
}
const HOURS_IN: Readonly<Record<Interval, number>> = { hour: 1, day: 24, week: 168, month: 720 }
const INTERVALS = Object.keys(HOURS_IN) as Interval[]
/** A chart has more than a few points, and not so many that none can be told from the next. */
const FEWEST = 3
const MOST = 370
/** As many as are cut without being asked. */
const USUAL_MOST = 100

/** Roughly how many pieces of this length a period has. */
function piecesOf({ period }: View, interval: Interval): number {
  const days =
    typeof period === 'object'
      ? (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1
      : DAYS[period]
  return (days * 24) / HOURS_IN[interval]
}

/** How finely time may be cut. */
export const intervalsFor = (view: View): Interval[] =>
  INTERVALS.filter((interval) => {
    const pieces = piecesOf(view, interval)
    return pieces >= FEWEST && pieces <= MOST
  })

/** How finely time is cut: as was asked, where the period allows it, else as usual. */
export function intervalOf(view: View): Interval {
  const possible = intervalsFor(view)
  if (view.interval !== null && possible.includes(view.interval)) return view.interval
  return possible.find((interval) => piecesOf(view, interval) <= USUAL_MOST) ?? 'month'
}
