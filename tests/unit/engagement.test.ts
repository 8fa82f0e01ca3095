import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Act, engagementRate, SLOTS, slotOf } from '../../api/src/domain/engagement.ts'
import { type CountedAct, foldEngagement, type ReaderDay } from '../../api/src/ingest/engagement.ts'
import type { BitsByScope } from '../../api/src/store/engagement.ts'

const ACTS: readonly Act[] = ['load', 'view', 'vote', 'proposal', 'finish']
const COUNTED_BY_TIMES = { load: 'loads', view: 'views', vote: 'votes', proposal: 'proposals' } as const
const DAYS = ['2025-05-05', '2025-05-06']
const READERS = ['AAAA', 'BBBB', 'CCCC']
const SCOPES = [1, 2]
// Lists of scopes and sets of bits are shared between acts and readers, as they are in a server.
const SHARED_SCOPES = [[1], [2], [1, 2]]
const HOURS = [8, 9].map((hour) => hour * 3_600_000)
const DELAYS = [null, 1, 5, 5000]

const readerDay = (day: string, reader: string): ReaderDay => ({ name: `${day} ${reader}`, day, reader })

const step: fc.Arbitrary<CountedAct> = fc
  .record({
    scopeIds: fc.constantFrom(...SHARED_SCOPES),
    day: fc.constantFrom(...DAYS),
    reader: fc.constantFrom(...READERS, null),
    hour: fc.constantFrom(...HOURS),
    act: fc.constantFrom(...ACTS),
    secondsSinceView: fc.constantFrom(...DELAYS),
  })
  .map(({ day, reader, ...one }) => ({
    ...one,
    readerDay: reader === null ? null : readerDay(day, reader),
    counters: one.act === 'finish' ? {} : { [COUNTED_BY_TIMES[one.act]]: 1 },
  }))
const history = fc.array(step, { maxLength: 40 })

const NO_BITS: BitsByScope = new Map()
const nobody = (): BitsByScope => NO_BITS
const PLACES = SCOPES.flatMap((scopeId) => HOURS.map((hour) => ({ scopeId, hour })))
type Place = (typeof PLACES)[number]

/** How far a reader had come on a day in a scope, by the words of the rules, without bits. */
function reached(did: readonly Act[]) {
  const engaged = did.findIndex((act) => act === 'vote' || act === 'proposal')
  return {
    readersLoaded: did.length > 0,
    readersViewed: did.some((act) => act !== 'load'),
    readersEngaged: engaged >= 0,
    readersProposed: did.includes('proposal'),
    readersFinished: engaged >= 0 && did.lastIndexOf('finish') > engaged,
  }
}
type Reached = keyof ReturnType<typeof reached>
const STAGES = Object.keys(reached([])) as Reached[]

/** A reader counts in the hour in which they get there first on that day. */
function recount(acts: readonly CountedAct[], { scopeId, hour }: Place) {
  const here = acts.filter((one) => one.scopeIds.includes(scopeId))
  const times = (act: Act): number => here.filter((one) => one.hour === hour && one.act === act).length
  const counts = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Reached, number>
  for (const name of new Set(here.map((one) => one.readerDay?.name).filter((one) => one !== undefined))) {
    const own = here.filter((one) => one.readerDay?.name === name)
    own.forEach((one, index) => {
      const before = reached(own.slice(0, index).map(({ act }) => act))
      const after = reached(own.slice(0, index + 1).map(({ act }) => act))
      for (const stage of STAGES) if (one.hour === hour && after[stage] && !before[stage]) counts[stage] += 1
    })
  }
  return {
    loads: times('load'),
    views: times('view'),
    votes: times('vote'),
    proposals: times('proposal'),
    ...counts,
  }
}

const countersAt = (hours: ReturnType<typeof foldEngagement>['hours'], { scopeId, hour }: Place) =>
  hours.find((one) => one.scopeId === scopeId && one.hour === hour)?.counters
const nothing = recount([], { scopeId: 1, hour: 0 })
const storedBy = ({ readers }: ReturnType<typeof foldEngagement>) => {
  const bits = new Map(readers.map((one) => [one.readerDay.name, one.bits]))
  return ({ name }: ReaderDay): BitsByScope => bits.get(name) ?? new Map()
}

