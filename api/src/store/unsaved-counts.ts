import { LEFT_OUT_REASONS, type LeftOutReason } from '../domain/engagement/audience.ts'
import { COUNTERS, type Counter, SLOTS, type Slot } from '../domain/engagement/engagement.ts'
import type { Store } from './index.ts'
import type { RunningTotals } from './running-totals.ts'

/** What was counted in an hour of a scope and is not on disk yet. */
export interface UnsavedTotals<Key extends string> {
  scopeId: number
  /** The instant at which the hour begins. */
  hour: number
  totals: Partial<Record<Key, number>>
}

/** All that is counted and not on disk yet. */
export interface UnsavedCounts {
  hours: readonly UnsavedTotals<Counter>[]
  delays: readonly UnsavedTotals<Slot>[]
  leftOut: readonly UnsavedTotals<LeftOutReason>[]
}

export const NOTHING_UNSAVED: UnsavedCounts = { hours: [], delays: [], leftOut: [] }

type Amounts<Key extends string> = Record<Key, number>

function add<Key extends string>(to: Amounts<Key>, more: Partial<Amounts<Key>>): Amounts<Key> {
  const sum = { ...to }
  for (const [key, count] of Object.entries(more) as [Key, number][]) sum[key] += count
  return sum
}

/** The same totals, as if what is held were on disk. */
function withUnsaved<Key extends string>(
  stored: RunningTotals<Key>,
  held: readonly UnsavedTotals<Key>[],
  keys: readonly Key[],
): RunningTotals<Key> {
  if (held.length === 0) return stored
  const nothing = Object.fromEntries(keys.map((key) => [key, 0])) as Amounts<Key>
  return {
    add: stored.add,
    async between(scopeIds, from, to) {
      const sums = new Map((await stored.between(scopeIds, from, to)).map((row) => [row.scopeId, row]))
      const asked = new Set(scopeIds)
      for (const { scopeId, hour, totals } of held)
        if (asked.has(scopeId) && hour >= from && hour < to)
          sums.set(scopeId, { scopeId, totals: add(sums.get(scopeId)?.totals ?? nothing, totals) })
      return [...sums.values()]
    },
    async series(scopeId, instants) {
      const own = held.filter((one) => one.scopeId === scopeId)
      return (await stored.series(scopeId, instants)).map((counted, index) => {
        const [from = 0, to = 0] = [instants[index], instants[index + 1]]
        const within = own.filter(({ hour }) => hour >= from && hour < to)
        return within.reduce((sum, { totals }) => add(sum, totals), counted)
      })
    },
  }
}

/** The same store, whose counters read as if what is held were on disk. */
export function includingUnsaved(store: Store, held: UnsavedCounts): Store {
  const { engagement, statistics } = store
  return {
    ...store,
    engagement: {
      ...engagement,
      hours: withUnsaved(engagement.hours, held.hours, COUNTERS),
      firstVoteDelays: withUnsaved(engagement.firstVoteDelays, held.delays, SLOTS),
      leftOut: withUnsaved(engagement.leftOut, held.leftOut, LEFT_OUT_REASONS),
    },
    statistics: {
      ...statistics,
      async firstHour(scopeId) {
        const stored = await statistics.firstHour(scopeId)
        const hours = held.hours.filter((one) => one.scopeId === scopeId).map(({ hour }) => hour)
        const all = stored === undefined ? hours : [stored, ...hours]
        return all.length === 0 ? undefined : Math.min(...all)
      },
    },
  }
}
