import { randomLcg } from 'd3-random'
import { describe, expect, it } from 'vitest'
import { type Counts, scoreSampler, zoneOf } from '../../api/src/domain/results/scores.ts'
import { TALLY_KEYS } from '../../api/src/domain/votes/votes.ts'

const counts = (more: Partial<Counts>): Counts => ({
  ...(Object.fromEntries(TALLY_KEYS.map((key) => [key, 0])) as Counts),
  ...more,
})

const SAMPLES = 4000

function sampled(of: Counts) {
  const sample = scoreSampler(randomLcg(0.5))
  const scores = Array.from({ length: SAMPLES }, () => sample(of)).filter((score) => score !== undefined)
  const mean = scores.reduce((sum, { top }) => sum + top, 0) / scores.length
  const variance = scores.reduce((sum, { top }) => sum + (top - mean) ** 2, 0) / scores.length
  return { kept: scores.length / SAMPLES, mean, deviation: Math.sqrt(variance) }
}

describe('the zone of a proposal', () => {
  it.each([
    [0.6, 0.4, 0, 'consensus'],
    [0.5, 0.14, 0.36, 'consensus'],
    [0.3, 0.6, 0.1, 'rejection'],
    [0.14, 0.5, 0.36, 'rejection'],
    [0.3, 0.1, 0.6, 'limbo'],
    [0.45, 0.45, 0.1, 'controversy'],
  ])(
    'with %d for, %d against and %d neutral is told by the published rule',
    (agree, disagree, neutral, zone) => {
      expect(zoneOf({ agree, disagree, neutral })).toBe(zone)
    },
  )
})

describe('a sampled score', () => {
  it('lies around the measured one when there are many votes', () => {
    const { mean, deviation, kept } = sampled(
      counts({
        agree: 700,
        disagree: 200,
        neutral: 100,
        likeIt: 300,
        doable: 100,
        noWay: 50,
        impossible: 30,
        platitudeAgree: 20,
      }),
    )
    expect(mean).toBeCloseTo(0.7 + 0.3 + 0.1 - 0.05 - 0.03 - 0.02, 1)
    expect(deviation).toBeLessThan(0.05)
    expect(kept).toBe(1)
  })

  it('spreads wide when there are few votes, so that chance gives them more', () => {
    const few = sampled(counts({ agree: 7, disagree: 2, neutral: 1 }))
    const many = sampled(counts({ agree: 700, disagree: 200, neutral: 100 }))
    expect(few.deviation).toBeGreaterThan(5 * many.deviation)
  })

  it('is not kept of a proposal that is surely rejected, or that leaves readers cold', () => {
    expect(sampled(counts({ agree: 100, disagree: 800, neutral: 100 })).kept).toBe(0)
    expect(sampled(counts({ agree: 300, disagree: 200, neutral: 500 })).kept).toBe(0)
  })

  it('can be made of no votes at all', () => {
    expect(sampled(counts({})).kept).toBeGreaterThan(0)
  })
})
