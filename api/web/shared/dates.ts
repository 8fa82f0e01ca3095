import type { Language } from './languages.ts'

/** A day with its hour, in the browser's own time zone. */
export const inWords = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))

/** A day with its year, in the browser's time zone. */
export const dayInWords = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(instant))

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 hours ago". */
export function ago(instant: string, language: Language, now = Date.now()): string {
  const passed = Date.parse(instant) - now
  const [unit, length] = UNITS.find(([, size]) => Math.abs(passed) >= size) ?? ['minute', 60_000]
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(passed / length), unit)
}

const two = (number: number): string => String(number).padStart(2, '0')

/** An instant as a field of the type datetime-local holds it, in the browser's own time zone. */
export function asField(instant: string | null): string {
  if (instant === null) return ''
  const date = new Date(instant)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The instant that such a field holds; null: it is empty. Seconds that it cannot show are kept from `before`. */
export function fromField(value: string, before: string | null = null): string | null {
  if (value === '') return null
  return value === asField(before) ? before : new Date(value).toISOString()
}
