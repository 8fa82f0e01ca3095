import { ProblemError } from '../domain/problem-error.ts'
import type { Store } from '../store/index.ts'
import type { Recorder } from './recorder.ts'

/** What waits takes a tenth of a second each where there are 15,000 proposals. */
const MOST_WAITING = 600
const MOST_OF_NETWORK = 100
const RETRY_AFTER_SECONDS = 10

/** Whose votes are to be erased. */
export interface Erased {
  consultationId: string
  voter: Uint8Array
  /** Where the request comes from, as `networkOf` gives it; kept while the erasure waits, and no longer. */
  network: string
}

/**
 * Erases what readers did. One reader after the other: to look through all proposals of a consultation is the dearest thing
 * that a reader can ask for. Networks have turns, so that one which asks for hundreds keeps only itself waiting.
 */
export class Erasure {
  readonly #recorder: Pick<Recorder, 'forget'>
  readonly #store: Pick<Store, 'votes' | 'proposals' | 'database'>
  /** What waits of each network; the one whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => Promise<void>)[]>()
  #total = 0
  #isErasing = false

  constructor(recorder: Pick<Recorder, 'forget'>, store: Pick<Store, 'votes' | 'proposals' | 'database'>) {
    this.#recorder = recorder
    this.#store = store
  }

  /**
   * Erases a voter's votes on the proposals named, the withdrawn ones on all, and the author of what they proposed; all votes
   * where none are named. Resolves, once on disk, to the number of votes; rejects with the problem `overloaded` if too many
   * wait.
   */
  votesOf(erased: Erased, named?: readonly string[]): Promise<number> {
    const own = this.#waiting.get(erased.network) ?? []
    if (this.#total >= MOST_WAITING || own.length >= MOST_OF_NETWORK)
      return Promise.reject(new ProblemError('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS }))
    return new Promise((resolve, reject) => {
      own.push(() => this.#erase(erased, named).then(resolve, reject))
      this.#waiting.set(erased.network, own)
      this.#total += 1
      if (!this.#isErasing) void this.#eraseAll()
    })
  }

  async #eraseAll(): Promise<void> {
    this.#isErasing = true
    for (let next = this.#takeNext(); next; next = this.#takeNext()) await next()
    this.#isErasing = false
  }

  #takeNext(): (() => Promise<void>) | undefined {
    const [first] = this.#waiting
    if (!first) return undefined
    const [network, own] = first
    const next = own.shift()
    this.#total -= 1
    this.#waiting.delete(network)
    if (own.length > 0) this.#waiting.set(network, own)
    return next
  }

  async #erase({ consultationId, voter }: Erased, named?: readonly string[]): Promise<number> {
    const { votes, proposals, database } = this.#store
    const found = await votes.votesOf(consultationId, voter, named ? 'withdrawn' : 'all')
    const isNamed = new Set(named)
    const keys = [...isNamed].map((proposalId) => ({ proposalId, voter }))
    const forgotten = await this.#recorder.forget([
      ...keys,
      ...found.filter(({ proposalId }) => !isNamed.has(proposalId)),
    ])
    const sent = await proposals.byAuthor(consultationId, voter)
    if (sent.length > 0) await database.write(sent.map(proposals.disowning))
    return forgotten
  }
}
