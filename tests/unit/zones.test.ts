import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn } from '../../api/src/domain/days.ts'
import { countedHour, dayStart, hourStart, isoIn, offsetAt } from '../../api/src/domain/zones.ts'

const HOUR = 3_600_000
const at = (text: string): number => Date.parse(text)
const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'America/Havana',
  'Africa/Casablanca',
  'UTC',
]
const zone = fc.constantFrom(...ZONES)
// Offsets of the nineteenth century were no whole quarters of an hour.
const instant = fc.integer({ min: at('1975-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z') })

describe('an hour', () => {
  it.each([
    [
      'the one of Paris that comes twice begins twice',
      'Europe/Paris',
      '2026-10-25T00:40:00Z',
      '2026-10-25T00:00:00Z',
    ],
    ['and the second time an hour later', 'Europe/Paris', '2026-10-25T01:40:00Z', '2026-10-25T01:00:00Z'],
    ['of India begins at half past', 'Asia/Kolkata', '2026-03-10T10:15:00Z', '2026-03-10T09:30:00Z'],
    ['of Nepal begins at a quarter past', 'Asia/Kathmandu', '2026-03-10T10:14:00Z', '2026-03-10T09:15:00Z'],
  ])('%s', (_name, timeZone, moment, begin) => {
    expect(hourStart(timeZone, at(moment))).toBe(at(begin))
  })

  it('begins no later than what lies in it, and on its own day', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, moment) => {
        const start = hourStart(timeZone, moment)
        expect(start).toBeLessThanOrEqual(moment)
        expect(moment - start).toBeLessThan(HOUR)
        expect(dayIn(timeZone, start) <= dayIn(timeZone, moment)).toBe(true)
      }),
    )
  })
})

describe('a day', () => {
  it.each([
    ['as any other', 'Europe/Paris', '2026-03-10', '2026-03-09T23:00:00Z'],
    ['whose first hour was left out (Cuba)', 'America/Havana', '2026-03-08', '2026-03-08T05:00:00Z'],
    ['whose first hour comes twice (Cuba)', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
    ['far to the east', 'Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z'],
    ['that Samoa left out, begins with the next one', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
  ])('begins at its first instant: %s', (_name, timeZone, day, begin) => {
    expect(new Date(dayStart(timeZone, day)).toISOString()).toBe(new Date(begin).toISOString())
  })

  it('begins where the one before ends', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, moment) => {
        const day = dayIn(timeZone, moment)
        const start = dayStart(timeZone, day)
        expect(dayIn(timeZone, start)).toBe(day)
        expect(dayIn(timeZone, start - 1) < day).toBe(true)
      }),
    )
  })
})

describe('the hour in which an act counts', () => {
  const day = '2026-03-10'

  it('is its own on the day on which its page was opened', () => {
    expect(countedHour('Europe/Paris', day, at('2026-03-10T12:34:56Z'))).toBe(at('2026-03-10T12:00:00Z'))
  })

  it('is the last one of that day when the day is over', () => {
    expect(countedHour('Europe/Paris', day, at('2026-03-11T02:00:00Z'))).toBe(at('2026-03-10T22:00:00Z'))
  })

  it('is the last one of that day also where clocks have stepped back', () => {
    expect(countedHour('Europe/Paris', day, at('2026-03-09T12:00:00Z'))).toBe(at('2026-03-10T22:00:00Z'))
  })
})

describe('an instant in writing', () => {
  it.each([
    ['Europe/Paris', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
    ['Europe/Paris', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00-03:30'],
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+00:00'],
  ])('has the offset of %s at %s', (timeZone, moment, written) => {
    expect(isoIn(timeZone, at(moment))).toBe(written)
  })

  it('means the same instant when it is read again', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, moment) => {
        expect(at(isoIn(timeZone, moment))).toBe(Math.floor(moment / 1000) * 1000)
        expect(Math.abs(offsetAt(timeZone, moment))).toBeLessThanOrEqual(15 * HOUR)
      }),
    )
  })
})
