import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketEstimate, bucketsOf, comparedRange, periodRange } from '../../api/src/domain/time-ranges.ts'
import { dayStart, hourStart, isoIn } from '../../api/src/domain/zones.ts'
import { INTERVALS, PERIODS } from '../../api/src/wire/statistics-query.ts'

const PARIS = 'Europe/Paris'
const NOW = Date.parse('2026-03-10T15:00:00Z')
const FIRST = Date.parse('2025-11-05T08:00:00Z')
const range = (from: string, to: string, timeZone = PARIS) => ({
  from: dayStart(timeZone, from),
  to: dayStart(timeZone, to),
})
const days = ({ from, to }: { from: number; to: number }, timeZone = PARIS) =>
  [from, to].map((instant) => isoIn(timeZone, instant).slice(0, 16).replace('T00:00', ''))

describe('a period', () => {
  it.each([
    ['today', '2026-03-10', '2026-03-11'],
    ['yesterday', '2026-03-09', '2026-03-10'],
    ['7d', '2026-03-04', '2026-03-11'],
    ['30d', '2026-02-09', '2026-03-11'],
    ['90d', '2025-12-11', '2026-03-11'],
    ['month', '2026-03-01', '2026-03-11'],
    ['lastMonth', '2026-02-01', '2026-03-01'],
    ['year', '2026-01-01', '2026-03-11'],
    ['all', '2025-11-05', '2026-03-11'],
  ] as const)('of the name %s is whole days', (period, from, to) => {
    expect(days(periodRange(period, PARIS, NOW, FIRST))).toEqual([from, to])
  })

  it('is of the zone: it may be tomorrow there', () => {
    const evening = Date.parse('2026-03-10T23:30:00Z')
    expect(days(periodRange('today', PARIS, evening, FIRST))).toEqual(['2026-03-11', '2026-03-12'])
  })

  it('never ends before it begins, whenever it is asked for', () => {
    const instant = fc.integer({ min: Date.parse('1980-01-01'), max: Date.parse('2035-01-01') })
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), instant, instant, (period, now, first) => {
        const { from, to } = periodRange(period, 'America/Havana', now, first)
        expect(from).toBeLessThan(to)
      }),
    )
  })
})

describe('the buckets of a range', () => {
  it('are twenty-five hours on the day when clocks are set back, and twenty-three when they are set forward', () => {
    expect(bucketsOf('hour', PARIS, range('2026-10-25', '2026-10-26'))).toHaveLength(25)
    expect(bucketsOf('hour', PARIS, range('2026-03-29', '2026-03-30'))).toHaveLength(23)
  })

  it('hold each hour once where clocks change by half of one', () => {
    const day = range('2026-04-05', '2026-04-06', 'Australia/Lord_Howe')
    const buckets = bucketsOf('hour', 'Australia/Lord_Howe', day)
    expect(buckets.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(24.5 * 3_600_000)
    const counted = new Set<number>()
    for (let instant = day.from; instant < day.to; instant += 900_000)
      counted.add(hourStart('Australia/Lord_Howe', instant))
    expect(buckets).toHaveLength(counted.size)
    for (const { from, to } of buckets)
      expect([...counted].filter((hour) => hour >= from && hour < to)).toHaveLength(1)
  })

  it('are weeks from Monday on, cut at both ends', () => {
    const weeks = bucketsOf('week', PARIS, range('2026-03-05', '2026-03-18'))
    expect(weeks.map((week) => days(week)[0])).toEqual(['2026-03-05', '2026-03-09', '2026-03-16'])
    expect(weeks.at(-1)?.to).toBe(dayStart(PARIS, '2026-03-18'))
  })

  it('are months of any length', () => {
    const months = bucketsOf('month', PARIS, range('2028-01-31', '2028-04-01'))
    expect(months.map((month) => days(month)[0])).toEqual(['2028-01-31', '2028-02-01', '2028-03-01'])
  })

  it('have no day that the zone left out', () => {
    const buckets = bucketsOf('day', 'Pacific/Apia', range('2011-12-29', '2012-01-01', 'Pacific/Apia'))
    expect(buckets.map((day) => days(day, 'Pacific/Apia')[0])).toEqual(['2011-12-29', '2011-12-31'])
  })

  it('cover the range without gap or overlap, and are about as many as estimated', () => {
    const zone = fc.constantFrom(PARIS, 'America/New_York', 'Australia/Lord_Howe', 'America/Havana')
    const start = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2030-01-01') })
    const length = fc.integer({ min: 1, max: 1000 })
    fc.assert(
      fc.property(zone, start, length, fc.constantFrom(...INTERVALS), (timeZone, begin, hours, interval) => {
        const from = hourStart(timeZone, begin)
        const to = hourStart(timeZone, begin + hours * 3_600_000)
        const buckets = bucketsOf(interval, timeZone, { from, to })
        expect(buckets[0]?.from).toBe(from)
        expect(buckets.at(-1)?.to).toBe(to)
        for (const [index, bucket] of buckets.entries()) {
          expect(bucket.from).toBeLessThan(bucket.to)
          if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to)
        }
        expect(buckets.length).toBeLessThanOrEqual(2 * bucketEstimate(interval, { from, to }) + 2)
      }),
    )
  })
})

describe('what a range is held against', () => {
  it.each([
    ['as many days just before', 'previous', ['2026-03-04', '2026-03-11'], ['2026-02-25', '2026-03-04']],
    ['also over a change of clocks', 'previous', ['2026-03-30', '2026-04-06'], ['2026-03-23', '2026-03-30']],
    ['the same days a year before', 'year', ['2026-03-04', '2026-03-11'], ['2025-03-04', '2025-03-11']],
    [
      'the last of February after a leap day',
      'year',
      ['2028-02-29', '2028-03-01'],
      ['2027-02-28', '2027-03-01'],
    ],
  ] as const)('is %s', (_name, compare, [from, to], before) => {
    expect(days(comparedRange(compare, PARIS, range(from, to)))).toEqual(before)
  })

  it('is as many hours, where it is no whole days', () => {
    const from = Date.parse('2026-03-10T08:00:00Z')
    const to = Date.parse('2026-03-10T11:00:00Z')
    expect(comparedRange('previous', PARIS, { from, to })).toEqual({
      from: Date.parse('2026-03-10T05:00:00Z'),
      to: from,
    })
  })
})
