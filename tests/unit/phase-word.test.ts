import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsultationDates, datesOnWord, phaseAt } from '../../api/src/domain/consultations/phases.ts'
import { ProblemError } from '../../api/src/domain/problem-error.ts'
import { PHASES } from '../../api/src/wire/constants.ts'

const DATES = ['opensAt', 'proposalsCloseAt', 'closesAt', 'resultsAt', 'actionAt', 'endsAt'] as const

/** Dates as the wire takes them: in order, the opening apart, the others there or not. */
const dates: fc.Arbitrary<ConsultationDates> = fc
  .record({
    instants: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 }),
    given: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ instants, given }) => {
    const sorted = instants.toSorted((one, other) => one - other)
    const values = DATES.map((name, index) => [
      name,
      name === 'opensAt' || name === 'closesAt' || given[index] ? (sorted[index] ?? 0) + index : null,
    ])
    return Object.fromEntries(values) as ConsultationDates
  })

const inOrder = (given: ConsultationDates): boolean => {
  const there = DATES.map((name) => given[name]).filter((date) => date !== null)
  return (
    there.every((date, index) => index === 0 || (there[index - 1] ?? 0) <= date) &&
    given.opensAt < given.closesAt
  )
}

describe("The team's word", () => {
  it('begins exactly the phase that was named, with dates in order, or says which date it needs', () => {
    fc.assert(
      fc.property(
        dates,
        fc.constantFrom(...PHASES),
        fc.integer({ min: 1, max: 1200 }),
        (before, phase, now) => {
          try {
            const after = datesOnWord(before, phase, now)
            expect(phaseAt(after, now)).toBe(phase)
            expect(inOrder(after)).toBe(true)
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error
            expect(error.facts.errors?.[0]?.pointer).toMatch(/^\/(opensAt|closesAt)$/)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('opens votes again from any phase, once their end is moved', () => {
    fc.assert(
      fc.property(
        dates,
        fc.constantFrom('open' as const, 'vote-only' as const),
        fc.integer({ min: 1, max: 1200 }),
        (before, phase, now) => {
          const after = datesOnWord({ ...before, closesAt: now + 100 }, phase, now)
          expect(phaseAt(after, now)).toBe(phase)
          expect(inOrder(after)).toBe(true)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('changes nothing in a phase that runs already', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 1200 }), (before, now) => {
        const phase = phaseAt(before, now)
        expect(datesOnWord(before, phase, now)).toEqual(before)
      }),
    )
  })

  it('publishes results before their date, and takes them back', () => {
    const before = {
      opensAt: 1,
      proposalsCloseAt: null,
      closesAt: 5,
      resultsAt: 100,
      actionAt: null,
      endsAt: null,
    }
    const published = datesOnWord(before, 'results', 50)
    expect(published).toEqual({ ...before, resultsAt: 50 })
    expect(datesOnWord(published, 'analysis', 60)).toEqual({ ...before, resultsAt: null })
  })
})
