import {
  addCounters,
  bitsAfter,
  type Counters,
  isNewlyEngaged,
  newlyCounted,
  noCounters,
  type ReaderAct,
  type Slot,
  slotOf,
} from './engagement.ts'
import { networkAfter } from './network-hours.ts'

/** How far a reader went on a day, as bits, or in which hours a network is counted, as a number; by scope. */
export type BitsByScope = ReadonlyMap<number, number>
/** Of a reader or network that has not been there yet. */
export const NOWHERE: BitsByScope = new Map()

/** A reader on a day, by their daily hash (base64url). */
export interface ReaderDay {
  name: string
  day: string
  reader: string
}

/** A network on a day, by its daily hash. */
export interface NetworkDay {
  name: string
  day: string
  network: string
}

/** One act, in all the scopes in which it counts. */
export interface CountedAct {
  /** Null where readers are not told apart: only times are counted. */
  readerDay: ReaderDay | null
  /** Missing where networks are not told apart. */
  networkDay?: NetworkDay | null
  scopeIds: readonly number[]
  hour: number
  act: ReaderAct
  /** It counts among those of suspect readers. */
  isSuspect?: boolean
  /** What it adds to the counters that count times, not readers. */
  counters: Partial<Counters>
  secondsSinceView: number | null
}

interface ChangedDay {
  /** All that is known of the day. */
  bits: Map<number, number>
  /** What of it is new. */
  changed: Map<number, number>
}

interface ChangedReader extends ChangedDay {
  readerDay: ReaderDay
}

interface ChangedNetwork extends ChangedDay {
  networkDay: NetworkDay
}

export interface EngagementChanges {
  readers: ChangedReader[]
  networks: ChangedNetwork[]
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

/** What is changed of each reader or network, by name, made of what is stored when it is first asked for. */
function changing<Changed>(make: () => Changed, name: string, known: Map<string, Changed>): Changed {
  let changed = known.get(name)
  if (!changed) {
    changed = make()
    known.set(name, changed)
  }
  return changed
}

/**
 * Plays the acts, in order, on the stored bits of their readers and networks: new bits to write, and what to add to each
 * hour.
 */
export function foldEngagement(
  acts: readonly CountedAct[],
  stored: (readerDay: ReaderDay) => BitsByScope,
  storedNetwork: (networkDay: NetworkDay) => BitsByScope = () => NOWHERE,
): EngagementChanges {
  const readers = new Map<string, ChangedReader>()
  const networks = new Map<string, ChangedNetwork>()
  const hours = new ByScopeAndHour(noCounters)
  const delays = new ByScopeAndHour<Partial<Record<Slot, number>>>(() => ({}))
  const readerOf = (readerDay: ReaderDay): ChangedReader =>
    changing(
      () => ({ readerDay, bits: new Map(stored(readerDay)), changed: new Map() }),
      readerDay.name,
      readers,
    )
  const networkOf = (networkDay: NetworkDay): ChangedNetwork =>
    changing(
      () => ({ networkDay, bits: new Map(storedNetwork(networkDay)), changed: new Map() }),
      networkDay.name,
      networks,
    )
  for (const one of acts) {
    const { readerDay, networkDay, scopeIds, hour, act, counters, secondsSinceView, isSuspect = false } = one
    const reader = readerDay && readerOf(readerDay)
    // Where the widget only ran, nobody needs to know from how many networks.
    const network = networkDay && act !== 'load' ? networkOf(networkDay) : null
    const hasEngaged = act === 'vote' || act === 'proposal'
    for (const scopeId of scopeIds) {
      const total = hours.at(scopeId, hour)
      addCounters(total, counters)
      if (network) {
        const { after, moves } = networkAfter(
          network.bits.get(scopeId) ?? 0,
          network.networkDay.day,
          hour,
          hasEngaged,
        )
        if (moves.length > 0) {
          network.bits.set(scopeId, after)
          network.changed.set(scopeId, after)
        }
        for (const { counter, from, to } of moves) {
          hours.at(scopeId, to)[counter] += 1
          if (from !== null) hours.at(scopeId, from)[counter] -= 1
        }
      }
      if (!reader) continue
      const before = reader.bits.get(scopeId) ?? 0
      const after = bitsAfter(before, act, isSuspect)
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
    networks: [...networks.values()],
    hours: hours.list().map(({ scopeId, hour, value }) => ({ scopeId, hour, counters: value })),
    delays: delays.list().map(({ scopeId, hour, value }) => ({ scopeId, hour, slots: value })),
  }
}
