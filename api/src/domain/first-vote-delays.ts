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
