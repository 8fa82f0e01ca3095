import { LRUCache } from 'lru-cache'

/** The same answers as `ask`; the `most` last asked for are kept in memory. */
export function remembered<Answer extends NonNullable<unknown>>(
  most: number,
  ask: (address: string) => Answer,
): (address: string) => Answer {
  const answers = new LRUCache<string, Answer>({ max: most, memoMethod: (address) => ask(address) })
  return (address) => answers.memo(address)
}
