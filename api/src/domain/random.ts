/** A number from 0 (included) to 1 (excluded). */
export type Random = () => number

/** A uniformly random choice of at most `size` items, in random order (Fisher and Yates). */
export function randomSample<Item>(items: readonly Item[], size: number, random: Random): Item[] {
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
