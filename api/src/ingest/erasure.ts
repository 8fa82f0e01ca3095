import type { Store } from '../store/index.ts'
import type { Recorder } from './recorder.ts'

/**
 * Erases what readers did. One reader after the other: to look through all proposals of a consultation is the dearest thing
 * that a reader can ask for.
 */
export class Erasure {
  readonly #recorder: Pick<Recorder, 'forget'>
  readonly #store: Pick<Store, 'votes' | 'proposals' | 'database'>
  #turn: Promise<unknown> = Promise.resolve()

  constructor(recorder: Pick<Recorder, 'forget'>, store: Pick<Store, 'votes' | 'proposals' | 'database'>) {
    this.#recorder = recorder
    this.#store = store
  }

  /**
   * Erases a voter's votes on the proposals named, the withdrawn ones on all, and the author of what they proposed; all votes
   * where none are named. Resolves, once on disk, to the number of votes.
   */
  votesOf(consultationId: string, voter: Uint8Array, named?: readonly string[]): Promise<number> {
    const erased = this.#turn.then(() => this.#erase(consultationId, voter, named))
    this.#turn = erased.catch(() => undefined)
    return erased
  }

  async #erase(consultationId: string, voter: Uint8Array, named?: readonly string[]): Promise<number> {
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
