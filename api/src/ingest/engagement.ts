import type { LeftOutReason } from '../domain/audience.ts'
import {
  type Act,
  addCounters,
  bitsAfter,
  type Counters,
  isNewlyEngaged,
  newlyCounted,
  noCounters,
  type Slot,
  slotOf,
} from '../domain/engagement.ts'
import type { Statement } from '../store/database.ts'
import type { BitsByScope, ReaderDayKey } from '../store/engagement.ts'
import type { Store } from '../store/index.ts'
import type { UnsavedCounts } from '../store/unsaved-counts.ts'
import type { Entry, Presence } from './entries.ts'
import { ScopeIds } from './scopes.ts'

/** A reader on a day, by their daily hash (base64url). */
export interface ReaderDay {
  name: string
  day: string
  reader: string
}

/** One act, in all the scopes in which it counts. */
export interface CountedAct {
  /** Null where readers are not told apart: only times are counted. */
  readerDay: ReaderDay | null
  scopeIds: readonly number[]
  hour: number
  act: Act
  /** What it adds to the counters that count times, not readers. */
  counters: Partial<Counters>
  secondsSinceView: number | null
}

interface ChangedReader {
  readerDay: ReaderDay
  /** All that is known of the reader's day. */
  bits: Map<number, number>
  /** What of it is new. */
  changed: Map<number, number>
}

export interface EngagementChanges {
  readers: ChangedReader[]
  hours: { scopeId: number; hour: number; counters: Counters }[]
  delays: { scopeId: number; hour: number; slots: Partial<Record<Slot, number>> }[]
}

/** One value for each scope and hour, made when it is first asked for. */
class ByScopeAndHour<Value> {
  readonly #make: () => Value
  readonly #hours = new Map<number, Map<number, Value>>()

  constructor(make: () => Value) {
    this.#make = make
  }

  at(scopeId: number, hour: number): Value {
    let scopes = this.#hours.get(hour)
    if (!scopes) {
      scopes = new Map()
      this.#hours.set(hour, scopes)
    }
    let value = scopes.get(scopeId)
    if (value === undefined) {
      value = this.#make()
      scopes.set(scopeId, value)
    }
    return value
  }

  list(): { scopeId: number; hour: number; value: Value }[] {
    return [...this.#hours].flatMap(([hour, scopes]) =>
      [...scopes].map(([scopeId, value]) => ({ scopeId, hour, value })),
    )
  }
}

/** Plays the acts, in order, on the stored bits of their readers: new bits to write, and what to add to each hour. */
export function foldEngagement(
  acts: readonly CountedAct[],
  stored: (readerDay: ReaderDay) => BitsByScope,
): EngagementChanges {
  const readers = new Map<string, ChangedReader>()
  const hours = new ByScopeAndHour(noCounters)
  const delays = new ByScopeAndHour<Partial<Record<Slot, number>>>(() => ({}))
  const readerOf = (readerDay: ReaderDay): ChangedReader => {
    let reader = readers.get(readerDay.name)
    if (!reader) {
      reader = { readerDay, bits: new Map(stored(readerDay)), changed: new Map() }
      readers.set(readerDay.name, reader)
    }
    return reader
  }
  for (const { readerDay, scopeIds, hour, act, counters, secondsSinceView } of acts) {
    const reader = readerDay && readerOf(readerDay)
    for (const scopeId of scopeIds) {
      const total = hours.at(scopeId, hour)
      addCounters(total, counters)
      if (!reader) continue
      const before = reader.bits.get(scopeId) ?? 0
      const after = bitsAfter(before, act)
      if (after === before) continue
      reader.bits.set(scopeId, after)
      reader.changed.set(scopeId, after)
      addCounters(total, newlyCounted(before, after))
      if (act !== 'vote' || secondsSinceView === null || !isNewlyEngaged(before, after)) continue
      const slots = delays.at(scopeId, hour)
      const slot = slotOf(secondsSinceView)
      slots[slot] = (slots[slot] ?? 0) + 1
    }
  }
  return {
    readers: [...readers.values()],
    hours: hours.list().map(({ scopeId, hour, value }) => ({ scopeId, hour, counters: value })),
    delays: delays.list().map(({ scopeId, hour, value }) => ({ scopeId, hour, slots: value })),
  }
}

const NOWHERE: BitsByScope = new Map()

const keyOf = ({ day, reader }: ReaderDay): ReaderDayKey => ({
  day,
  reader: Buffer.from(reader, 'base64url'),
})

