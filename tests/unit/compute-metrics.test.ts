import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Counted,
  computeMetrics,
  nothingCounted,
  sortValue,
  sumOf,
} from '../../api/src/domain/engagement/compute-metrics.ts'
import {
  type Delays,
  medianDelay,
  noCounters,
  SLOTS,
  slotOf,
} from '../../api/src/domain/engagement/engagement.ts'
import { METRIC_NAMES } from '../../api/src/wire/metrics.ts'

const counted = (counters: Partial<Counted['counters']>, more: Partial<Counted> = {}): Counted => ({
  ...nothingCounted(),
  counters: { ...noCounters(), ...counters },
  ...more,
})
const delaysOf = (seconds: readonly number[]): Delays => {
  const delays = { ...nothingCounted().delays }
  for (const one of seconds) delays[slotOf(one)] += 1
  return delays
}

describe('the delay of the first vote', () => {
  it.each([
    [0, 'slot0'],
    [-5, 'slot0'],
    [1.999, 'slot0'],
    [2, 'slot1'],
    [59.9, 'slot7'],
    [3599, 'slot12'],
    [3600, 'slot13'],
    [1e9, 'slot13'],
  ])('of %d seconds lies in %s', (seconds, slot) => {
    expect(slotOf(seconds)).toBe(slot)
  })

  it('has a median that lies in the slot of the true one', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 3599 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(seconds, (list) => {
        const sorted = list.toSorted((one, other) => one - other)
        const middle = sorted[Math.ceil(list.length / 2) - 1] ?? 0
        const { median, readers } = medianDelay(delaysOf(list))
        expect(readers).toBe(list.length)
        // The end of a slot is the beginning of the next.
        const places = [median ?? -1, (median ?? -1) - 0.05].map((place) => SLOTS.indexOf(slotOf(place)))
        expect(places).toContain(SLOTS.indexOf(slotOf(middle)))
      }),
    )
  })

  it('has none without delays, and none beyond an hour', () => {
    expect(medianDelay(delaysOf([]))).toEqual({ median: null, readers: 0 })
    expect(medianDelay(delaysOf([5, 4000, 5000]))).toEqual({ median: null, readers: 3 })
  })
})

describe('the values of metrics', () => {
  it('are those that were asked for, and no others', () => {
    expect(computeMetrics(['votes', 'loads'], counted({ votes: 3, loads: 7 }))).toEqual({
      votes: 3,
      loads: 7,
    })
    expect(Object.keys(computeMetrics(METRIC_NAMES, nothingCounted()))).toEqual(METRIC_NAMES)
  })

  it('divide by nothing nowhere', () => {
    const { viewability, engagementRate, votesPerReader } = computeMetrics(METRIC_NAMES, nothingCounted())
    expect(viewability).toEqual({ numerator: 0, denominator: 0, rate: null, interval: null })
    expect(engagementRate).toMatchObject({ rate: null, interval: null, suppressed: true })
    expect(votesPerReader).toEqual({ numerator: 0, denominator: 0, value: null })
  })

  it('withhold the rate of few readers, from the thirtieth on not', () => {
    const rateOf = (readersViewed: number) =>
      computeMetrics(['engagementRate'], counted({ readersEngaged: 6, readersViewed })).engagementRate
    expect(rateOf(29)).toMatchObject({ numerator: 6, denominator: 29, rate: null, suppressed: true })
    expect(rateOf(30)).toMatchObject({ rate: 0.2, suppressed: false })
  })

  it('give no rate above one: in an hour more may vote than come to view', () => {
    const { viewability } = computeMetrics(['viewability'], counted({ loads: 2, views: 3 }))
    expect(viewability).toEqual({ numerator: 3, denominator: 2, rate: null, interval: null })
  })

  it('are sorted with what is unknown or withheld behind all others', () => {
    expect(sortValue('engagementRate', counted({ readersEngaged: 0, readersViewed: 100 }))).toBe(0)
    expect(sortValue('engagementRate', counted({ readersEngaged: 9, readersViewed: 10 }))).toBe(-1)
    expect(sortValue('votesPerReader', counted({ votes: 6, readersEngaged: 4 }))).toBe(1.5)
    expect(sortValue('firstVoteDelay', nothingCounted())).toBe(-1)
  })

  it('of neighbouring times add up', () => {
    const one = counted({ loads: 2, votes: 1 }, { delays: delaysOf([3, 70]), proposalsAccepted: 1 })
    const other = counted({ loads: 5 }, { delays: delaysOf([3]), proposalsAccepted: 2 })
    const sum = sumOf([one, other])
    expect(sum.counters).toMatchObject({ loads: 7, votes: 1 })
    expect(sum.delays).toEqual(delaysOf([3, 3, 70]))
    expect(sum.proposalsAccepted).toBe(3)
    expect(sumOf([])).toEqual(nothingCounted())
  })
})

describe('the number by which rows are sorted', () => {
  it('is the one that is shown', () => {
    const count = fc.integer({ min: 0, max: 90 })
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 5, maxLength: 5 }),
        fc.constantFrom(...METRIC_NAMES),
        (drawn, metric) => {
          const [loads = 0, views = 0, votes = 0, readersViewed = 0, readersEngaged = 0] = drawn
          const all = counted(
            { loads, views, votes, readersViewed, readersEngaged },
            { delays: delaysOf(drawn) },
          )
          const shown = computeMetrics([metric], all)[metric]
          const value =
            typeof shown === 'object'
              ? 'rate' in shown
                ? shown.rate
                : 'value' in shown
                  ? shown.value
                  : shown.median
              : shown
          expect(sortValue(metric, all)).toBe(value ?? -1)
        },
      ),
    )
  })
})
