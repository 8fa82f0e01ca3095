/** How many voters of one part of the public agree with a proposal, and how many do not. */
export interface Cells {
  agree: number
  others: number
}

/** Voters on one proposal by part of the public. */
export type Split = ReadonlyMap<string, Cells>

/** All who are in no part that is shown: those who did not say, and the parts that are too small. */
export const REST = ''

const NOBODY: Cells = { agree: 0, others: 0 }
const KEYS = ['agree', 'others'] as const

const plus = (one: Cells, other: Cells): Cells => ({
  agree: one.agree + other.agree,
  others: one.others + other.others,
})
const minus = (one: Cells, other: Cells): Cells => ({
  agree: one.agree - other.agree,
  others: one.others - other.others,
})
const sizeOf = ({ agree, others }: Cells): number => agree + others

/** What a sub-group leaves of the whole. */
function remainder(whole: Cells, split: Split): Cells {
  let left = whole
  for (const cells of split.values()) left = minus(left, cells)
  return left
}

/** Nobody, or a crowd of at least `least` people, in each of the two numbers. */
const hidesEveryone = (step: Cells, least: number): boolean =>
  KEYS.every((key) => step[key] === 0 || step[key] >= least)

/** The published split seen through the parts of a later one: what was shown of those that are new was in the rest. */
function steps(published: Split, next: Split): Cells[] {
  let formerRest = next.get(REST) ?? NOBODY
  const found: Cells[] = []
  for (const [part, cells] of next) {
    if (part === REST) continue
    const before = published.get(part)
    found.push(minus(cells, before ?? NOBODY))
    if (!before) formerRest = plus(formerRest, cells)
  }
  return [...found, minus(formerRest, published.get(REST) ?? NOBODY), next.get(REST) ?? NOBODY]
}

/**
 * What may be published of a proposal in place of `published` (empty: nothing yet); null: leave it as it is. Sizes
 * are in people. Our own rule, made to stand three ways of finding a person out:
 *
 * - by looking: each number is 0 or at least `least`, that of the rest too, so the total tells no more than the parts;
 * - by comparing two reports, however far apart: a part that was shown stays shown, and each of its numbers stays or
 *   grows by at least `least`. Steps that only grow add up to no small number;
 * - by comparing a report with an earlier one that showed fewer parts: the earlier rest, which is the later rest and
 *   the parts shown since, must have stayed or grown by at least `least` as well.
 *
 * Where votes were withdrawn the older report stays until a crowd has replaced them. A part too small goes into the
 * rest, and takes the next smallest with it if the rest would show it.
 *
 * @param parts voters of each part as they are now; `whole` all voters at the same moment
 */
export function nextSplit(published: Split, parts: Split, whole: Cells, least: number): Split | null {
  const kept = new Map([...published.keys()].filter(isShown).map((part) => [part, parts.get(part) ?? NOBODY]))
  const candidates = [...parts]
    .filter(
      ([part, cells]) => isShown(part) && !kept.has(part) && sizeOf(cells) > 0 && hidesEveryone(cells, least),
    )
    .sort(([, one], [, other]) => sizeOf(other) - sizeOf(one))
  for (let taken = candidates.length; taken >= 0; taken--) {
    const shown = new Map([...kept, ...candidates.slice(0, taken)])
    if (shown.size === 0) return null
    const next = new Map([...shown, [REST, remainder(whole, shown)]])
    const moves = steps(published, next)
    if (!moves.every((step) => hidesEveryone(step, least))) continue
    const isNews = moves.slice(0, -1).some((step) => sizeOf(step) > 0)
    return isNews ? next : null
  }
  return null
}

const isShown = (part: string): boolean => part !== REST
