import {
  type Act,
  addCounters,
  bitsAfter,
  type Counters,
  isNewlyEngaged,
  newlyCounted,
} from '../domain/engagement.ts'
import type { BitsByScope } from '../store/engagement.ts'

/** What an act makes of a reader's bits; once for all who have come equally far and do the same in the same place. */
export interface Step {
  bits: BitsByScope
  changed: BitsByScope
  /** What it counts, by scope. */
  counters: readonly (readonly [scopeId: number, counters: Partial<Counters>])[]
  /** Scopes in which a reader engages by it for the first time. */
  engaged: readonly number[]
}

function stepFrom(before: BitsByScope, scopeIds: readonly number[], act: Act): Step {
  const changed = new Map<number, number>()
  const counters: [number, Partial<Counters>][] = []
  const engaged: number[] = []
  for (const scopeId of scopeIds) {
    const known = before.get(scopeId) ?? 0
    const after = bitsAfter(known, act)
    if (after === known) continue
    changed.set(scopeId, after)
    counters.push([scopeId, newlyCounted(known, after)])
    if (isNewlyEngaged(known, after)) engaged.push(scopeId)
  }
  return { bits: changed.size === 0 ? before : new Map([...before, ...changed]), changed, counters, engaged }
}

/** The steps of a batch, and how often each was taken. */
export class Steps {
  readonly #known = new Map<BitsByScope, Map<readonly number[], Partial<Record<Act, Step>>>>()
  readonly #taken = new Map<Step, Map<number, number>>()

  of(before: BitsByScope, scopeIds: readonly number[], act: Act): Step {
    let places = this.#known.get(before)
    if (!places) {
      places = new Map()
      this.#known.set(before, places)
    }
    let acts = places.get(scopeIds)
    if (!acts) {
      acts = {}
      places.set(scopeIds, acts)
    }
    acts[act] ??= stepFrom(before, scopeIds, act)
    return acts[act]
  }

  take(step: Step, hour: number): void {
    const often = this.#taken.get(step) ?? new Map<number, number>()
    this.#taken.set(step, often.set(hour, (often.get(hour) ?? 0) + 1))
  }

  /** Adds what was counted by all that were taken. */
  addTo(total: (scopeId: number, hour: number) => Counters): void {
    for (const [step, often] of this.#taken)
      for (const [hour, times] of often)
        for (const [scopeId, counters] of step.counters) addCounters(total(scopeId, hour), counters, times)
  }
}
