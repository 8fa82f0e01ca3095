import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConsultationDates, phaseAt, takesProposals, takesVotes } from '../../api/src/domain/phases.ts'
import { PHASES } from '../../api/src/wire/constants.ts'

const full: ConsultationDates = {
  opensAt: 100,
  proposalsCloseAt: 200,
  closesAt: 300,
  resultsAt: 400,
  actionAt: 500,
  endsAt: 600,
}
const bare = {
  opensAt: 100,
  closesAt: 300,
  proposalsCloseAt: null,
  resultsAt: null,
  actionAt: null,
  endsAt: null,
}

describe('A consultation with every date', () => {
  it.each([
    [99, 'upcoming'],
    [100, 'open'],
    [199, 'open'],
    [200, 'vote-only'],
    [299, 'vote-only'],
    [300, 'analysis'],
    [399, 'analysis'],
    [400, 'results'],
    [499, 'results'],
    [500, 'action'],
    [599, 'action'],
    [600, 'closed'],
    [Number.MAX_SAFE_INTEGER, 'closed'],
  ] as const)('is, at the instant %i, in the phase %s', (now, phase) => {
    expect(phaseAt(full, now)).toBe(phase)
  })
})

describe('A date that is not set', () => {
  it('leaves out the phase that would begin with it', () => {
    expect([0, 100, 299, 300, 1_000_000].map((now) => phaseAt(bare, now))).toEqual([
      'upcoming',
      'open',
      'open',
      'analysis',
      'analysis',
    ])
  })

  it.each([
    ['proposalsCloseAt', 250, 'open'],
    ['resultsAt', 450, 'analysis'],
    ['actionAt', 550, 'results'],
    ['endsAt', 650, 'action'],
  ] as const)('keeps the phase before it: %s', (name, now, phase) => {
    expect(phaseAt({ ...full, [name]: null }, now)).toBe(phase)
  })

  it('may be the results while a later one is set', () => {
    expect(phaseAt({ ...bare, actionAt: 500 }, 500)).toBe('action')
    expect(phaseAt({ ...bare, endsAt: 300 }, 300)).toBe('closed')
  })
})

describe('Whatever the dates', () => {
  const instant = fc.integer({ min: 0, max: 20 })
  const maybe = fc.option(instant, { nil: null })
  const anyDates = fc.record({
    opensAt: instant,
    proposalsCloseAt: maybe,
    closesAt: instant,
    resultsAt: maybe,
    actionAt: maybe,
    endsAt: maybe,
  })

  it('the phase never goes back as time goes on, in whichever order they lie', () => {
    fc.assert(
      fc.property(anyDates, (dates) => {
        const phases = Array.from({ length: 22 }, (_, now) => PHASES.indexOf(phaseAt(dates, now)))
        expect(phases).toEqual(phases.toSorted((one, other) => one - other))
      }),
      { numRuns: 1000 },
    )
  })

  it('no vote is taken before the opening or from the close on', () => {
    fc.assert(
      fc.property(anyDates, instant, (dates, now) => {
        if (!takesVotes(phaseAt(dates, now))) return
        expect(now).toBeGreaterThanOrEqual(dates.opensAt)
        expect(now).toBeLessThan(dates.closesAt)
      }),
      { numRuns: 1000 },
    )
  })

  it('the order of the set dates decides, not the distance between them', () => {
    fc.assert(
      fc.property(anyDates, instant, fc.integer({ min: 2, max: 1000 }), (dates, now, factor) => {
        const stretched = Object.fromEntries(
          Object.entries(dates).map(([name, date]) => [name, date === null ? null : date * factor]),
        ) as unknown as ConsultationDates
        expect(phaseAt(stretched, now * factor)).toBe(phaseAt(dates, now))
      }),
    )
  })
})

describe('Taking part', () => {
  it('means voting while open or vote-only, and proposing only while open', () => {
    expect(PHASES.filter(takesVotes)).toEqual(['open', 'vote-only'])
    expect(PHASES.filter(takesProposals)).toEqual(['open'])
  })
})
