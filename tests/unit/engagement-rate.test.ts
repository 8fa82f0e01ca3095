import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeMetrics, nothingCounted } from '../../api/src/domain/engagement/compute-metrics.ts'
import { engagementRate, noCounters, wilsonInterval } from '../../api/src/domain/engagement/engagement.ts'

describe('The Wilson interval', () => {
  // The last four: R. G. Newcombe, “Two-sided confidence intervals for the single proportion”, 1998, table I.
  it.each([
    [0, 10, 0, 0.2775],
    [1, 10, 0.0179, 0.4042],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [0, 1, 0, 0.7935],
    [1, 1, 0.2065, 1],
    [50, 100, 0.4038, 0.5962],
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i reaches from %f to %f', (successes, trials, low, high) => {
    expect(wilsonInterval(successes, trials)?.low).toBeCloseTo(low, 4)
    expect(wilsonInterval(successes, trials)?.high).toBeCloseTo(high, 4)
  })

  it('does not exist without trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
  })

  const sample = fc
    .integer({ min: 1, max: 1_000_000_000 })
    .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)))

  it('holds the proportion, within 0 and 1', () => {
    fc.assert(
      fc.property(sample, ([successes, trials]) => {
        const { low, high } = wilsonInterval(successes, trials) ?? { low: Number.NaN, high: Number.NaN }
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(successes / trials + 1e-12)
        expect(high).toBeGreaterThanOrEqual(successes / trials - 1e-12)
      }),
    )
  })

  it('is the mirror image for what did not succeed', () => {
    fc.assert(
      fc.property(sample, ([successes, trials]) => {
        const mirrored = wilsonInterval(trials - successes, trials)
        expect(wilsonInterval(successes, trials)?.low).toBeCloseTo(1 - (mirrored?.high ?? Number.NaN), 10)
      }),
    )
  })

  it('narrows as trials grow in the same proportion', () => {
    const width = (factor: number): number => {
      const { low, high } = wilsonInterval(3 * factor, 10 * factor) ?? { low: 0, high: 0 }
      return high - low
    }
    expect(width(10)).toBeLessThan(width(1))
    expect(width(100)).toBeLessThan(width(10))
  })
})

describe('The engagement rate', () => {
  it('is engaged readers over readers who viewed, with both numbers and the interval', () => {
    const rate = engagementRate(15, 30)
    expect(rate).toMatchObject({ numerator: 15, denominator: 30, rate: 0.5, suppressed: false })
    expect(rate.interval).toEqual(wilsonInterval(15, 30))
  })

  it('is withheld below thirty readers, while the counts stay', () => {
    expect(engagementRate(14, 29)).toEqual({
      numerator: 14,
      denominator: 29,
      rate: null,
      interval: null,
      suppressed: true,
    })
    expect(engagementRate(0, 0)).toMatchObject({ rate: null, interval: null, suppressed: true })
  })

  it('is unknown in an hour in which more readers engaged than came to view', () => {
    expect(engagementRate(41, 40)).toMatchObject({
      numerator: 41,
      denominator: 40,
      rate: null,
      interval: null,
    })
  })

  it('counts readers, not loads, views or votes', () => {
    const counters = {
      ...noCounters(),
      loads: 900,
      views: 800,
      votes: 700,
      readersViewed: 40,
      readersEngaged: 10,
    }
    const values = computeMetrics(['engagementRate', 'viewability', 'votesPerReader'], {
      ...nothingCounted(),
      counters,
    })
    expect(values).toMatchObject({
      engagementRate: engagementRate(10, 40),
      viewability: { numerator: 800, denominator: 900, rate: 800 / 900, interval: wilsonInterval(800, 900) },
      votesPerReader: { numerator: 700, denominator: 10, value: 70 },
    })
  })

  it('gives of the metrics those that were asked for, and nothing that cannot be known', () => {
    const values = computeMetrics(
      ['loads', 'viewability', 'votesPerReader', 'firstVoteDelay'],
      nothingCounted(),
    )
    expect(values).toEqual({
      loads: 0,
      viewability: { numerator: 0, denominator: 0, rate: null, interval: null },
      votesPerReader: { numerator: 0, denominator: 0, value: null },
      firstVoteDelay: { median: null, readers: 0 },
    })
  })
})
