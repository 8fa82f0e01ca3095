/** Voters of each part of the public on one proposal: those who agree and those who do not. */
export type Split = ReadonlyMap<string, { agree: number; others: number }>

/** The part of those who did not say to which they belong. */
export const UNSAID = ''

const NOBODY = { agree: 0, others: 0 }

function cells(split: Split, part: string): readonly number[] {
  const { agree, others } = split.get(part) ?? NOBODY
  return [agree, others]
}

/**
 * True if `current` may take the place of what was published before (nothing, at first). Every cell, that of those
 * who did not say included, must have stayed as it was or have grown by at least `least` people. So no cell ever
 * shows fewer people than that; the total less what is shown leaves no fewer either; and of any two reports, however
 * far apart, each cell differs by nobody or by a crowd: steps that only grow add up to no small number. Where votes
 * were withdrawn, the older report stays.
 */
export function maySupersede(published: Split, current: Split, least: number): boolean {
  const parts = new Set([...published.keys(), ...current.keys()])
  let hasGrown = false
  for (const part of parts) {
    const before = cells(published, part)
    for (const [index, now] of cells(current, part).entries()) {
      const step = now - (before[index] ?? 0)
      if (step !== 0 && step < least) return false
      hasGrown ||= step > 0
    }
  }
  return hasGrown
}

/** What a proposal's tallies and those of its parts come to; who is in no part is counted as `UNSAID`. */
export function splitOf(
  whole: { agree: number; votes: number },
  parts: readonly { segmentId: string; agree: number; others: number }[],
): Split {
  const split = new Map<string, { agree: number; others: number }>()
  let [agree, others] = [whole.agree, whole.votes - whole.agree]
  for (const part of parts) {
    split.set(part.segmentId, { agree: part.agree, others: part.others })
    agree -= part.agree
    others -= part.others
  }
  return split.set(UNSAID, { agree, others })
}
