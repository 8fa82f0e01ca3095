import { LRUCache } from 'lru-cache'
import type { AcceptedProposal, ProposalStore } from '../store/proposals.ts'
import { cacheOptions } from './options.ts'

const TEXTS_FRESH_MILLISECONDS = 60_000

/**
 * The accepted proposals of each consultation. Texts stay in memory, and only tallies are read each time: with 15,000
 * proposals that is a third of the work. Texts are read again when a proposal came or went, and each minute.
 */
export class AcceptedProposals {
  readonly #store: ProposalStore
  readonly #texts: LRUCache<string, AcceptedProposal[]>

  constructor(store: ProposalStore, monotonic: () => number) {
    this.#store = store
    this.#texts = new LRUCache({
      ...cacheOptions(monotonic, TEXTS_FRESH_MILLISECONDS),
      fetchMethod: (consultationId) => store.accepted(consultationId),
    })
  }

  /** All of them in a fixed order, with the tallies of this moment. */
  async read(consultationId: string): Promise<AcceptedProposal[]> {
    const known = this.#texts.get(consultationId)
    const recounted = known && (await this.#store.recounted(consultationId, known))
    return recounted || this.#texts.forceFetch(consultationId, { forceRefresh: true })
  }

  /** The texts are read again next time: somebody changed one. */
  drop(consultationId: string): void {
    this.#texts.delete(consultationId)
  }
}
