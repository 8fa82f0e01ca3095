import type { AcceptedProposal, ProposalStore } from '../store/proposals.ts'

const TEXTS_FRESH_MILLISECONDS = 60_000

interface Held {
  readAt: number
  proposals: AcceptedProposal[]
}

/**
 * The accepted proposals of each consultation. Texts stay in memory, and only tallies are read each time: with 15,000
 * proposals that is a third of the work. Texts are read again when a proposal came or went, and each minute.
 */
export class AcceptedProposals {
  readonly #store: ProposalStore
  readonly #now: () => number
  readonly #held = new Map<string, Held>()

  constructor(store: ProposalStore, now: () => number) {
    this.#store = store
    this.#now = now
  }

  /** All of them in a fixed order, with the tallies of this moment. */
  async read(consultationId: string): Promise<AcceptedProposal[]> {
    const held = this.#held.get(consultationId)
    // The clock may step back; then texts would seem fresh for as long as it stepped.
    const isFresh = held && Math.abs(this.#now() - held.readAt) < TEXTS_FRESH_MILLISECONDS
    const recounted = isFresh && (await this.#store.recounted(consultationId, held.proposals))
    return recounted || this.#readAll(consultationId)
  }

  /** The texts are read again next time: somebody changed one. */
  drop(consultationId: string): void {
    this.#held.delete(consultationId)
  }

  async #readAll(consultationId: string): Promise<AcceptedProposal[]> {
    const readAt = this.#now()
    const proposals = await this.#store.accepted(consultationId)
    this.#held.set(consultationId, { readAt, proposals })
    return proposals
  }
}
