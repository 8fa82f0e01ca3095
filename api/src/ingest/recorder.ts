import { randomInt } from 'node:crypto'
import type { Act, Counters } from '../domain/engagement.ts'
import type { VoteState } from '../domain/votes.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { VoteKey } from '../store/vote-writes.ts'
import type { Tallies } from '../wire/index.ts'
import { EngagementPool } from './engagement-pool.ts'
import type { CommitEntries, Entry, EntryResult, LeftOut, Presence } from './entries.ts'
import { CommitQueue } from './queue.ts'

export interface RecorderOptions {
  commit: CommitEntries
  capacity: number
  /** From 0 (included) to 1; not to be foreseen. */
  random?(): number
  onFailure(error: unknown, lost: number): void
  /** A reader, told apart for the day, has seen the widget or taken part. */
  onSighting?(presence: Presence, reader: string): void
}

const BATCH_SIZE = 1000
const PATIENCE_MILLISECONDS = 10_000

/** Whatever decides the order in which readers are written, nobody is to foresee it. */
const unforeseen = (): number => randomInt(2 ** 32) / 2 ** 32

interface Recorded {
  entry: Entry
  /** Called when it is on disk, even if its caller has been told to come back. */
  onWritten?(result: EntryResult): void
}

/**
 * Takes votes, proposals and counts from requests. Votes and proposals are answered when they are on disk, and nothing of
 * their reader goes there with them; what they count is written apart from them, as loads and views are.
 */
export class Recorder {
  /** What is counted and is not on disk yet. */
  readonly pool: EngagementPool
  readonly #queue: CommitQueue<Recorded, EntryResult>
  readonly #onSighting: RecorderOptions['onSighting']

  constructor({ commit, capacity, random = unforeseen, onFailure, onSighting }: RecorderOptions) {
    this.#onSighting = onSighting
    this.pool = new EngagementPool({ commit, capacity, random, onFailure })
    this.#queue = new CommitQueue({
      commit: async (items) => {
        const results = await commit(items.map(({ entry }) => entry))
        for (const [index, result] of results.entries()) items[index]?.onWritten?.(result)
        return results
      },
      capacity,
      batchSize: BATCH_SIZE,
      patienceMilliseconds: PATIENCE_MILLISECONDS,
      onFailure: (error) => onFailure(error, 0),
    })
  }

  /** Kept when the vote is on disk: the state that holds, and the tallies with it. */
  async vote(
    key: VoteKey,
    state: VoteState,
    presence: Presence | null,
  ): Promise<{ state: VoteState; tallies: Tallies }> {
    this.#sight(presence)
    const number = this.pool.nextNumber()
    const isCounted = presence !== null && state.vote !== null
    const { outcomes, tallies } = await this.#queue.submit({
      entry: { votes: [{ key, state }] },
      onWritten: (result) => {
        if (isCounted) this.#countVote(key, presence, result, number)
      },
    })
    return { state: outcomes[0]?.after ?? state, tallies: tallies as Tallies }
  }

  /** Erases votes and takes them off the tallies. Resolves, once on disk, to the number of votes. */
  async forget(keys: readonly VoteKey[]): Promise<number> {
    const votes = keys.map((key) => ({ key, state: undefined }))
    const { outcomes } = await this.#queue.submit({ entry: { votes } })
    return outcomes.filter(({ before }) => before !== undefined).length
  }

  /** Kept when the proposal is on disk. Rejects with ConstraintError when it is there already. */
  async propose(proposal: ProposalRecord, presence: Presence | null): Promise<void> {
    this.#sight(presence)
    const number = this.pool.nextNumber()
    await this.#queue.submit({
      entry: { proposal, presence },
      onWritten: () => {
        if (presence) this.pool.add({ presence, act: 'proposal', counters: { proposals: 1 } }, number)
      },
    })
  }

  /** Counts a load, a view or a finish. */
  count(presence: Presence, act: Act, counters: Partial<Counters>): void {
    if (act !== 'load') this.#sight(presence)
    this.pool.add({ presence, act, counters })
  }

  /** Counts a page life that is not counted, or not in full. */
  leaveOut(leftOut: LeftOut): void {
    this.pool.add({ leftOut })
  }

  /** Counts what a vote that is on disk means; one that was sent again means nothing. */
  #countVote(key: VoteKey, presence: Presence, { outcomes }: EntryResult, number: number): void {
    const [outcome] = outcomes
    if (!outcome || outcome.before === outcome.after) return
    const isFirst = outcome.before === undefined
    this.pool.add({ presence, act: 'vote', counters: isFirst ? { votes: 1 } : {} }, number)
    const vote = outcome.after?.vote
    const { articleId } = presence.place
    if (isFirst && vote && articleId) this.pool.addArticleVote(articleId, key.proposalId, vote)
  }

  #sight(presence: Presence | null): void {
    if (presence && presence.reader !== null) this.#onSighting?.(presence, presence.reader)
  }

  /** Entries that wait for their commit; what is held back is not among them. */
  get waiting(): number {
    return this.#queue.size
  }

  /** Writes all that there is, what is held back as well. */
  async flush(): Promise<void> {
    await this.#queue.flush()
    await this.pool.flush()
  }

  /** The same at the end of a run; what an article's few readers voted for is dropped. */
  async close(): Promise<void> {
    await this.#queue.flush()
    await this.pool.close()
  }
}
