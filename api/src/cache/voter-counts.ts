import { setImmediate as otherWork } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { votesOf } from '../domain/results/scores.ts'
import type { ResultStore, TalliedProposal, Voter } from '../store/results.ts'
import { cacheOptions } from './options.ts'

const FRESH_MILLISECONDS = 600_000
const PAGE = 2000
/** Up to so many votes and proposals the count is a matter of some short queries, and a first look waits for it. */
const AWAITED = { votes: 50_000, proposals: 300 }

type Counted = Pick<TalliedProposal, 'id' | 'tallies'>

function isShort(proposals: readonly Counted[]): boolean {
  const votes = proposals.reduce((sum, { tallies }) => sum + votesOf(tallies), 0)
  return votes <= AWAITED.votes && proposals.length <= AWAITED.proposals
}

/** How many readers voted, and how many of them each publisher vouches for, by its id. */
export interface CountedVoters {
  all: number
  vouched: ReadonlyMap<string, number>
}

/**
 * How many different readers voted in a consultation. No table says so, and to ask the database for it would stop all
 * else for seconds once there are millions of votes. So they are counted in the background, a page at a time: exact as
 * of the moment of the count, renewed at most every ten minutes, and only when somebody looks. The first look at few votes
 * waits for it, so that a page says the same after a start of the server as before.
 */
export class VoterCounts {
  readonly #results: ResultStore
  readonly #counts: LRUCache<string, CountedVoters, readonly Counted[]>

  constructor({ results, monotonic }: { results: ResultStore; monotonic(): number }) {
    this.#results = results
    this.#counts = new LRUCache({
      ...cacheOptions(monotonic, FRESH_MILLISECONDS),
      allowStale: true,
      fetchMethod: (_consultationId, _before, { context }) => this.#count(context),
    })
  }

  /** The last count over these proposals; null until the first of many votes is made. Starts a new one if it is time. */
  async of(consultationId: string, proposals: readonly Counted[]): Promise<CountedVoters | null> {
    // The database closes, or is busy: the next look tries again.
    const counting = this.#counts.fetch(consultationId, { context: proposals }).catch(() => undefined)
    const last = this.#counts.peek(consultationId)
    if (last) return last
    return (isShort(proposals) && (await counting)) || null
  }

  async #count(proposals: readonly Counted[]): Promise<CountedVoters> {
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
