/** A number from 0 (included) to 1 (excluded). */
export type Random = () => number

/** A uniformly random choice of at most `size` items, in random order (Fisher and Yates). */
export function drawFrom<Item>(items: readonly Item[], size: number, random: Random): Item[] {
  const pool = [...items]
  const taken = Math.min(size, pool.length)
  for (let index = 0; index < taken; index++) {
    const other = index + Math.floor(random() * (pool.length - index))
    const item = pool[other] as Item
    pool[other] = pool[index] as Item
    pool[index] = item
  }
  return pool.slice(0, taken)
}

/**
 * Draws 1, 2, … are the pages of the whole list, in a fixed order, so that a reader who goes on after the first draw
 * meets every proposal and can be told truly that none is left.
 */
export function pageOf<Item>(
  items: readonly Item[],
  number: number,
  size: number,
): { items: Item[]; last: boolean } {
  const start = (number - 1) * size
  return { items: items.slice(start, start + size), last: start + size >= items.length }
}
