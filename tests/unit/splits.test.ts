import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maySupersede, type Split, splitOf, UNSAID } from '../../api/src/domain/splits.ts'

const LEAST = 11
const PARTS = ['countryside', 'town', UNSAID]
const NOTHING: Split = new Map()

/** People who vote, change their mind and withdraw, a few or a crowd at a time. */
const act = fc.record({
  part: fc.constantFrom(...PARTS),
  agrees: fc.boolean(),
  people: fc.integer({ min: -15, max: 30 }),
})

function reportsOf(acts: readonly { part: string; agrees: boolean; people: number }[]): Split[] {
  const now = new Map(PARTS.map((part) => [part, { agree: 0, others: 0 }]))
  const reports: Split[] = []
  for (const { part, agrees, people } of acts) {
    const cell = now.get(part) ?? { agree: 0, others: 0 }
    const key = agrees ? 'agree' : 'others'
    now.set(part, { ...cell, [key]: Math.max(0, cell[key] + people) })
    const current = structuredClone(now)
    if (maySupersede(reports.at(-1) ?? NOTHING, current, LEAST)) reports.push(current)
  }
  return reports
}

const cellsOf = (split: Split): number[] =>
  PARTS.flatMap((part) => {
    const { agree = 0, others = 0 } = split.get(part) ?? {}
    return [agree, others]
  })
const isNobodyOrCrowd = (people: number): boolean => people === 0 || Math.abs(people) >= LEAST

describe('Reports by part of the public', () => {
  it('show no fewer people than a crowd, and differ by no fewer, whichever two are compared', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const reports = [NOTHING, ...reportsOf(acts)].map(cellsOf)
        for (const [index, later] of reports.entries()) {
          for (const earlier of reports.slice(0, index)) {
            const differences = later.map((people, cell) => people - (earlier[cell] ?? 0))
            expect(differences.filter((people) => !isNobodyOrCrowd(people))).toEqual([])
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('are renewed when every cell has grown enough', () => {
    const first = splitOf({ agree: 40, votes: 65 }, [{ segmentId: 'town', agree: 20, others: 20 }])
    const later = splitOf({ agree: 45, votes: 85 }, [{ segmentId: 'town', agree: 20, others: 20 }])
    expect(maySupersede(NOTHING, first, LEAST)).toBe(false)
    const whole = splitOf({ agree: 40, votes: 80 }, [{ segmentId: 'town', agree: 20, others: 20 }])
    expect(maySupersede(NOTHING, whole, LEAST)).toBe(true)
    expect(maySupersede(whole, later, LEAST)).toBe(false)
    const grown = splitOf({ agree: 51, votes: 91 }, [{ segmentId: 'town', agree: 20, others: 20 }])
    expect(maySupersede(whole, grown, LEAST)).toBe(true)
  })

  it('stay as they are while nothing changes', () => {
    const whole = splitOf({ agree: 40, votes: 80 }, [{ segmentId: 'town', agree: 20, others: 20 }])
    expect(maySupersede(whole, structuredClone(whole), LEAST)).toBe(false)
  })
})

describe('The split of a proposal', () => {
  it('counts those who did not say as what the parts leave of the whole', () => {
    const split = splitOf({ agree: 30, votes: 50 }, [
      { segmentId: 'town', agree: 5, others: 15 },
      { segmentId: 'countryside', agree: 12, others: 1 },
    ])
    expect(Object.fromEntries(split)).toEqual({
      town: { agree: 5, others: 15 },
      countryside: { agree: 12, others: 1 },
      [UNSAID]: { agree: 13, others: 4 },
    })
  })
})
