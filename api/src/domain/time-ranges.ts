import type { Interval, Period } from '../wire/index.ts'
import { addDays, dayIn, daysBetween } from './days.ts'
import { dayStart, hourStart } from './zones.ts'

/** Half-open: `from` is included, `to` is not. Milliseconds. */
export interface TimeRange {
  from: number
  to: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LENGTHS: Record<Interval, number> = { hour: HOUR, day: DAY, week: 7 * DAY, month: 28 * DAY }
const DAYS: Partial<Record<Period, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90 }

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`
const dayBefore = (day: string): string => addDays(day, -1)

function firstDay(period: Period, today: string, first: string): string {
  const days = DAYS[period]
  if (days !== undefined) return addDays(today, 1 - days)
  if (period === 'yesterday') return dayBefore(today)
  if (period === 'month') return firstOfMonth(today)
  if (period === 'lastMonth') return firstOfMonth(dayBefore(firstOfMonth(today)))
  return period === 'year' ? `${today.slice(0, 4)}-01-01` : first
}

function endDay(period: Period, today: string): string {
  if (period === 'yesterday') return today
  return period === 'lastMonth' ? firstOfMonth(today) : addDays(today, 1)
}

/** The days that a period's name means now; `first` is the instant at which counting began. */
export function periodRange(period: Period, timeZone: string, now: number, first: number): TimeRange {
  const today = dayIn(timeZone, now)
  const from = firstDay(period, today, dayIn(timeZone, Math.min(first, now)))
  return { from: dayStart(timeZone, from), to: dayStart(timeZone, endDay(period, today)) }
}

/** The Monday of a day's week. */
export function weekStart(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** The first day of the interval that a day belongs to. */
function intervalDay(interval: Interval, day: string): string {
  if (interval === 'month') return firstOfMonth(day)
  return interval === 'day' ? day : weekStart(day)
}

function nextDay(interval: Interval, day: string): string {
  if (interval === 'day') return addDays(day, 1)
  return interval === 'week' ? addDays(day, 7) : firstOfMonth(addDays(day, 31))
}

function startsOf(interval: Interval, timeZone: string, { from, to }: TimeRange): number[] {
  const starts: number[] = []
  if (interval === 'hour') {
    // Computed each time: where clocks change by half an hour, hours are not an hour apart.
    for (let start = from; start < to; start = hourStart(timeZone, start + HOUR)) starts.push(start)
    return starts
  }
  let day = intervalDay(interval, dayIn(timeZone, from))
  for (let start = dayStart(timeZone, day); start < to; start = dayStart(timeZone, day)) {
    starts.push(Math.max(start, from))
    day = nextDay(interval, day)
  }
  // A day that the zone left out begins where the next one does.
  return [...new Set(starts)]
}

/** About how many buckets a range has: never fewer than half of them, so that what is too much is refused unmade. */
export const bucketEstimate = (interval: Interval, { from, to }: TimeRange): number =>
  Math.ceil((to - from) / LENGTHS[interval])

/** A range cut by the clock and the calendar of a zone: all of it, and nothing beyond its ends. */
export function bucketsOf(interval: Interval, timeZone: string, range: TimeRange): TimeRange[] {
  const starts = startsOf(interval, timeZone, range)
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? range.to }))
}

function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0')
  return day.endsWith('-02-29') ? `${year}-02-28` : `${year}${day.slice(4)}`
}

/** The same instant by calendar and clock, on another day. */
function onAnotherDay(timeZone: string, instant: number, move: (day: string) => string): number {
  const day = dayIn(timeZone, instant)
  const start = dayStart(timeZone, day)
  return hourStart(timeZone, dayStart(timeZone, move(day)) + (instant - start))
}

/** What to hold a range against: as many days just before it, or the same days a year before. */
export function comparedRange(compare: 'previous' | 'year', timeZone: string, range: TimeRange): TimeRange {
  const { from, to } = range
  if (compare === 'year') {
    return {
      from: onAnotherDay(timeZone, from, yearBefore),
      to: onAnotherDay(timeZone, to, yearBefore),
    }
  }
  const [first, end] = [dayIn(timeZone, from), dayIn(timeZone, to)]
  const isWholeDays = dayStart(timeZone, first) === from && dayStart(timeZone, end) === to
  if (!isWholeDays) return { from: hourStart(timeZone, from - (to - from)), to: from }
  return { from: dayStart(timeZone, addDays(first, 1 - daysBetween(first, end))), to: from }
}
