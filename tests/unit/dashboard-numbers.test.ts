import { describe, expect, it } from 'vitest'
import type { MetricValues, StatisticsAnswer } from '../../api/src/wire/index.ts'
import { curveOf, labelled, splitAtUnfinished } from '../../api/web/dashboard/chart/curve.ts'
import { change, numberOf, written, writtenChange, writtenInterval } from '../../api/web/dashboard/numbers.ts'
import { gapInWords } from '../../api/web/dashboard/sums.ts'

const plain = (text: string): string => text.replace(/\s/g, ' ')
const rate = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  rate: numerator / denominator,
  interval: { low: 0.1, high: 0.4 },
  suppressed: false,
})

describe('A number', () => {
  it('is written as its reader writes it', () => {
    expect(plain(written(1234, 'count', 'fr'))).toBe('1 234')
    expect(plain(written(0.254, 'rate', 'fr'))).toBe('25 %')
    expect(written(0.254, 'rate', 'en')).toBe('25%')
    expect(written(4.26, 'ratio', 'en')).toBe('4.3')
    expect(plain(written(300, 'delay', 'fr'))).toBe('5 min')
  })

  it('is a dash where it is unknown or withheld, never a zero', () => {
    const values = { engagementRate: { ...rate(1, 4), rate: null, interval: null, suppressed: true } }
    expect(numberOf(values as MetricValues, 'engagementRate')).toBeNull()
    expect(written(null, 'rate', 'en')).toBe('–')
  })

  it('keeps a decimal below a tenth, where whole percents hide what differs', () => {
    expect(written(0.034, 'rate', 'en')).toBe('3.4%')
    expect(writtenInterval({ low: 0.028, high: 0.041 }, 'en')).toBe('2.8–4.1%')
    expect(plain(writtenInterval({ low: 0.312, high: 0.371 }, 'fr'))).toBe('31–37 %')
  })

  it('moves in percent, a rate in points, and not at all from nothing', () => {
    expect(writtenChange(change(150, 100, 'count') ?? 0, 'count', 'en', 'pts')).toBe('+50%')
    expect(writtenChange(change(0.25, 0.2, 'rate') ?? 0, 'rate', 'en', 'pts')).toBe('+5 pts')
    expect(change(5, 0, 'count')).toBeNull()
    expect(change(null, 0.2, 'rate')).toBeNull()
  })
})

const bucket = (hour: number) => ({
  from: new Date(Date.UTC(2026, 10, 23, hour)).toISOString(),
  to: new Date(Date.UTC(2026, 10, 23, hour + 1)).toISOString(),
})

/** Hours from eight on, of which the last but one is under way. */
const answer = {
  results: [1, 2, 3, 0].map((readersViewed, index) => ({ time: bucket(8 + index), readersViewed })),
  totals: { loads: 6 },
  compare: { totals: { loads: 3 }, results: [{ time: bucket(2), readersViewed: 7 }] },
  meta: { partialFrom: bucket(10).from, updatedAt: '2026-11-23T10:20:00Z' },
} as unknown as StatisticsAnswer

describe('A curve', () => {
  it('has nothing, not zero, where time has not come yet', () => {
    expect(curveOf(answer, 'readersViewed')).toMatchObject({ now: [1, 2, 3, null], unfinished: 2 })
  })

  it('is drawn differently on its way to what is under way', () => {
    expect(splitAtUnfinished({ now: [1, 2, 3, null], unfinished: 2 })).toEqual({
      over: [1, 2, null, null],
      underWay: [null, 2, 3, null],
    })
    expect(splitAtUnfinished({ now: [1, 2], unfinished: null }).over).toEqual([1, 2])
  })

  it('stands beside the time before, place by place, unless nothing was counted then', () => {
    expect(curveOf(answer, 'readersViewed').before).toEqual([7, null, null, null])
    const silent = { ...answer, compare: { ...answer.compare, totals: { loads: 0 } } } as StatisticsAnswer
    expect(curveOf(silent, 'readersViewed').before).toBeNull()
  })

  it('of a rate has its interval, and counts the places where it is withheld', () => {
    const rated = {
      ...answer,
      results: answer.results.map((row) => ({ ...row, engagementRate: rate(1, 4) })),
    }
    const withheld = { ...rate(1, 4), rate: null, interval: null, suppressed: true }
    const [first, ...rest] = rated.results
    const curve = curveOf(
      { ...rated, results: [{ ...first, engagementRate: withheld }, ...rest] },
      'engagementRate',
    )
    expect(curve.high).toEqual([null, 0.4, 0.4, null])
    expect(curve.withheld).toBe(1)
  })

  it('has labels in whole steps, as many as have room', () => {
    expect(labelled(30, 10)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27])
    expect(labelled(4, 10)).toEqual([0, 1, 2, 3])
    expect(labelled(400, 5).length).toBeLessThanOrEqual(8)
  })
})

describe('Rows whose readers are not those of the total', () => {
  const words = { overlap: 'in both', outside: { channel: 'by no channel' } }
  const rowsOf = (readers: number[], total: number, totalRows = readers.length) =>
    ({
      results: readers.map((readersViewed) => ({ readersViewed })),
      totals: { readersViewed: total },
      meta: { totalRows },
    }) as StatisticsAnswer

  it('say so where some readers count in two, or are in none', () => {
    expect(gapInWords(rowsOf([60, 50], 100), 'channel', words)).toBe('in both')
    expect(gapInWords(rowsOf([60], 100), 'channel', words)).toBe('by no channel')
  })

  it('say nothing where they add up, or where rows are cut, or where nobody knows why', () => {
    expect(gapInWords(rowsOf([60, 40], 100), 'channel', words)).toBeUndefined()
    expect(gapInWords(rowsOf([60], 100, 20), 'channel', words)).toBeUndefined()
    expect(gapInWords(rowsOf([60], 100), 'device', words)).toBeUndefined()
  })
})