const readerDayOf = ({ day, reader }: Presence): ReaderDay | null =>
  reader === null ? null : { name: `${day} ${reader}`, day, reader }

/** What the entries of a batch rest upon. */
interface FoundEngagement {
  /** Of each entry: the scopes in which it counts. */
  scopeIds: readonly (readonly number[])[]
  stored(readerDay: ReaderDay): BitsByScope
}

function countedActs(entries: readonly Entry[], { scopeIds }: FoundEngagement): CountedAct[] {
  const acts: CountedAct[] = []
  for (const [index, { presence, act, counters = {} }] of entries.entries()) {
    if (!presence || !act) continue
    const { hour, secondsSinceView } = presence
    const readerDay = readerDayOf(presence)
    acts.push({ readerDay, scopeIds: scopeIds[index] ?? [], hour, act, counters, secondsSinceView })
  }
  return acts
}

/** Turns what entries mean for engagement into statements, knowing which readers were there before. */
export class EngagementCounter {
  readonly #engagement: Store['engagement']
  readonly #scopeIds: ScopeIds

  constructor({ engagement, scopes }: Pick<Store, 'engagement' | 'scopes'>) {
    this.#engagement = engagement
    this.#scopeIds = new ScopeIds(scopes)
  }

  /** Where each entry counts, and what is on disk of its reader's day. */
  async find(entries: readonly Entry[]): Promise<FoundEngagement> {
    const scopeIds: (readonly number[])[] = []
    const readers = new Map<string, ReaderDay>()
    for (const { presence, act, leftOut } of entries) {
      if (leftOut) scopeIds.push([await this.#scopeIds.ofSite(leftOut.publisherId)])
      else scopeIds.push(presence ? await this.#scopeIds.of(presence.place) : [])
      const readerDay = presence && act ? readerDayOf(presence) : null
      if (readerDay) readers.set(readerDay.name, readerDay)
    }
    const rows = await this.#engagement.bits([...readers.values()].map(keyOf))
    const found = new Map([...readers.keys()].map((name, index) => [name, rows[index]]))
    return { scopeIds, stored: ({ name }) => found.get(name) ?? NOWHERE }
  }

  statements(entries: readonly Entry[], found: FoundEngagement): Statement[] {
    const engagement = this.#engagement
    const { readers, hours, delays } = foldEngagement(countedActs(entries, found), found.stored)
    return [
      ...entries.flatMap((entry, index) => this.#ofOne(entry, found.scopeIds[index] ?? [])),
      ...readers
        .filter(({ changed }) => changed.size > 0)
        .map(({ readerDay, bits, changed }) =>
          engagement.putBits(keyOf(readerDay), { bits, changed, before: found.stored(readerDay) }),
        ),
      ...hours
        .filter(({ counters }) => Object.values(counters).some((count) => count > 0))
        .flatMap(({ scopeId, hour, counters }) => engagement.hours.add(scopeId, hour, counters)),
      ...delays.flatMap(({ scopeId, hour, slots }) => engagement.firstVoteDelays.add(scopeId, hour, slots)),
    ]
  }

  /** What the entries come to, as if they were on disk. */
  async preview(entries: readonly Entry[]): Promise<UnsavedCounts> {
    const found = await this.find(entries)
    const { hours, delays } = foldEngagement(countedActs(entries, found), found.stored)
    return {
      hours: hours.map(({ scopeId, hour, counters }) => ({ scopeId, hour, totals: counters })),
      delays: delays.map(({ scopeId, hour, slots }) => ({ scopeId, hour, totals: slots })),
      leftOut: entries.flatMap(({ leftOut }, index) =>
        (leftOut ? (found.scopeIds[index] ?? []) : []).map((scopeId) => ({
          scopeId,
          hour: leftOut?.hour ?? 0,
          totals: { [leftOut?.reason as LeftOutReason]: 1 },
        })),
      ),
    }
  }

  /** Where a proposal was sent, or that a page life was left out. */
  #ofOne({ proposal, presence, leftOut }: Entry, scopeIds: readonly number[]): Statement[] {
    const engagement = this.#engagement
    return scopeIds.flatMap((id) => {
      if (leftOut) return engagement.leftOut.add(id, leftOut.hour, { [leftOut.reason]: 1 })
      if (!proposal || !presence) return []
      return engagement.putProposal(id, presence.hour, proposal.id, proposal.status === 'accepted')
    })
  }
}
