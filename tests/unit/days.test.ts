import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayIn, daysBetween, isTimeZone } from '../../api/src/domain/days.ts'

const at = (instant: string): number => Date.parse(instant)

describe('The day of an instant', () => {
  it.each([
    ['Europe/Paris', '2025-06-30T21:59:59.999Z', '2025-06-30'],
    ['Europe/Paris', '2025-06-30T22:00:00Z', '2025-07-01'],
    ['Europe/Paris', '2025-01-15T22:59:59Z', '2025-01-15'],
    ['Europe/Paris', '2025-01-15T23:00:00Z', '2025-01-16'],
    ['UTC', '2025-12-31T23:59:59.999Z', '2025-12-31'],
    ['Pacific/Kiritimati', '2025-01-01T10:00:00Z', '2025-01-02'],
    ['Pacific/Niue', '2025-01-01T10:59:00Z', '2024-12-31'],
    ['Asia/Kathmandu', '2025-03-01T18:14:59Z', '2025-03-01'],
    ['Asia/Kathmandu', '2025-03-01T18:15:00Z', '2025-03-02'],
    ['America/New_York', '2024-03-01T04:59:59Z', '2024-02-29'],
  ])('in %s at %s is %s', (timeZone, instant, day) => {
    expect(dayIn(timeZone, at(instant))).toBe(day)
  })

  it.each([
    ['spring, of 23 hours', '2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z', '2025-03-30'],
    ['autumn, of 25 hours', '2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z', '2025-10-26'],
  ])('is right to the minute when the clock changes in %s', (_season, first, next, day) => {
    const minutes = Array.from({ length: (at(next) - at(first)) / 60_000 }, (_, minute) =>
      dayIn('Europe/Paris', at(first) + minute * 60_000),
    )
    expect(new Set(minutes)).toEqual(new Set([day]))
    expect(dayIn('Europe/Paris', at(first) - 1)).toBe(addDays(day, -1))
    expect(dayIn('Europe/Paris', at(next))).toBe(addDays(day, 1))
  })

  it('does not depend on what was asked before', () => {
    const zone = fc.constantFrom(
      'Europe/Paris',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Chatham',
      'UTC',
    )
    const instant = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') })
    fc.assert(
      fc.property(fc.array(fc.tuple(zone, instant, fc.integer({ min: -90_000, max: 90_000 }))), (asked) => {
        for (const [timeZone, first, shift] of asked) {
          for (const now of [first, first + shift, first]) {
            const local = new Date(now).toLocaleDateString('sv-SE', { timeZone })
            expect(dayIn(timeZone, now)).toBe(local)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('A time zone', () => {
  it.each(['Europe/Paris', 'UTC', 'America/Argentina/Buenos_Aires'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true)
  })

  it.each(['', 'Paris', 'Europe/Atlantis', 'Europe/Paris; DROP TABLE', '../etc'])('“%s” is none', (name) => {
    expect(isTimeZone(name)).toBe(false)
  })
})

describe('Calendar arithmetic', () => {
  const day = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays('1970-01-01', count))
  const count = fc.integer({ min: -20_000, max: 20_000 })

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-03-30', 1, '2025-03-31'],
    ['2025-01-01', -1, '2024-12-31'],
    ['2025-05-05', 0, '2025-05-05'],
  ])('from %s, %i days on, it is %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to)
  })

  it('goes back by as many days as it went on', () => {
    fc.assert(
      fc.property(day, count, (from, days) => {
        expect(addDays(addDays(from, days), -days)).toBe(from)
      }),
    )
  })

  it('adds up: some days and more days are all the days', () => {
    fc.assert(
      fc.property(day, count, count, (from, some, more) => {
        expect(addDays(addDays(from, some), more)).toBe(addDays(from, some + more))
      }),
    )
  })

  it('counts both ends, so that a day has one day and a week has seven', () => {
    expect(daysBetween('2025-03-30', '2025-03-30')).toBe(1)
    expect(daysBetween('2025-10-20', '2025-10-26')).toBe(7)
    fc.assert(
      fc.property(day, count, (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days + 1)
      }),
    )
  })

  it('counts nothing for days that are the wrong way round', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 1000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, -days))).toBeLessThanOrEqual(0)
      }),
    )
  })
})