describe('Acts of several readers', () => {
  it('count as a naive recount counts them, hour by hour', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { hours } = foldEngagement(acts, nobody)
        for (const place of PLACES) expect(countersAt(hours, place) ?? nothing).toEqual(recount(acts, place))
      }),
      { numRuns: 500 },
    )
  })

  it('count the same wherever the history is cut in two batches', () => {
    fc.assert(
      fc.property(history, fc.nat(40), (acts, cut) => {
        const first = foldEngagement(acts.slice(0, cut), nobody)
        const second = foldEngagement(acts.slice(cut), storedBy(first))
        for (const place of PLACES) {
          const [before, after] = [countersAt(first.hours, place), countersAt(second.hours, place)]
          const sum = Object.keys(nothing).map((key) => {
            const name = key as keyof typeof nothing
            return [name, (before?.[name] ?? 0) + (after?.[name] ?? 0)]
          })
          expect(Object.fromEntries(sum)).toEqual(recount(acts, place))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never give a rate above one, nor more finished or proposing than engaged readers, over a day', () => {
    fc.assert(
      fc.property(history, (acts) => {
        for (const scopeId of SCOPES) {
          const sums = HOURS.map((hour) => recount(acts, { scopeId, hour }))
          const sum = (stage: Reached) => sums.reduce((total, one) => total + one[stage], 0)
          expect(engagementRate(sum('readersEngaged'), sum('readersViewed')).rate ?? 0).toBeLessThanOrEqual(1)
          expect(sum('readersViewed')).toBeLessThanOrEqual(sum('readersLoaded'))
          expect(sum('readersFinished')).toBeLessThanOrEqual(sum('readersEngaged'))
          expect(sum('readersProposed')).toBeLessThanOrEqual(sum('readersEngaged'))
        }
      }),
    )
  })

  it('change the bits of a reader once, and only where they changed', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const first = foldEngagement(acts, nobody)
        const known = acts.filter(({ act }) => act !== 'finish')
        const again = foldEngagement(known, storedBy(first))
        for (const { changed } of again.readers) expect(changed.size).toBe(0)
        expect(new Set(first.readers.map((one) => one.readerDay.name)).size).toBe(first.readers.length)
      }),
    )
  })

  it('tell how long after the view the first vote of a day came, once for each reader and scope', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { delays } = foldEngagement(acts, nobody)
        for (const { scopeId, hour } of PLACES) {
          const found = delays.find((one) => one.scopeId === scopeId && one.hour === hour)?.slots ?? {}
          const expected: Record<string, number> = {}
          const engaged = new Set<string>()
          for (const one of acts.filter((act) => act.scopeIds.includes(scopeId))) {
            if (!one.readerDay || (one.act !== 'vote' && one.act !== 'proposal')) continue
            const isFirst = !engaged.has(one.readerDay.name)
            engaged.add(one.readerDay.name)
            if (!isFirst || one.act !== 'vote' || one.secondsSinceView === null || one.hour !== hour) continue
            const slot = slotOf(one.secondsSinceView)
            expected[slot] = (expected[slot] ?? 0) + 1
          }
          for (const slot of SLOTS) expect(found[slot] ?? 0).toBe(expected[slot] ?? 0)
        }
      }),
    )
  })
})

describe('A finish', () => {
  const act = (name: Act): CountedAct => ({
    readerDay: readerDay('2025-05-05', 'AAAA'),
    scopeIds: [1],
    hour: 0,
    act: name,
    counters: {},
    secondsSinceView: null,
  })
  const finished = (...names: Act[]): number | undefined =>
    foldEngagement(names.map(act), nobody).hours[0]?.counters.readersFinished

  it('counts after the reader voted or proposed', () => {
    expect(finished('view', 'vote', 'finish')).toBe(1)
    expect(finished('proposal', 'finish')).toBe(1)
  })

  it('does not count before the reader engaged, not even when a vote follows', () => {
    expect(finished('finish')).toBe(0)
    expect(finished('load', 'view', 'finish')).toBe(0)
    expect(finished('finish', 'vote')).toBe(0)
  })

  it('is at least a view', () => {
    expect(foldEngagement([act('finish')], nobody).hours[0]?.counters).toMatchObject({
      readersLoaded: 1,
      readersViewed: 1,
    })
  })

  it('counts once, however often it is told', () => {
    expect(finished('vote', 'finish', 'finish', 'finish')).toBe(1)
  })
})
