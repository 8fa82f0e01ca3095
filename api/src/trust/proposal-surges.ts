import { LRUCache } from 'lru-cache'
import { atMost } from '../domain/remembered.ts'

/** Far above what a school class sends in an hour. */
const PROPOSALS_AN_HOUR = 60
const HOUR = 3_600_000
const NETWORKS_REMEMBERED = 20_000

interface Window {
  proposals: number
  /** Its name in the queue, once there is one; drawn by chance, so it says nothing of the network. */
  surge: string | null
}

/**
 * Networks from which very many proposals come within an hour. They are taken all the same, and marked, so that the team can
 * read them together. In memory: an hour after its first proposal a network is forgotten.
 */
export class ProposalSurges {
  readonly #windows: LRUCache<string, Window>
  readonly #freshId: () => string

  constructor({ monotonic, freshId }: { monotonic(): number; freshId(): string }) {
    this.#windows = new LRUCache({
      ...atMost(NETWORKS_REMEMBERED),
      ttl: HOUR,
      ttlResolution: 0,
      perf: { now: monotonic },
    })
    this.#freshId = freshId
  }

  /** Counts a proposal from a network; the surge that it belongs to, or null. */
  note(consultationId: string, network: string): string | null {
    const name = `${consultationId} ${network}`
    const known = this.#windows.get(name)
    const window = known ?? { proposals: 0, surge: null }
    window.proposals += 1
    if (window.proposals > PROPOSALS_AN_HOUR) window.surge ??= this.#freshId()
    if (!known) this.#windows.set(name, window)
    return window.surge
  }
}
