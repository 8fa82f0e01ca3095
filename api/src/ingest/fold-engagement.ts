import { type Act, addCounters, type Counters, noCounters, type Slot, slotOf } from '../domain/engagement.ts'
import type { BitsByScope } from '../store/engagement.ts'
import { Steps } from './engagement-steps.ts'

/** A reader on a day, by their daily hash (base64url). */
export interface ReaderDay {
  name: string
  day: string
  reader: string
}

/** One act, in all the scopes in which it counts. */
export interface CountedAct {
  /** Null where readers are not told apart, or it is known to change nothing of its reader: only times are counted. */
  readerDay: ReaderDay | null
  scopeIds: readonly number[]
  hour: number
  act: Act
  /** What it adds to the counters that count times, not readers. */
  counters: Partial<Counters>
  secondsSinceView: number | null
}

/** Where an act counts; what it adds is known when what is stored is. */
export type CountedPlace = Omit<CountedAct, 'counters'>

export interface EngagementChanges {
  readers: ChangedReader[]
  hours: { scopeId: number; hour: number; counters: Counters }[]
  delays: { scopeId: number; hour: number; slots: Partial<Record<Slot, number>> }[]
}

/** One of a kind for each name, made when it is first asked for. */
function book<Value>(make: () => Value) {
  const entries = new Map<string, { scopeId: number; hour: number; value: Value }>()
  return {
    at(scopeId: number, hour: number): Value {
      const name = `${scopeId} ${hour}`
      const known = entries.get(name) ?? { scopeId, hour, value: make() }
      entries.set(name, known)
      return known.value
    },
    list: () => [...entries.values()],
  }
}

/** Times to count, by place and hour: the acts of a batch have most of their places in common. */
class Times {
  readonly #places = new Map<readonly number[], { hour: number; counters: Counters }[]>()

  at(scopeIds: readonly number[], hour: number): Counters {
    let hours = this.#places.get(scopeIds)
    if (!hours) {
      hours = []
      this.#places.set(scopeIds, hours)
    }
    let known = hours.find((one) => one.hour === hour)
    if (!known) {
      known = { hour, counters: noCounters() }
      hours.push(known)
    }
    return known.counters
  }

  /** Adds each to all of its scopes. */
  addTo(total: (scopeId: number, hour: number) => Counters): void {
    for (const [scopeIds, hours] of this.#places)
      for (const { hour, counters } of hours)
        for (const scopeId of scopeIds) addCounters(total(scopeId, hour), counters)
  }
}

interface ChangedReader {
  readerDay: ReaderDay
  bits: BitsByScope
  changed: BitsByScope
}

const NOTHING: BitsByScope = new Map()

/** Plays the acts, in order, on the stored bits of their readers: new bits to write, and what to add to each hour. */
export function foldEngagement(
  acts: readonly CountedAct[],
  stored: (readerDay: ReaderDay) => BitsByScope,
): EngagementChanges {
  const readers = new Map<string, ChangedReader>()
  const times = new Times()
  const steps = new Steps()
  const hours = book(noCounters)
  const delays = book<Partial<Record<Slot, number>>>(() => ({}))
  const readerOf = (readerDay: ReaderDay) => {
    let known = readers.get(readerDay.name)
    if (!known) {
      known = { readerDay, bits: stored(readerDay), changed: NOTHING }
      readers.set(readerDay.name, known)
    }
    return known
  }
  for (const { readerDay, scopeIds, hour, act, counters, secondsSinceView } of acts) {
    addCounters(times.at(scopeIds, hour), counters)
    if (!readerDay) continue
    const reader = readerOf(readerDay)
    const step = steps.of(reader.bits, scopeIds, act)
    if (step.changed.size === 0) continue
    reader.bits = step.bits
    reader.changed = reader.changed === NOTHING ? step.changed : new Map([...reader.changed, ...step.changed])
    steps.take(step, hour)
    if (act !== 'vote' || secondsSinceView === null) continue
    const slot = slotOf(secondsSinceView)
    for (const scopeId of step.engaged) {
      const slots = delays.at(scopeId, hour)
      slots[slot] = (slots[slot] ?? 0) + 1
    }
  }
  times.addTo(hours.at)
  steps.addTo(hours.at)
  return {
    readers: [...readers.values()],
    hours: hours.list().map(({ scopeId, hour, value }) => ({ scopeId, hour, counters: value })),
    delays: delays.list().map(({ scopeId, hour, value }) => ({ scopeId, hour, slots: value })),
  }
}
