import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConsultationDates,
  phaseAt,
  takesProposals,
  takesVotes,
} from '../../api/src/domain/consultations/phases.ts'

const DATES: ConsultationDates = {
  opensAt: 100,
  proposalsCloseAt: 200,
  closesAt: 300,
  resultsAt: 400,
  actionAt: 500,
  endsAt: 600,
}
const orNull = fastCheck.option(fastCheck.integer({ min: 0, max: 50 }), { nil: null })
const dates: fastCheck.Arbitrary<ConsultationDates> = fastCheck.record({
  opensAt: fastCheck.integer({ min: 0, max: 50 }),
  proposalsCloseAt: orNull,
  closesAt: fastCheck.integer({ min: 0, max: 50 }),
  resultsAt: orNull,
  actionAt: orNull,
  endsAt: orNull,
})

describe('the phase of a consultation', () => {
  it.each([
    [99, 'upcoming'],
    [100, 'open'],
    [199, 'open'],
    [200, 'vote-only'],
    [299, 'vote-only'],
    [300, 'analysis'],
    [400, 'results'],
    [500, 'action'],
    [599, 'action'],
    [600, 'closed'],
  ])('changes at the instant of its date (%i: %s)', (now, phase) => {
    expect(phaseAt(DATES, now)).toBe(phase)
  })

  it('skips what has no date', () => {
    const bare = { ...DATES, proposalsCloseAt: null, resultsAt: null, actionAt: null, endsAt: null }
    expect([99, 100, 299, 300, 1e9].map((now) => phaseAt(bare, now))).toEqual([
      'upcoming',
      'open',
      'open',
      'analysis',
      'analysis',
    ])
  })

  it('is the one that the last date reached calls for, in whatever order the dates are', () => {
    fastCheck.assert(
      fastCheck.property(dates, fastCheck.integer({ min: -1, max: 51 }), (given, now) => {
        const { opensAt, proposalsCloseAt, closesAt, resultsAt, actionAt, endsAt } = given
        const later: [number | null, string][] = [
          ...([
            [endsAt, 'closed'],
            [actionAt, 'action'],
            [resultsAt, 'results'],
          ] as [number | null, string][]),
          [closesAt, 'analysis'],
        ]
        const over = later.find(([date]) => date !== null && date <= now)?.[1]
        const isOpen = opensAt <= now
        const isVoteOnly = proposalsCloseAt !== null && proposalsCloseAt <= now
        expect(phaseAt(given, now)).toBe(over ?? (isOpen ? (isVoteOnly ? 'vote-only' : 'open') : 'upcoming'))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes votes and proposals only between its opening and its close', () => {
    fastCheck.assert(
      fastCheck.property(dates, fastCheck.integer({ min: -1, max: 51 }), (given, now) => {
        const phase = phaseAt(given, now)
        if (takesVotes(phase)) expect(now >= given.opensAt && now < given.closesAt).toBe(true)
        if (takesProposals(phase)) expect(takesVotes(phase)).toBe(true)
      }),
    )
  })
})
