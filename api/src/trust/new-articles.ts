import { LRUCache } from 'lru-cache'
import { areTwoNetworks } from '../domain/readers/network.ts'
import { atMost } from '../domain/remembered.ts'

const DAY = 86_400_000
const NETWORKS_REMEMBERED = 50_000
const ADDRESSES_REMEMBERED = 20_000

export interface NewArticlesOptions {
  /** New articles that a publisher may have in a day: a script must not fill the table with invented addresses. */
  dailyLimit: number
  /** Milliseconds that only grow. */
  monotonic(): number
}

/**
 * Which addresses become new articles. One network brings the fiftieth part of a day's articles at the most; once half of
 * them are used up, an address must be met from two networks. So invented addresses leave room for those that are read.
 * In the memory of this process.
 */
export class NewArticles {
  readonly #options: NewArticlesOptions
  /** By publisher and network: articles of the last day. */
  readonly #counts: LRUCache<string, number>
  /** Addresses met from one network so far. */
  readonly #waiting = new LRUCache<string, string>(atMost(ADDRESSES_REMEMBERED))

  constructor(options: NewArticlesOptions) {
    this.#options = options
    this.#counts = new LRUCache({
      ...atMost(NETWORKS_REMEMBERED),
      ttl: DAY,
      // From the first article on, not from the last.
      noUpdateTTL: true,
      perf: { now: options.monotonic },
      ttlResolution: 0,
    })
  }

  /** Whether an address, met from a network (as its tag) and not stored, becomes an article; `today`: those of the last day. */
  admits(publisherId: string, url: string, network: string, today: number): boolean {
    const { dailyLimit } = this.#options
    if (today >= dailyLimit) return false
    const ofNetwork = `${publisherId} ${network}`
    const count = this.#counts.get(ofNetwork) ?? 0
    if (count >= dailyLimit / 50) return false
    if (today >= dailyLimit / 2 && !this.#isMetTwice(`${publisherId} ${url}`, network)) return false
    this.#counts.set(ofNetwork, count + 1)
    return true
  }

  #isMetTwice(address: string, network: string): boolean {
    const first = this.#waiting.get(address)
    if (first === undefined || !areTwoNetworks(first, network)) {
      this.#waiting.set(address, network)
      return false
    }
    this.#waiting.delete(address)
    return true
  }
}
