/** A format takes 50 kB, and one zone may be written in thousands of ways: `europe/PARIS` is one of them. */
export const ZONES_REMEMBERED = 200
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    if (formats.size >= ZONES_REMEMBERED) formats.clear()
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format
}

const MINUTE = 60_000
const lastDays = new Map<string, { minute: number; day: string }>()

/** Calendar day (YYYY-MM-DD) of an instant (milliseconds) in a time zone. */
export function dayIn(timeZone: string, instant: number): string {
  // Offsets of zones are whole minutes, so a day can only change from one minute to the next.
  const minute = Math.floor(instant / MINUTE)
  const last = lastDays.get(timeZone)
  if (last?.minute === minute) return last.day
  const day = formatFor(timeZone).format(instant)
  if (lastDays.size >= ZONES_REMEMBERED) lastDays.clear()
  lastDays.set(timeZone, { minute, day })
  return day
}

/** True if `Intl` knows the zone, such as Europe/Paris. */
export function isTimeZone(name: string): boolean {
  try {
    formatFor(name)
    return true
  } catch {
    return false
  }
}

const DAY = 86_400_000
const asUtc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** The day that lies `count` days after (or, negative, before) another. Calendar arithmetic, free of zones. */
export function addDays(day: string, count: number): string {
  return new Date(asUtc(day) + count * DAY).toISOString().slice(0, 10)
}

/** Number of days from `from` to `to`, both included; 0 or less when they are the wrong way round. */
export function daysBetween(from: string, to: string): number {
  return Math.round((asUtc(to) - asUtc(from)) / DAY) + 1
}
