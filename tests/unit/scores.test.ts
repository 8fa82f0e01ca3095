import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confidenceOf, isPlebiscite, ratesOf, scoresOf, zoneOf } from '../../api/src/domain/scores.ts'
import { countTallies, noTallies, TALLY_KEYS } from '../../api/src/domain/votes.ts'
import { QUALIFICATIONS, VOTES, ZONES } from '../../api/src/wire/constants.ts'
import type { Qualification, Tallies } from '../../api/src/wire/index.ts'
import { consultationSettings } from '../../api/src/wire/settings.ts'

const { plebiscite } = consultationSettings.parse({})

const vote = fc.constantFrom(...VOTES).chain((choice) =>
  fc.record({
    vote: fc.constant(choice),
    qualifications: fc.subarray<Qualification>([...QUALIFICATIONS[choice]]),
  }),
)
const tallies = fc.array(vote, { maxLength: 60 }).map(countTallies)

const given = (votes: [number, number, number], more: Partial<Tallies['qualifications']> = {}): Tallies => ({
  agree: votes[0],
  disagree: votes[1],
  neutral: votes[2],
  qualifications: { ...noTallies().qualifications, ...more },
})

describe('Rates', () => {
  it('are smoothed as published: (k + 0.33)/(n + 1), qualifications by 0.01', () => {
    const rates = ratesOf(given([6, 3, 0], { likeIt: 4 }))
    expect(rates.agree).toBeCloseTo(0.633, 10)
    expect(rates.disagree).toBeCloseTo(0.333, 10)
    expect(rates.neutral).toBeCloseTo(0.033, 10)
    expect(rates.likeIt).toBeCloseTo(0.401, 10)
  })

  it('stay between nothing and all', () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        for (const key of TALLY_KEYS) {
          expect(ratesOf(counts)[key]).toBeGreaterThanOrEqual(0)
          expect(ratesOf(counts)[key]).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('The confidence of a rate', () => {
  it('is two standard deviations after two more of each', () => {
    // 10 votes, rate 0.5: m = 14, q = 7/14, 2·√(0.25/14)
    expect(confidenceOf(0.5, 10)).toBeCloseTo(0.26726, 5)
  })

  it('shrinks as votes come in', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1000), (rate, votes) => {
        expect(confidenceOf(rate, votes * 4 + 40)).toBeLessThan(confidenceOf(rate, votes) + 1e-12)
      }),
    )
  })
})

describe('Scores', () => {
  it('are sums of rates, by hand', () => {
    const { adhesion, engagement, topScore, controversy, rejection } = scoresOf(
      given([60, 30, 9], { likeIt: 20, doable: 10, platitudeAgree: 2, noWay: 5, impossible: 3 }),
    )
    expect(adhesion.value).toBeCloseTo(0.6033, 10)
    // (20.01 − 5.01 + 10.01 − 3.01 − 2.01 − 0.01)/100
    expect(engagement.value).toBeCloseTo(0.1998, 10)
    expect(topScore.value).toBeCloseTo(0.8031, 10)
    expect(controversy.value).toBeCloseTo(0.3033 + 0.0501, 10)
    expect(rejection.value).toBeCloseTo(0.3033 + 0.0501 + 0.0301 - 0.2001 - 0.1001 - 0.0201 - 0.0001, 10)
  })

  it('have the confidences of their parts as root of squares', () => {
    const { adhesion, controversy } = scoresOf(given([6, 4, 0], { likeIt: 1, noWay: 2 }))
    const rates = ratesOf(given([6, 4, 0], { likeIt: 1, noWay: 2 }))
    expect(adhesion.confidence).toBeCloseTo(confidenceOf(rates.agree, 10), 12)
    expect(controversy.confidence).toBeCloseTo(
      Math.hypot(confidenceOf(rates.disagree, 10), confidenceOf(rates.likeIt, 10)),
      12,
    )
  })

  it('grow with agreement, other things being equal', () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        const more = { ...counts, agree: counts.agree + 1, disagree: Math.max(0, counts.disagree - 1) }
        fc.pre(counts.disagree > 0)
        expect(scoresOf(more).adhesion.value).toBeGreaterThan(scoresOf(counts).adhesion.value)
        expect(scoresOf(more).topScore.value).toBeGreaterThan(scoresOf(counts).topScore.value)
      }),
    )
  })
})

describe('The zone of a proposal', () => {
  it.each([
    [[0.6, 0.3, 0.1], 'consensus'],
    [[0.5, 0.14, 0.36], 'consensus'],
    [[0.3, 0.6, 0.1], 'rejection'],
    [[0.14, 0.5, 0.36], 'rejection'],
    [[0.3, 0.3, 0.4], 'limbo'],
    [[0.14, 0.14, 0.72], 'limbo'],
    [[0.45, 0.4, 0.15], 'controversy'],
  ] as const)('for agree, disagree, neutral of %j is %s', ([agree, disagree, neutral], zone) => {
    expect(zoneOf({ agree, disagree, neutral })).toBe(zone)
  })

  it('is always one of the four', () => {
    fc.assert(fc.property(tallies, (counts) => ZONES.includes(zoneOf(ratesOf(counts)))))
  })
})

describe('A plebiscite', () => {
  it('passes every threshold', () => {
    const passing = given([90, 5, 5], { likeIt: 30, doable: 20 })
    expect(isPlebiscite(passing, plebiscite)).toBe(true)
    expect(isPlebiscite(given([80, 4, 5], { likeIt: 30, doable: 20 }), plebiscite)).toBe(false)
    expect(isPlebiscite(given([70, 25, 5], { likeIt: 30, doable: 20 }), plebiscite)).toBe(false)
    expect(isPlebiscite(given([90, 5, 5], { likeIt: 10, doable: 5 }), plebiscite)).toBe(false)
  })
})
