import { addDays, dayIn, ZONES_REMEMBERED } from './days.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Zones change their offset at whole quarters of an hour only. */
const QUARTER = 15 * MINUTE
const REMEMBERED = 100_000
/** No zone is further than this from Greenwich. */
const FURTHEST = 16 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()
/** Nearly all who ask mean now: found without a name being made for it. */
const lastOffsets = new Map<string, { quarter: number; offset: number }>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    if (formats.size >= ZONES_REMEMBERED) formats.clear()
    // Swedish writes a wall clock as ISO 8601 does, but for the T.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  return format
}

/** How far the clock of a zone is ahead of Greenwich at an instant; milliseconds. */
export function offsetAt(timeZone: string, instant: number): number {
  const quarter = Math.floor(instant / QUARTER)
  const last = lastOffsets.get(timeZone)
  if (last?.quarter === quarter) return last.offset
  const offset = rememberedOffset(timeZone, quarter)
  if (lastOffsets.size >= ZONES_REMEMBERED) lastOffsets.clear()
  lastOffsets.set(timeZone, { quarter, offset })
  return offset
}

function rememberedOffset(timeZone: string, quarter: number): number {
  const name = `${quarter} ${timeZone}`
  const known = offsets.get(name)
  if (known !== undefined) return known
  const start = quarter * QUARTER
  const offset = Date.parse(`${formatFor(timeZone).format(start).replace(' ', 'T')}Z`) - start
  if (offsets.size >= REMEMBERED) offsets.clear()
  offsets.set(name, offset)
  return offset
}

/** The instant at which the hour of the zone's clock began. An hour that comes twice gives two instants. */
export function hourStart(timeZone: string, instant: number): number {
  const offset = offsetAt(timeZone, instant)
  return Math.floor((instant + offset) / HOUR) * HOUR - offset
}

/** The first instant of a calendar day in a zone; of the next one that there is, if the zone left the day out. */
export function dayStart(timeZone: string, day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const guess = midnight - offsetAt(timeZone, midnight - offsetAt(timeZone, midnight))
  if (dayIn(timeZone, guess) === day && dayIn(timeZone, guess - 1) < day) return guess
  // Clocks that change at midnight: look for the first minute of the day.
  let [before, after] = [midnight - FURTHEST, midnight + 2 * FURTHEST]
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE
    if (dayIn(timeZone, middle) < day) before = middle
    else after = middle
  }
  return after
}

/** The hour in which an act counts: its own, or the last hour of its session's day if that day has ended. */
export function countedHour(timeZone: string, day: string, instant: number): number {
  return dayIn(timeZone, instant) === day
    ? hourStart(timeZone, instant)
    : hourStart(timeZone, dayStart(timeZone, addDays(day, 1)) - 1)
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** An instant as ISO 8601 with the offset that the zone has then, to the second. */
export function isoIn(timeZone: string, instant: number): string {
  const offset = offsetAt(timeZone, instant)
  const minutes = Math.abs(offset) / MINUTE
  const sign = offset < 0 ? '-' : '+'
  const wall = new Date(instant + offset).toISOString().slice(0, 19)
  return `${wall}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}
