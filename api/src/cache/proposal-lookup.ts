import type { ProposalStore, ProposalSummary } from '../store/proposals.ts'

const FRESH_MILLISECONDS = 1000
const REMEMBERED = 20_000

/**
 * Finds proposals for the votes on them. Remembered for a second, so that the proposals of the current draw cost
 * one query a second however many readers vote; a withdrawn one takes no votes a second later.
 */
export class ProposalLookup {
  readonly #proposals: ProposalStore
  readonly #now: () => number
  readonly #known = new Map<string, { proposal: ProposalSummary; readAt: number }>()

  constructor(proposals: ProposalStore, now: () => number) {
    this.#proposals = proposals
    this.#now = now
  }

  /** What is remembered of these proposals is out of date. */
  drop(ids: readonly string[]): void {
    for (const id of ids) this.#known.delete(id)
  }

  async byId(id: string): Promise<ProposalSummary | undefined> {
    const now = this.#now()
    const known = this.#known.get(id)
    if (known && Math.abs(now - known.readAt) < FRESH_MILLISECONDS) return known.proposal
    const proposal = await this.#proposals.byId(id)
    if (!proposal) return undefined
    if (this.#known.size >= REMEMBERED) this.#known.clear()
    this.#known.set(id, { proposal, readAt: now })
    return proposal
  }
}
