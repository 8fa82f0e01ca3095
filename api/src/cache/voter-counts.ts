import { setImmediate as otherWork } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { ResultStore, Voter } from '../store/results.ts'
import { cacheOptions } from './options.ts'

const FRESH_MILLISECONDS = 600_000
const PAGE = 2000

/** How many readers voted, and how many of them each publisher vouches for, by its id. */
export interface CountedVoters {
  all: number
  vouched: ReadonlyMap<string, number>
}

/**
 * How many different readers voted in a consultation. No table says so, and to ask the database for it would stop all
 * else for seconds once there are millions of votes. So they are counted in the background, a page at a time: exact as
 * of the moment of the count, renewed at most every ten minutes, and only when somebody looks.
 */
export class VoterCounts {
  readonly #results: ResultStore
  readonly #counts: LRUCache<string, CountedVoters, readonly { id: string }[]>

  constructor({ results, monotonic }: { results: ResultStore; monotonic(): number }) {
    this.#results = results
    this.#counts = new LRUCache({
      ...cacheOptions(monotonic, FRESH_MILLISECONDS),
      allowStale: true,
      fetchMethod: (_consultationId, _before, { context }) => this.#count(context),
    })
  }

  /** The last count over these proposals; null until the first is made. Starts a new one if it is time. */
  of(consultationId: string, proposals: readonly { id: string }[]): CountedVoters | null {
    // The database closes, or is busy: the next look tries again.
    this.#counts.fetch(consultationId, { context: proposals }).catch(() => undefined)
    return this.#counts.peek(consultationId) ?? null
  }

  async #count(proposals: readonly { id: string }[]): Promise<CountedVoters> {
    const voters = new Set<string>()
    const vouched = new Map<string, number>()
    for (const { id } of proposals) {
      let after: Uint8Array | undefined = new Uint8Array(0)
      while (after) {
        const page: Voter[] = await this.#results.votersAfter(id, after, PAGE)
        for (const { voter, publisherId } of page) {
          const before = voters.size
          voters.add(Buffer.from(voter).toString('latin1'))
          if (publisherId !== null && voters.size > before)
            vouched.set(publisherId, (vouched.get(publisherId) ?? 0) + 1)
        }
        after = page.length < PAGE ? undefined : page.at(-1)?.voter
        await otherWork()
      }
    }
    return { all: voters.size, vouched }
  }
}
