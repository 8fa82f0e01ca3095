import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cells, nextSplit, REST, type Split } from '../../api/src/domain/results/splits.ts'

const LEAST = 11
const PARTS = ['countryside', 'town', 'city']
const NOTHING: Split = new Map()

interface Act {
  part: string
  agrees: boolean
  people: number
}
/** People who vote, change their mind and withdraw, a few or a crowd at a time; some never say who they are. */
const act: fc.Arbitrary<Act> = fc.record({
  part: fc.constantFrom(...PARTS, REST),
  agrees: fc.boolean(),
  people: fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -15, max: 30 }),
    fc.constantFrom(10, 11),
  ),
})

const sum = (split: Split): Cells =>
  [...split.values()].reduce((one, other) => ({
    agree: one.agree + other.agree,
    others: one.others + other.others,
  }))

/** Each report that is published while the acts come in, a decision after each act. */
function reportsOf(acts: readonly Act[]): { report: Split; truth: Split }[] {
  const truth = new Map<string, Cells>([...PARTS, REST].map((part) => [part, { agree: 0, others: 0 }]))
  const reports: { report: Split; truth: Split }[] = []
  for (const { part, agrees, people } of acts) {
    const cell = truth.get(part) ?? { agree: 0, others: 0 }
    const key = agrees ? 'agree' : 'others'
    truth.set(part, { ...cell, [key]: Math.max(0, cell[key] + people) })
    const parts = new Map([...truth].filter(([name]) => name !== REST))
    const report = nextSplit(reports.at(-1)?.report ?? NOTHING, parts, sum(truth), LEAST)
    if (report) reports.push({ report, truth: structuredClone(truth) })
  }
  return reports
}

const isNobodyOrCrowd = (people: number): boolean => people === 0 || people >= LEAST
const numbers = (cells: Cells): number[] => [cells.agree, cells.others]

/** What the later report says of the people of one cell of the earlier one: the finest thing that can be subtracted. */
function sameGroup(earlier: Split, later: Split, part: string): Cells {
  const members = [...later].filter(([name]) =>
    part === REST ? name === REST || !earlier.has(name) : name === part,
  )
  return sum(new Map(members))
}

const streams = fc.array(act, { maxLength: 80 })

describe('Reports by part of the public, through any stream of votes, changes and withdrawals', () => {
  it('show no small number, say the truth of their moment, and add up to the total', () => {
    fc.assert(
      fc.property(streams, (acts) => {
        for (const { report, truth } of reportsOf(acts)) {
          expect([...report.values()].flatMap(numbers).filter((people) => !isNobodyOrCrowd(people))).toEqual(
            [],
          )
          expect(sum(report)).toEqual(sum(truth))
          for (const [part, cells] of report) if (part !== REST) expect(cells).toEqual(truth.get(part))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('differ by nobody or a crowd, whichever two are compared and whatever parts each shows', () => {
    let compared = 0
    fc.assert(
      fc.property(streams, (acts) => {
        const reports = reportsOf(acts).map(({ report }) => report)
        for (const [index, later] of reports.entries()) {
          for (const earlier of reports.slice(0, index)) {
            compared++
            for (const [part, before] of earlier) {
              const now = numbers(sameGroup(earlier, later, part))
              const differences = now.map((people, cell) => people - (numbers(before)[cell] ?? 0))
              expect(differences.filter((people) => !isNobodyOrCrowd(people))).toEqual([])
            }
          }
        }
      }),
      { numRuns: 2000 },
    )
    expect(compared).toBeGreaterThan(200)
  })

  it('never take back a part that was shown', () => {
    fc.assert(
      fc.property(streams, (acts) => {
        const reports = reportsOf(acts).map(({ report }) => report)
        for (const [index, report] of reports.entries())
          for (const part of reports[index - 1]?.keys() ?? []) expect(report.has(part)).toBe(true)
      }),
    )
  })
})

describe('What may be published of a split', () => {
  const next = (published: Split, parts: Record<string, [number, number]>, unsaid: [number, number]) => {
    const cells = ([agree, others]: [number, number]): Cells => ({ agree, others })
    const split = new Map(Object.entries(parts).map(([part, pair]) => [part, cells(pair)] as const))
    const found = nextSplit(published, split, sum(new Map([...split, [REST, cells(unsaid)]])), LEAST)
    return found && Object.fromEntries([...found].map(([part, { agree, others }]) => [part, [agree, others]]))
  }
  const before: Split = new Map([
    ['town', { agree: 20, others: 20 }],
    [REST, { agree: 20, others: 20 }],
  ])

  it('is all of it when every number is a crowd', () => {
    expect(next(NOTHING, { town: [20, 11], city: [30, 0] }, [11, 12])).toEqual({
      town: [20, 11],
      city: [30, 0],
      [REST]: [11, 12],
    })
  })

  it('is the large parts alone, a small one hidden among those who did not say', () => {
    expect(next(NOTHING, { town: [20, 11], city: [3, 0] }, [11, 12])).toEqual({
      town: [20, 11],
      [REST]: [14, 12],
    })
  })

  it('hides a second part where the first would stand alone in the rest', () => {
    expect(next(NOTHING, { town: [50, 11], city: [20, 11], village: [3, 0] }, [0, 0])).toEqual({
      town: [50, 11],
      [REST]: [23, 11],
    })
  })

  it('is nothing when the rest would give someone away whatever is hidden', () => {
    expect(next(NOTHING, { town: [60, 11] }, [3, 0])).toBeNull()
  })

  it('waits for a crowd: in the parts, in the rest, and in those who agree as in the others', () => {
    expect(next(before, { town: [30, 20] }, [20, 20])).toBeNull()
    expect(next(before, { town: [31, 20] }, [21, 20])).toBeNull()
    expect(next(before, { town: [31, 20] }, [20, 20])).toEqual({ town: [31, 20], [REST]: [20, 20] })
  })

  it('shows a further part as soon as it is a crowd, if the former rest has not moved by a few', () => {
    expect(next(before, { town: [20, 20], city: [20, 20] }, [0, 0])).toEqual({
      town: [20, 20],
      city: [20, 20],
      [REST]: [0, 0],
    })
    expect(next(before, { town: [20, 20], city: [20, 20] }, [11, 0])).toEqual({
      town: [20, 20],
      city: [20, 20],
      [REST]: [11, 0],
    })
    expect(next(before, { town: [20, 20], city: [20, 20] }, [5, 0])).toBeNull()
    expect(next(before, { town: [20, 20], city: [20, 3] }, [0, 17])).toBeNull()
  })

  it('stays as it is when a vote is withdrawn, or nothing happens', () => {
    expect(next(before, { town: [19, 20] }, [20, 20])).toBeNull()
    expect(next(before, { town: [20, 20] }, [20, 20])).toBeNull()
  })
})
