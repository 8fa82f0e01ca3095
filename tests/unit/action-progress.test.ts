import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ActionFields,
  changesBetween,
  progressOf,
} from '../../api/src/domain/consultations/action-progress.ts'

const INDICATOR = { name: 'Gares rouvertes', unit: '', baseline: 4, target: 16 }
const day = (number: number): string => `2026-05-${String(number).padStart(2, '0')}`

describe('The progress of an action', () => {
  it('is not known without an indicator or without a reading', () => {
    expect(progressOf(null, [{ day: day(1), value: 3 }])).toBeNull()
    expect(progressOf(INDICATOR, [])).toBeNull()
  })

  it('is the part of the way that the latest reading has gone, whatever the order of the readings', () => {
    const readings = [
      { day: day(9), value: 7 },
      { day: day(2), value: 12 },
    ]
    expect(progressOf(INDICATOR, readings)).toBe(0.25)
    expect(progressOf(INDICATOR, readings.toReversed())).toBe(0.25)
  })

  it('goes down to a target that is smaller than the baseline', () => {
    const waiting = { name: 'Jours d’attente', unit: 'jours', baseline: 30, target: 10 }
    expect(progressOf(waiting, [{ day: day(1), value: 25 }])).toBe(0.25)
  })

  it('stays between nothing and all', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(number, number, number, (baseline, target, value) => {
        fc.pre(baseline !== target)
        const progress = progressOf({ ...INDICATOR, baseline, target }, [{ day: day(1), value }])
        expect(progress).toBeGreaterThanOrEqual(0)
        expect(progress).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('What the public is told of a change', () => {
  const before: ActionFields = {
    title: 'Rouvrir douze gares',
    description: '',
    carrier: 'La région',
    state: 'planned',
    proposals: ['one', 'two'],
    indicator: INDICATOR,
  }

  it('is nothing when nothing differs, the order of the proposals included', () => {
    expect(changesBetween(before, { ...before, proposals: ['two', 'one'] })).toEqual([])
  })

  it('is every field that differs, as it was and as it is', () => {
    const after = { ...before, state: 'started', carrier: '', indicator: { ...INDICATOR, target: 20 } }
    expect(changesBetween(before, after)).toEqual([
      { field: 'carrier', before: 'La région', after: null },
      { field: 'state', before: 'planned', after: 'started' },
      {
        field: 'indicator',
        before: 'Gares rouvertes (4 → 16)',
        after: 'Gares rouvertes (4 → 20)',
      },
    ])
  })
})
