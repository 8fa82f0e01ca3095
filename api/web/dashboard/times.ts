import type { Interval } from '../../src/wire/index.ts'
import type { Language } from '../shared/languages.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options)
  let format = formats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options)
    formats.set(name, format)
  }
  return format
}

const SHORT: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  hour: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
}
const LONG: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  hour: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const

/** Writes times as they are in the publisher's zone, wherever the reader of the dashboard sits. */
export interface TimeWriter {
  short(from: string): string
  long(time: { from: string; to: string }): string
  /** First and last day of a half-open range. */
  days(range: { from: string; to: string }): string
  clock(instant: string): string
}

/** Instants are ISO 8601; `interval` decides how much of them is written. */
export function timeWriter(language: Language, timeZone: string, interval: Interval): TimeWriter {
  const write = (instant: string | number, options: Intl.DateTimeFormatOptions): string =>
    formatFor(language, { ...options, timeZone }).format(new Date(instant))
  const lastDay = (to: string): number => Date.parse(to) - 1
  return {
    short: (from) => write(from, SHORT[interval]),
    long: ({ from, to }) =>
      interval === 'week'
        ? `${write(from, LONG.week)} – ${write(lastDay(to), LONG.week)}`
        : write(from, LONG[interval]),
    days: ({ from, to }) =>
      formatFor(language, { ...DAY, timeZone }).formatRange(Date.parse(from), lastDay(to)),
    clock: (instant) => write(instant, { hour: '2-digit', minute: '2-digit' }),
  }
}
