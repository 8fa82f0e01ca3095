import type { EngagementRate } from '../../wire/index.ts'

/** What a reader did, as bits in the reader's daily set. Append only: they are stored. */
const BITS = {
  loaded: 1,
  viewed: 2,
  engaged: 4,
  proposed: 8,
  finished: 16,
  suspectViewed: 32,
  suspectEngaged: 64,
} as const

export type ReaderAct = 'load' | 'view' | 'vote' | 'proposal' | 'finish'

// Each act implies those before it, so that no rate can exceed 1.
const IMPLIED: Record<ReaderAct, number> = {
  load: BITS.loaded,
  view: BITS.loaded | BITS.viewed,
  vote: BITS.loaded | BITS.viewed | BITS.engaged,
  proposal: BITS.loaded | BITS.viewed | BITS.engaged | BITS.proposed,
  finish: BITS.loaded | BITS.viewed | BITS.engaged | BITS.finished,
}

const SUSPECT: Record<ReaderAct, number> = {
  load: 0,
  view: BITS.suspectViewed,
  vote: BITS.suspectViewed | BITS.suspectEngaged,
  proposal: BITS.suspectViewed | BITS.suspectEngaged,
  finish: BITS.suspectViewed,
}

/**
 * The reader's bits after an act. A finish is believed only of a reader known to have engaged; else it
 * is a view. A suspect act has been counted already: it adds nothing but that its reader is suspect.
 */
export function bitsAfter(before: number, act: ReaderAct, isSuspect = false): number {
  const isBelieved = act !== 'finish' || (!isSuspect && (before & BITS.engaged) !== 0)
  return before | IMPLIED[isBelieved ? act : 'view'] | (isSuspect ? SUSPECT[act] : 0)
}

const NO_COUNTERS = {
  loads: 0,
  views: 0,
  readersLoaded: 0,
  readersViewed: 0,
  readersEngaged: 0,
  readersProposed: 0,
  readersFinished: 0,
  votes: 0,
  proposals: 0,
  networksViewed: 0,
  networksEngaged: 0,
  viewsSuspect: 0,
  readersViewedSuspect: 0,
  readersSuspect: 0,
}
export type Counter = keyof typeof NO_COUNTERS
export type Counters = Record<Counter, number>
export const COUNTERS = Object.keys(NO_COUNTERS) as Counter[]

/** All counters at nought, in an object of its own: `addCounters` changes it. */
export const noCounters = (): Counters => ({ ...NO_COUNTERS })

/** Adds what is counted so many times. */
export function addCounters(total: Counters, more: Partial<Counters>, times = 1): void {
  // Most acts add to one or two of them.
  for (const key in more) total[key as Counter] += times * (more[key as Counter] ?? 0)
}

/** One for every reader counter whose bit was newly set. */
export function newlyCounted(before: number, after: number): Partial<Counters> {
  const fresh = after & ~before
  const one = (bit: number): number => ((fresh & bit) === 0 ? 0 : 1)
  return {
    readersLoaded: one(BITS.loaded),
    readersViewed: one(BITS.viewed),
    readersEngaged: one(BITS.engaged),
    readersProposed: one(BITS.proposed),
    readersFinished: one(BITS.finished),
    readersViewedSuspect: one(BITS.suspectViewed),
    readersSuspect: one(BITS.suspectEngaged),
  }
}

/** True if the bits say that the reader engages for the first time. */
export const isNewlyEngaged = (before: number, after: number): boolean =>
  (after & ~before & BITS.engaged) !== 0

const Z_95 = 1.959963984540054 // two-sided 95 %

/**
 * Wilson score interval of a proportion (E. B. Wilson, 1927), at 95 % unless `z` says otherwise. Fractions from 0 to 1;
 * null without trials.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  z = Z_95,
): { low: number; high: number } | null {
  if (trials === 0) return null
  const p = successes / trials
  const z2 = z * z
  const centre = (p + z2 / (2 * trials)) / (1 + z2 / trials)
  const half = (z / (1 + z2 / trials)) * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** Below so many readers a rate says more about chance, or about persons, than about an article. */
export const SUPPRESSED_BELOW = 30

/**
 * A part of a whole with its interval. Both null where there is no whole, or where the part is larger: within an hour
 * more readers may vote than come to view, since some came the hour before. Within a day that cannot be.
 */
export function share(numerator: number, denominator: number) {
  const isPart = denominator > 0 && numerator <= denominator
  return {
    numerator,
    denominator,
    rate: isPart ? numerator / denominator : null,
    interval: isPart ? wilsonInterval(numerator, denominator) : null,
  }
}

/** Engaged readers ÷ readers who viewed, with its interval; of few readers only the counts. */
export function engagementRate(numerator: number, denominator: number): EngagementRate {
  const suppressed = denominator < SUPPRESSED_BELOW
  const told = share(numerator, denominator)
  return suppressed ? { ...told, rate: null, interval: null, suppressed } : { ...told, suppressed }
}

/** Where each slot of the histogram ends, in seconds; the last has no end. Append nothing: they are stored. */
const SLOT_ENDS = [2, 4, 7, 12, 20, 30, 45, 60, 90, 150, 300, 900, 3600] as const

/** Names of the slots, the open one included. */
export const SLOTS = [
  'slot0',
  'slot1',
  'slot2',
  'slot3',
  'slot4',
  'slot5',
  'slot6',
  'slot7',
  'slot8',
  'slot9',
  'slot10',
  'slot11',
  'slot12',
  'slot13',
] as const
export type Slot = (typeof SLOTS)[number]
export type Delays = Record<Slot, number>

/** The slot of a delay; a clock that was set back gives the first. */
export function slotOf(seconds: number): Slot {
  const index = SLOT_ENDS.findIndex((end) => seconds < end)
  return SLOTS[index < 0 ? SLOT_ENDS.length : index] as Slot
}

/**
 * The median of a histogram, in seconds: within its slot delays are taken to lie evenly, so it is right to the slot's
 * width. Null without delays, and where the median lies beyond the last end.
 */
export function medianDelay(delays: Delays): { median: number | null; readers: number } {
  const counts = SLOTS.map((slot) => delays[slot])
  const readers = counts.reduce((sum, count) => sum + count, 0)
  if (readers === 0) return { median: null, readers }
  let before = 0
  for (const [index, end] of SLOT_ENDS.entries()) {
    const count = counts[index] ?? 0
    if (count > 0 && before + count >= readers / 2) {
      const begin = SLOT_ENDS[index - 1] ?? 0
      const share = (readers / 2 - before) / count
      return { median: Math.round((begin + share * (end - begin)) * 10) / 10, readers }
    }
    before += count
  }
  return { median: null, readers }
}
