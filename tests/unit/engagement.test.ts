import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Act,
  engagementRate,
  noCounters,
  wilsonInterval,
  withRate,
} from '../../api/src/domain/engagement.ts'
import { foldEngagement, readerDayName, type ScopedAct } from '../../api/src/ingest/fold-engagement.ts'

const ACTS: Act[] = ['load', 'view', 'vote', 'proposal', 'finish']
const READERS = ['AAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBA', 'CCCCCCCCCCCCCCCCCCCCCA']
const scopedAct: fastCheck.Arbitrary<ScopedAct> = fastCheck.record({
  scopeId: fastCheck.constantFrom('site', 'article'),
  day: fastCheck.constantFrom('2026-03-10', '2026-03-11'),
  reader: fastCheck.constantFrom(...READERS),
  act: fastCheck.constantFrom(...ACTS),
  counters: fastCheck.constantFrom({}, { loads: 1 }, { loads: 1, views: 1 }, { votes: 1 }),
})

/** Plays acts in batches on stored bits, and adds up what each day gains. */
function play(acts: readonly ScopedAct[], size: number) {
  const bits = new Map<string, number>()
  const days = new Map<string, Record<string, number>>()
  for (let at = 0; at < acts.length; at += size) {
    const batch = acts.slice(at, at + size)
    const changes = foldEngagement(
      batch,
      batch.map((one) => bits.get(readerDayName(one)) ?? 0),
    )
    for (const { name, bits: after } of changes.bits) bits.set(name, after)
    for (const { scopeId, day, counters } of changes.days) {
      const row = days.get(`${day} ${scopeId}`) ?? {}
      for (const [key, count] of Object.entries(counters)) row[key] = (row[key] ?? 0) + count
      days.set(`${day} ${scopeId}`, row)
    }
  }
  return days
}

/** Readers of a day with any of some acts, the slow way: look at everything each reader did. */
function readersWho(acts: readonly ScopedAct[], did: (history: Act[]) => boolean): number {
  return READERS.filter((reader) => did(acts.filter((one) => one.reader === reader).map(({ act }) => act)))
    .length
}

const engages = (act: Act) => act === 'vote' || act === 'proposal'
const has =
  (...wanted: Act[]) =>
  (history: Act[]) =>
    history.some((act) => wanted.includes(act))

describe('engagement', () => {
  it('equals a recount of everything each reader did, in batches of any size', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.array(scopedAct, { maxLength: 40 }),
        fastCheck.integer({ min: 1, max: 12 }),
        (acts, size) => {
          for (const [name, counted] of play(acts, size)) {
            const mine = acts.filter(({ day, scopeId }) => `${day} ${scopeId}` === name)
            expect(counted).toMatchObject({
              readersLoaded: readersWho(mine, has(...ACTS)),
              readersViewed: readersWho(mine, has('view', 'vote', 'proposal', 'finish')),
              readersEngaged: readersWho(mine, has('vote', 'proposal')),
              readersProposed: readersWho(mine, has('proposal')),
              readersFinished: readersWho(mine, (history) => {
                const first = history.findIndex(engages)
                return first >= 0 && history.slice(first).includes('finish')
              }),
            })
            for (const key of ['loads', 'views', 'votes'] as const) {
              const sum = mine.reduce((total, { counters }) => total + (counters[key] ?? 0), 0)
              expect(counted[key]).toBe(sum)
            }
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('never counts more engaged than viewed, more viewed than loaded, more finished than engaged', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.array(scopedAct, { maxLength: 30 }), (acts) => {
        for (const day of play(acts, 5).values()) {
          const { engagementRate: rate, ...row } = withRate({ ...noCounters(), ...day })
          expect(rate.rate ?? 0).toBeLessThanOrEqual(1)
          expect(row.readersEngaged).toBeLessThanOrEqual(row.readersViewed)
          expect(row.readersViewed).toBeLessThanOrEqual(row.readersLoaded)
          expect(row.readersFinished).toBeLessThanOrEqual(row.readersEngaged)
          expect(row.readersProposed).toBeLessThanOrEqual(row.readersEngaged)
        }
      }),
    )
  })

  it('changes nothing when the same reader does the same again', () => {
    const once = READERS.map((reader) => ({
      ...{ scopeId: 'site', day: '2026-03-10', reader },
      act: 'vote' as const,
      counters: {},
    }))
    expect(play([...once, ...once, ...once], 4)).toEqual(play(once, 1))
  })

  it('believes a finish only of who has engaged, and takes it for a view before', () => {
    const act = (name: Act) => ({
      ...{ scopeId: 'site', day: '2026-03-10', reader: READERS[0] ?? '' },
      ...{ act: name, counters: {} },
    })
    expect(play([act('finish')], 1).get('2026-03-10 site')).toMatchObject({
      readersViewed: 1,
      readersEngaged: 0,
      readersFinished: 0,
    })
    expect(play([act('vote'), act('finish')], 2).get('2026-03-10 site')).toMatchObject({ readersFinished: 1 })
  })
})

describe('the Wilson interval', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score without continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is what was published', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('lies within 0 and 1, holds the rate, and mirrors its counterpart', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1, max: 1e7 }), fastCheck.nat(1e7), (trials, number) => {
        const successes = number % (trials + 1)
        const { low, high } = wilsonInterval(successes, trials) ?? { low: -1, high: -1 }
        const other = wilsonInterval(trials - successes, trials)
        expect(0 <= low && low <= high && high <= 1).toBe(true)
        expect(low - 1e-12 <= successes / trials && successes / trials <= high + 1e-12).toBe(true)
        expect(other?.high).toBeCloseTo(1 - low, 10)
      }),
    )
  })

  it('is not given where nobody viewed', () => {
    expect(engagementRate(0, 0)).toEqual({ numerator: 0, denominator: 0, rate: null, interval: null })
  })
})
