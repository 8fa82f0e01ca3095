import fastCheck from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { addDays, dayIn, daysBetween, isTimeZone, ZONES_REMEMBERED } from '../../api/src/domain/days.ts'
import { hourStart } from '../../api/src/domain/zones.ts'

const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Etc/GMT+12',
]
const instant = fastCheck.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2100-01-01') })
const calendarDay = instant.map((milliseconds) => new Date(milliseconds).toISOString().slice(0, 10))

/** By another way than the code's: the parts of the wall clock, one by one. */
function wallDay(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

describe('the day in a zone', () => {
  it.each([
    ['2026-03-10T22:59:59.999Z', 'Europe/Paris', '2026-03-10'],
    ['2026-03-10T23:00:00Z', 'Europe/Paris', '2026-03-11'],
    ['2026-07-14T21:59:59Z', 'Europe/Paris', '2026-07-14'],
    ['2026-07-14T22:00:00Z', 'Europe/Paris', '2026-07-15'],
    // Clocks go forward on 29 March: the day has 23 hours.
    ['2026-03-28T22:59:59Z', 'Europe/Paris', '2026-03-28'],
    ['2026-03-28T23:00:00Z', 'Europe/Paris', '2026-03-29'],
    ['2026-03-29T21:59:59Z', 'Europe/Paris', '2026-03-29'],
    ['2026-03-29T22:00:00Z', 'Europe/Paris', '2026-03-30'],
    // Clocks go back on 25 October: the day has 25 hours, and one of them twice.
    ['2026-10-24T22:00:00Z', 'Europe/Paris', '2026-10-25'],
    ['2026-10-25T00:30:00Z', 'Europe/Paris', '2026-10-25'],
    ['2026-10-25T01:30:00Z', 'Europe/Paris', '2026-10-25'],
    ['2026-10-25T22:59:59Z', 'Europe/Paris', '2026-10-25'],
    ['2026-10-25T23:00:00Z', 'Europe/Paris', '2026-10-26'],
    // Samoa had no 30 December 2011.
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['2026-01-01T18:14:59Z', 'Asia/Kathmandu', '2026-01-01'],
    ['2026-01-01T18:15:00Z', 'Asia/Kathmandu', '2026-01-02'],
  ])('at %s in %s is %s', (at, zone, day) => {
    expect(dayIn(zone, Date.parse(at))).toBe(day)
  })

  it('is the day of the wall clock, in any order of asking', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.constantFrom(...ZONES), instant, (zone, at) => {
        expect(dayIn(zone, at)).toBe(wallDay(zone, at))
        expect(dayIn(zone, at - 60_000)).toBe(wallDay(zone, at - 60_000))
        expect(dayIn(zone, at)).toBe(wallDay(zone, at))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['Europe/Paris', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('knows whether %s is a zone', (name, isZone) => {
    expect(isTimeZone(name)).toBe(isZone)
  })
})

it('A zone that is written in ever other ways is forgotten in those before', () => {
  const letters = [...'singapore']
  const written = Array.from({ length: ZONES_REMEMBERED + 1 }, (_, number) =>
    letters.map((letter, place) => ((number >> place) & 1 ? letter.toUpperCase() : letter)).join(''),
  )
  const at = Date.parse('2026-03-10T22:30:00Z')
  const { DateTimeFormat } = Intl
  const made = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function format(...given) {
    return new DateTimeFormat(...given)
  })
  const madeFor = (name: string): number => {
    made.mockClear()
    expect([dayIn(name, at), hourStart(name, at)]).toEqual(['2026-03-11', Date.parse('2026-03-10T22:00:00Z')])
    return made.mock.calls.length
  }
  const [first = ''] = written
  expect([madeFor(first), madeFor(first)]).toEqual([2, 0])
  for (const name of written) madeFor(name)
  expect(madeFor(first)).toBeGreaterThan(0)
  made.mockRestore()
})

describe('calendar arithmetic', () => {
  it('crosses months, leap days and changes of clocks', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(3)
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(3)
    expect(daysBetween('2026-03-10', '2026-03-10')).toBe(1)
    expect(daysBetween('2026-03-10', '2026-03-09')).toBe(0)
  })

  it('counts the days it adds', () => {
    fastCheck.assert(
      fastCheck.property(calendarDay, fastCheck.integer({ min: -4000, max: 4000 }), (day, count) => {
        const other = addDays(day, count)
        expect(daysBetween(day, other)).toBe(count + 1)
        expect(addDays(other, -count)).toBe(day)
        expect(day < other).toBe(count > 0)
      }),
    )
  })
})
