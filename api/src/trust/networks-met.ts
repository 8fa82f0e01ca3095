import { LRUCache } from 'lru-cache'
import { atMost } from '../domain/remembered.ts'

/** A proposal that so many networks have voted on is known to a crowd, and no longer looked at. */
const CROWD = 20
const PROPOSALS_REMEMBERED = 20_000

interface Met {
  /** Counted votes seen here. */
  votes: number
  /** Tags of their networks; emptied once they are a crowd. */
  networks: Set<string>
  isCrowd: boolean
}

/**
 * From how many networks the votes on each proposal come, until it is a crowd: so that nobody makes a proposal tested, or
 * buries it, from one address. In the memory of this process, under tags that change each day.
 */
export class NetworksMet {
  readonly #tagOf: (network: string) => string
  readonly #met = new LRUCache<string, Met>(atMost(PROPOSALS_REMEMBERED))

  constructor(tagOf: (network: string) => string) {
    this.#tagOf = tagOf
  }

  /** A reader's first vote on a proposal is counted. */
  note(proposalId: string, network: string): void {
    const met = this.#met.get(proposalId) ?? { votes: 0, networks: new Set(), isCrowd: false }
    this.#met.set(proposalId, met)
    if (met.isCrowd) return
    met.votes += 1
    met.networks.add(this.#tagOf(network))
    if (met.networks.size < CROWD) return
    met.isCrowd = true
    met.networks.clear()
  }

  /**
   * The part of a proposal's votes that are the first of their network, from 0 to 1, as far as this process has seen them; 1
   * if it has seen none, or a crowd.
   */
  firstsOf(proposalId: string): number {
    const met = this.#met.peek(proposalId)
    return met && !met.isCrowd ? met.networks.size / met.votes : 1
  }
}
