import { LRUCache } from 'lru-cache'
import { atMost } from '../domain/remembered.ts'
import type { ProposalStore, ProposalSummary } from '../store/proposals.ts'
import { cacheOptions } from './options.ts'

const FRESH_MILLISECONDS = 1000
const REMEMBERED = 20_000

/**
 * Finds proposals for the votes on them. Remembered for a second, so that the proposals of the current draw cost
 * one query a second however many readers vote; a withdrawn one takes no votes a second later.
 */
export class ProposalLookup {
  readonly #known: LRUCache<string, ProposalSummary>

  constructor(proposals: ProposalStore, monotonic: () => number) {
    this.#known = new LRUCache({
      ...cacheOptions(monotonic, FRESH_MILLISECONDS),
      ...atMost(REMEMBERED),
      fetchMethod: (id) => proposals.byId(id),
    })
  }

  /** Resolves to undefined for an id that is not stored. */
  byId(id: string): Promise<ProposalSummary | undefined> {
    return this.#known.fetch(id)
  }

  /** What is remembered of these proposals is out of date. */
  drop(ids: readonly string[]): void {
    for (const id of ids) this.#known.delete(id)
  }
}
