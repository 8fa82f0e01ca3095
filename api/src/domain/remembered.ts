import { LRUCache } from 'lru-cache'

/**
 * Options of a cache that holds at most so many entries. With `max` a cache takes the memory of all of them when it is made,
 * and tens of milliseconds; this one takes it as entries come.
 */
export const atMost = (entries: number) => ({ max: 0, maxSize: entries, sizeCalculation: () => 1 })

/** The same answers as `ask`; the `most` last asked for are kept in memory. */
export function remembered<Answer extends NonNullable<unknown>>(
  most: number,
  ask: (address: string) => Answer,
): (address: string) => Answer {
  const answers = new LRUCache<string, Answer>({ ...atMost(most), memoMethod: (address) => ask(address) })
  return (address) => answers.memo(address)
}
