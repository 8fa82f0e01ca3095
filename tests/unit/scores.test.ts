import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  confidenceOf,
  isAbove,
  isPlebiscite,
  lowerBound,
  ratesOf,
  scoresOf,
  upperBound,
  zoneOf,
} from '../../api/src/domain/results/scores.ts'
import { countTallies, noTallies, TALLY_KEYS } from '../../api/src/domain/votes/votes.ts'
import { QUALIFICATION_KEYS, QUALIFICATIONS, VOTES, ZONES } from '../../api/src/wire/constants.ts'
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
    const { adhesion, engagement } = scoresOf(given([6, 4, 0], { likeIt: 1, noWay: 2 }))
    const rates = ratesOf(given([6, 4, 0], { likeIt: 1, noWay: 2 }))
    expect(adhesion.confidence).toBeCloseTo(confidenceOf(rates.agree, 10), 12)
    const parts = QUALIFICATION_KEYS.slice(0, 6).map((key) => confidenceOf(rates[key], 10))
    expect(engagement.confidence).toBeCloseTo(Math.hypot(...parts), 12)
  })

  it('of a controversy are as sure as the larger of the rates that are compared, whichever it is', () => {
    fc.assert(
      fc.property(tallies, (counts) => {
        const votes = counts.agree + counts.disagree + counts.neutral
        const rates = ratesOf(counts)
        const widest = (...keys: (keyof typeof rates)[]) =>
          Math.max(...keys.map((key) => confidenceOf(rates[key], votes)))
        expect(scoresOf(counts).controversy.confidence).toBeGreaterThanOrEqual(
          Math.hypot(widest('agree', 'disagree'), widest('likeIt', 'noWay')) - 1e-12,
        )
      }),
    )
    expect(scoresOf(given([70, 20, 10], { likeIt: 30, noWay: 8 })).controversy.confidence).toBeCloseTo(
      0.128,
      4,
    )
  })

  // The figures that Make.org's own test of its scores expects (make-api, ProposalScorerTest, "score V2").
  it('are those of the reference, to nine digits, where every vote counts alike', () => {
    const { topScore, controversy, rejection } = scoresOf(
      given([11, 1, 9], { likeIt: 4, doable: 2, platitudeAgree: 2, noWay: 1, doNotCare: 1, noOpinion: 2 }),
    )
    expect(topScore.value).toBeCloseTo(0.650454545454545, 9)
    expect(topScore.confidence).toBeCloseTo(0.388908334735123, 9)
    expect(controversy.value).toBeCloseTo(0.106363636363636, 9)
    expect(controversy.confidence).toBeCloseTo(0.261873399227834, 9)
    expect(rejection.value).toBeCloseTo(-0.258636363636364, 9)
    expect(rejection.confidence).toBeCloseTo(0.35981045551905, 9)
    const { neutral } = ratesOf(given([11, 1, 9]))
    expect(neutral).toBeCloseTo(0.424090909090909, 9)
    expect(confidenceOf(neutral, 21)).toBeCloseTo(0.198367012853523, 9)
  })

  it('are those of the reference where it weighs votes outside its sequences by half', () => {
    // Values are the mean of all verified votes and those in sequences; confidences are of those in sequences.
    const inSequence = given([83, 6, 24], {
      likeIt: 17,
      doable: 28,
      platitudeAgree: 1,
      impossible: 1,
      platitudeDisagree: 3,
    })
    const verified = given([85, 6, 24], { ...inSequence.qualifications, doable: 29 })
    const [all, some] = [scoresOf(verified), scoresOf(inSequence)]
    const expected = {
      topScore: [1.08527298850575, 0.147083961694131],
      rejection: [-0.366859497882638, 0.130517119469599],
      controversy: [0.0551346037507562, 0.107091650406154],
    } as const
    for (const name of ['topScore', 'rejection', 'controversy'] as const) {
      expect((all[name].value + some[name].value) / 2).toBeCloseTo(expected[name][0], 9)
      expect(some[name].confidence).toBeCloseTo(expected[name][1], 9)
    }
    const [neutralOfAll, neutral] = [ratesOf(verified).neutral, ratesOf(inSequence).neutral]
    expect((neutralOfAll + neutral) / 2).toBeCloseTo(0.211581215970962, 9)
    expect(confidenceOf(neutral, 113)).toBeCloseTo(0.0769930776359298, 9)
  })

  it('take engagement over all votes or over those that are not neutral, as the consultation has set', () => {
    const counts = given([60, 10, 30], { likeIt: 30, doable: 10, noWay: 3, impossible: 2 })
    // (30.01 − 3.01 + 10.01 − 2.01 − 0.01 − 0.01)/(n + 1), with n = 100 and with n = 70
    expect(scoresOf(counts, 'all-votes').engagement.value).toBeCloseTo(34.98 / 101, 10)
    expect(scoresOf(counts, 'not-neutral').engagement.value).toBeCloseTo(34.98 / 71, 10)
  })

  it('are above others only by more than both confidences explain', () => {
    const score = fc.record({
      value: fc.double({ min: -4, max: 3, noNaN: true }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(score, score, (one, other) => {
        expect(isAbove(one, other) && isAbove(other, one)).toBe(false)
        if (isAbove(one, other)) expect(lowerBound(one)).toBeGreaterThan(lowerBound(other))
        if (lowerBound(one) > upperBound(other) + 1e-9) expect(isAbove(one, other)).toBe(true)
      }),
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

  it('has the engagement that was published, over votes that are not neutral, unless the consultation says otherwise', () => {
    const close = given([85, 2, 13], { likeIt: 30, doable: 5 })
    // 0.397 over 88, 0.346 over 101
    expect(plebiscite).toMatchObject({ engagement: 0.37, denominator: 'not-neutral' })
    expect(isPlebiscite(close, plebiscite)).toBe(true)
    expect(isPlebiscite(close, { ...plebiscite, denominator: 'all-votes' })).toBe(false)
    expect(isPlebiscite(close, { ...plebiscite, denominator: 'all-votes', engagement: 0.33 })).toBe(true)
  })
})
