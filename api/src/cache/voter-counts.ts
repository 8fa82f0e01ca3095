import { setImmediate as otherWork } from 'node:timers/promises'
import type { ResultStore } from '../store/results.ts'

const FRESH_MILLISECONDS = 600_000
const PAGE = 2000

/**
 * How many different readers voted in a consultation. No table says so, and to ask the database for it would stop all
 * else for seconds once there are millions of votes. So they are counted in the background, a page at a time: exact as
 * of the moment of the count, renewed at most every ten minutes, and only when somebody looks.
 */
export class VoterCounts {
  readonly #results: ResultStore
  readonly #now: () => number
  readonly #counted = new Map<string, { voters: number; countedAt: number }>()
  readonly #counting = new Map<string, Promise<void>>()

  constructor({ results, now }: { results: ResultStore; now(): number }) {
    this.#results = results
    this.#now = now
  }

  /** The last count over these proposals; null until the first is made. Starts a new one if it is time. */
  of(consultationId: string, proposals: readonly { id: string }[]): number | null {
    const counted = this.#counted.get(consultationId)
    const age = counted ? Math.abs(this.#now() - counted.countedAt) : Number.POSITIVE_INFINITY
    if (age >= FRESH_MILLISECONDS && !this.#counting.has(consultationId)) {
      const ids = proposals.map(({ id }) => id)
      const counting = this.#count(consultationId, ids)
        .catch(() => undefined) // The database closes, or is busy: the next look tries again.
        .finally(() => this.#counting.delete(consultationId))
      this.#counting.set(consultationId, counting)
    }
    return counted?.voters ?? null
  }

  /** Kept when no count is running. */
  async settled(): Promise<void> {
    await Promise.all(this.#counting.values())
  }

  async #count(consultationId: string, ids: readonly string[]): Promise<void> {
    const countedAt = this.#now()
    const voters = new Set<string>()
    for (const id of ids) {
      let after: Uint8Array | undefined = new Uint8Array(0)
      while (after) {
        const page: Uint8Array[] = await this.#results.votersAfter(id, after, PAGE)
        for (const voter of page) voters.add(Buffer.from(voter).toString('latin1'))
        after = page.length < PAGE ? undefined : page.at(-1)
        await otherWork()
      }
    }
    this.#counted.set(consultationId, { voters: voters.size, countedAt })
  }
}
