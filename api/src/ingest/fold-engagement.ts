import {
  type Act,
  addCounters,
  bitsAfter,
  type Counters,
  newlyCounted,
  noCounters,
} from '../domain/engagement.ts'
import type { ReaderDayKey } from '../store/engagement.ts'

/** One act of one reader within one scope. */
export interface ScopedAct {
  /** Of the reader in this scope on this day, see `readerDayName`. */
  name: string
  scopeId: string
  day: string
  /** Daily reader hash, base64url. */
  reader: string
  act: Act
  /** What it adds to the counters that count times, not readers. */
  counters: Partial<Counters>
}

export interface EngagementChanges {
  bits: { name: string; key: ReaderDayKey; bits: number }[]
  days: { scopeId: string; day: string; counters: Counters }[]
}

/** Names one reader in one scope on one day. */
export const readerDayName = ({
  scopeId,
  day,
  reader,
}: Omit<ScopedAct, 'name' | 'act' | 'counters'>): string => `${day} ${scopeId} ${reader}`

export const readerDayKey = ({ scopeId, day, reader }: ScopedAct): ReaderDayKey => ({
  scopeId,
  day,
  reader: Buffer.from(reader, 'base64url'),
})

/** Plays the acts, in order, on the stored bits of their readers: new bits to write, and what to add to each day. */
export function foldEngagement(acts: readonly ScopedAct[], stored: readonly number[]): EngagementChanges {
  const readers = new Map<string, { act: ScopedAct; before: number; now: number }>()
  const days = new Map<string, EngagementChanges['days'][number]>()
  const dayOf = ({ scopeId, day }: ScopedAct) => {
    const name = `${scopeId} ${day}`
    const known = days.get(name) ?? { scopeId, day, counters: noCounters() }
    days.set(name, known)
    return known
  }
  acts.forEach((act, index) => {
    const before = stored[index] ?? 0
    const reader = readers.get(act.name) ?? { act, before, now: before }
    const after = bitsAfter(reader.now, act.act)
    const { counters } = dayOf(act)
    if (after !== reader.now) {
      addCounters(counters, newlyCounted(reader.now, after))
      reader.now = after
      readers.set(act.name, reader)
    }
    addCounters(counters, act.counters)
  })
  return {
    bits: [...readers].map(([name, { act, now }]) => ({ name, key: readerDayKey(act), bits: now })),
    days: [...days.values()],
  }
}
