import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Act } from '../../api/src/domain/engagement.ts'
import { withRate } from '../../api/src/domain/engagement.ts'
import { foldEngagement, readerDayName, type ScopedAct } from '../../api/src/ingest/fold-engagement.ts'

const ACTS: readonly Act[] = ['load', 'view', 'vote', 'proposal', 'finish']
const COUNTED_BY_TIMES = { load: 'loads', view: 'views', vote: 'votes', proposal: 'proposals' } as const

const step: fc.Arbitrary<ScopedAct> = fc
  .record({
    scopeId: fc.constantFrom('publisher', 'article'),
    day: fc.constantFrom('2025-05-05', '2025-05-06'),
    reader: fc.constantFrom('AAAA', 'BBBB', 'CCCC'),
    act: fc.constantFrom(...ACTS),
  })
  .map((one) => ({
    ...one,
    name: readerDayName(one),
    counters: one.act === 'finish' ? {} : { [COUNTED_BY_TIMES[one.act]]: 1 },
  }))
const history = fc.array(step, { maxLength: 40 })

type Place = Pick<ScopedAct, 'scopeId' | 'day'>
const PLACES: Place[] = ['publisher', 'article'].flatMap((scopeId) =>
  ['2025-05-05', '2025-05-06'].map((day) => ({ scopeId, day })),
)

/** Counted from the words of the rules, reader by reader, without bits. */
function recount(acts: readonly ScopedAct[], { scopeId, day }: Place) {
  const here = acts.filter((one) => one.scopeId === scopeId && one.day === day)
  const times = (act: Act): number => here.filter((one) => one.act === act).length
  const readers = ['AAAA', 'BBBB', 'CCCC'].map((name) =>
    here.filter((one) => one.reader === name).map(({ act }) => act),
  )
  const count = (rule: (did: Act[]) => boolean): number => readers.filter(rule).length
  const firstEngaged = (did: Act[]): number => did.findIndex((act) => act === 'vote' || act === 'proposal')
  return {
    loads: times('load'),
    views: times('view'),
    votes: times('vote'),
    proposals: times('proposal'),
    readersLoaded: count((did) => did.length > 0),
    readersViewed: count((did) => did.some((act) => act !== 'load')),
    readersEngaged: count((did) => firstEngaged(did) >= 0),
    readersProposed: count((did) => did.includes('proposal')),
    readersFinished: count((did) => firstEngaged(did) >= 0 && did.lastIndexOf('finish') > firstEngaged(did)),
  }
}

const countersAt = (days: ReturnType<typeof foldEngagement>['days'], { scopeId, day }: Place) =>
  days.find((one) => one.scopeId === scopeId && one.day === day)?.counters

const nothing = recount([], { scopeId: 'publisher', day: '2025-05-05' })

describe('Acts of several readers', () => {
  it('count as a naive recount counts them', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { days } = foldEngagement(acts, [])
        for (const place of PLACES) expect(countersAt(days, place) ?? nothing).toEqual(recount(acts, place))
      }),
      { numRuns: 500 },
    )
  })

  it('count the same wherever the history is cut in two batches', () => {
    fc.assert(
      fc.property(history, fc.nat(40), (acts, cut) => {
        const first = foldEngagement(acts.slice(0, cut), [])
        const stored = new Map(first.bits.map(({ name, bits }) => [name, bits]))
        const later = acts.slice(cut)
        const second = foldEngagement(
          later,
          later.map((act) => stored.get(readerDayName(act)) ?? 0),
        )
        for (const place of PLACES) {
          const [before, after] = [countersAt(first.days, place), countersAt(second.days, place)]
          const sum = Object.entries(recount(acts, place)).map(([key]) => {
            const name = key as keyof typeof nothing
            return [name, (before?.[name] ?? 0) + (after?.[name] ?? 0)]
          })
          expect(Object.fromEntries(sum)).toEqual(recount(acts, place))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never give a rate above one, nor more finished or proposing than engaged readers', () => {
    fc.assert(
      fc.property(history, (acts) => {
        for (const { counters } of foldEngagement(acts, []).days) {
          expect(withRate(counters).engagementRate.rate ?? 0).toBeLessThanOrEqual(1)
          expect(counters.readersViewed).toBeLessThanOrEqual(counters.readersLoaded)
          expect(counters.readersFinished).toBeLessThanOrEqual(counters.readersEngaged)
          expect(counters.readersProposed).toBeLessThanOrEqual(counters.readersEngaged)
        }
      }),
    )
  })

  it('write the bits of a reader once, and only where they changed', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const { bits } = foldEngagement(acts, [])
        const names = acts.map(readerDayName)
        expect(new Set(bits.map(({ name }) => name))).toEqual(new Set(names))
        expect(bits.length).toBe(new Set(names).size)
        const stored = new Map(bits.map((one) => [one.name, one.bits]))
        const again = foldEngagement(
          acts.filter(({ act }) => act !== 'finish'),
          acts.filter(({ act }) => act !== 'finish').map((act) => stored.get(readerDayName(act)) ?? 0),
        )
        expect(again.bits).toEqual([])
      }),
    )
  })
})

describe('A finish', () => {
  const reader = { scopeId: 'article', day: '2025-05-05', reader: 'AAAA' }
  const act = (name: Act): ScopedAct => ({ ...reader, name: readerDayName(reader), act: name, counters: {} })
  const finished = (...names: Act[]): number | undefined =>
    foldEngagement(names.map(act), []).days[0]?.counters.readersFinished

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
    expect(foldEngagement([act('finish')], []).days[0]?.counters).toMatchObject({
      readersLoaded: 1,
      readersViewed: 1,
    })
  })

  it('counts once, however often it is told', () => {
    expect(finished('vote', 'finish', 'finish', 'finish')).toBe(1)
  })
})
