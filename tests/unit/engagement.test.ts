import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { engagementRate, type ReaderAct, SLOTS, slotOf } from '../../api/src/domain/engagement/engagement.ts'
import {
  type BitsByScope,
  type CountedAct,
  foldEngagement,
  type ReaderDay,
} from '../../api/src/domain/engagement/fold-engagement.ts'

const ACTS: readonly ReaderAct[] = ['load', 'view', 'vote', 'proposal', 'finish']
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
function reached(did: readonly ReaderAct[]) {
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
  const times = (act: ReaderAct): number => here.filter((one) => one.hour === hour && one.act === act).length
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
    networksViewed: 0,
    networksEngaged: 0,
    viewsSuspect: 0,
    readersViewedSuspect: 0,
    readersSuspect: 0,
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

describe('Networks', () => {
  const day = '2025-05-05'
  const start = Date.parse(`${day}T00:00:00+05:45`)
  const networkAct = fc
    .record({
      network: fc.constantFrom('AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'),
      hour: fc.constantFrom(0, 3, 4, 24).map((hour) => start + hour * 3_600_000),
      act: fc.constantFrom(...ACTS),
    })
    .map(({ network, hour, act }) => ({
      readerDay: null,
      networkDay: { name: network, day, network },
      scopeIds: [1],
      hour,
      act,
      counters: {},
      secondsSinceView: null,
    }))
  const sumsOf = (parts: readonly ReturnType<typeof foldEngagement>[]) => {
    const sums = new Map<number, { viewed: number; engaged: number }>()
    for (const { hour, counters } of parts.flatMap(({ hours }) => hours)) {
      const sum = sums.get(hour) ?? { viewed: 0, engaged: 0 }
      sum.viewed += counters.networksViewed
      sum.engaged += counters.networksEngaged
      sums.set(hour, sum)
    }
    return [...sums].filter(([, sum]) => sum.viewed !== 0 || sum.engaged !== 0).sort(([a], [b]) => a - b)
  }

  it('count in the first hour of the day in which they viewed and engaged, in whichever order their readers are written', () => {
    fc.assert(
      fc.property(fc.array(networkAct, { maxLength: 20 }), fc.nat(20), (acts, cut) => {
        const first = foldEngagement(acts.slice(0, cut), nobody)
        const bits = new Map(first.networks.map((one) => [one.networkDay.name, one.bits]))
        const second = foldEngagement(acts.slice(cut), nobody, ({ name }) => bits.get(name) ?? NO_BITS)
        const expected = new Map<number, { viewed: number; engaged: number }>()
        for (const name of new Set(acts.map(({ networkDay }) => networkDay.name)))
          for (const [key, did] of [
            ['viewed', (act: ReaderAct) => act !== 'load'],
            ['engaged', (act: ReaderAct) => act === 'vote' || act === 'proposal'],
          ] as const) {
            const own = acts.filter((one) => one.networkDay.name === name && did(one.act))
            if (own.length === 0) continue
            const hour = Math.min(...own.map((one) => one.hour))
            const sum = expected.get(hour) ?? { viewed: 0, engaged: 0 }
            sum[key] += 1
            expected.set(hour, sum)
          }
        expect(sumsOf([first, second])).toEqual([...expected].sort(([a], [b]) => a - b))
      }),
    )
  })
})

describe('Acts of suspect readers', () => {
  it('that are counted once more as such change nothing else, and never exceed what they are part of', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(40), { maxLength: 10 }), (acts, again) => {
        const marks = again.flatMap((index) => (acts[index] ? [{ ...acts[index], isSuspect: true }] : []))
        const replayed = marks.map((one) => ({ ...one, counters: {} }))
        const plain = foldEngagement(acts, nobody).hours
        const marked = foldEngagement([...acts, ...replayed], nobody).hours
        for (const place of PLACES) {
          const [before, after] = [countersAt(plain, place), countersAt(marked, place)]
          if (!before || !after) continue
          const { readersSuspect, readersViewedSuspect, ...others } = after
          expect({ ...before, ...others }).toEqual(before)
        }
        for (const scopeId of SCOPES) {
          const own = marked.filter((one) => one.scopeId === scopeId)
          const sum = (key: keyof typeof nothing) =>
            own.reduce((total, { counters }) => total + counters[key], 0)
          expect(sum('readersSuspect')).toBeLessThanOrEqual(sum('readersEngaged'))
          expect(sum('readersViewedSuspect')).toBeLessThanOrEqual(sum('readersViewed'))
          expect(sum('readersSuspect')).toBeLessThanOrEqual(sum('readersViewedSuspect'))
        }
      }),
    )
  })
})

describe('A finish', () => {
  const act = (name: ReaderAct): CountedAct => ({
    readerDay: readerDay('2025-05-05', 'AAAA'),
    scopeIds: [1],
    hour: 0,
    act: name,
    counters: {},
    secondsSinceView: null,
  })
  const finished = (...names: ReaderAct[]): number | undefined =>
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
