import { randomInt } from 'node:crypto'
import type { Act, Counters } from '../domain/engagement.ts'
import type { VoteState } from '../domain/votes.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { VoteKey } from '../store/vote-writes.ts'
import type { Tallies } from '../wire/index.ts'
import { EngagementPool } from './engagement-pool.ts'
import {
  type CommitEntries,
  EMPTY_ENTRY,
  type Entry,
  type EntryResult,
  type LeftOut,
  type Presence,
} from './entries.ts'
import { GroupCommit } from './group-commit.ts'

export interface RecorderOptions {
  commit: CommitEntries
  /** Batches that `commit` takes before it has answered the first, keeping their order. */
  inFlight: number
  capacity: number
  /** From 0 (included) to 1; not to be foreseen. */
  random?(): number
  onFailure(error: unknown, lost: number): void
  /** A reader, told apart for the day, has seen the widget or taken part. */
  onSighting?(presence: Presence, reader: string): void
}

const BATCH_SIZE = 1000
const LAZY_MILLISECONDS = 500
const PATIENCE_MILLISECONDS = 10_000

/** Whatever decides the order in which readers are written, nobody is to foresee it. */
const unforeseen = (): number => randomInt(2 ** 32) / 2 ** 32

const FIRST_VOTE: Partial<Counters> = { votes: 1 }

/** An entry with its place in the order of what is counted. */
interface Numbered {
  entry: Entry
  number: number
}

/** What goes to disk at once: of a vote not who cast it, where and when. */
const withoutReader = ({ entry }: Numbered): Entry =>
  entry.proposal ? { ...entry, act: null, counters: {} } : { ...entry, presence: null, act: null }

/**
 * Takes votes, proposals and counts from requests. Votes and proposals are answered when they are on disk; what they
 * count is written apart from them, as loads and views are.
 */
export class Recorder {
  /** What is counted and is not on disk yet. */
  readonly pool: EngagementPool
  readonly #queue: GroupCommit<Numbered, EntryResult>
  readonly #onSighting: RecorderOptions['onSighting']

  constructor({ commit, inFlight, capacity, random = unforeseen, onFailure, onSighting }: RecorderOptions) {
    this.#onSighting = onSighting
    this.pool = new EngagementPool({ commit, capacity, random, onFailure })
    this.#queue = new GroupCommit({
      commit: async (items) => {
        const results = await commit(items.map(withoutReader))
        for (const [index, item] of items.entries()) this.#countWritten(item, results[index])
        return results
      },
      inFlight,
      capacity,
      batchSize: BATCH_SIZE,
      lazyMilliseconds: LAZY_MILLISECONDS,
      patienceMilliseconds: PATIENCE_MILLISECONDS,
      onFailure,
    })
  }

  /** Kept when the vote is on disk: the state that holds, and the tallies with it. */
  async vote(
    key: VoteKey,
    state: VoteState,
    presence: Presence | null,
  ): Promise<{ state: VoteState; tallies: Tallies }> {
    const act = state.vote === null ? null : 'vote'
    this.#sight(presence)
    const { outcomes, tallies } = await this.#submit({
      ...EMPTY_ENTRY,
      votes: [{ key, state }],
      presence,
      act,
    })
    return { state: outcomes[0]?.after ?? state, tallies: tallies as Tallies }
  }

  /** Erases votes and takes them off the tallies. Resolves, once on disk, to the number of votes. */
  async forget(keys: readonly VoteKey[]): Promise<number> {
    const votes = keys.map((key) => ({ key, state: undefined }))
    const { outcomes } = await this.#submit({ ...EMPTY_ENTRY, votes })
    return outcomes.filter(({ before }) => before !== undefined).length
  }

  /** Kept when the proposal is on disk. Rejects with ConstraintError when it is there already. */
  async propose(proposal: ProposalRecord, presence: Presence | null): Promise<void> {
    this.#sight(presence)
    await this.#submit({ ...EMPTY_ENTRY, proposal, presence, act: 'proposal', counters: { proposals: 1 } })
  }

  /** Counts a load, a view or a finish. */
  count(presence: Presence, act: Act, counters: Partial<Counters>): void {
    if (act !== 'load') this.#sight(presence)
    this.pool.add({ ...EMPTY_ENTRY, presence, act, counters })
  }

  /** Counts a page life that is not counted, or not in full. */
  leaveOut(leftOut: LeftOut): void {
    this.pool.add({ ...EMPTY_ENTRY, leftOut })
  }

  #submit(entry: Entry): Promise<EntryResult> {
    return this.#queue.submit({ entry, number: this.pool.nextNumber() })
  }

  /** Counts what a vote or a proposal that is on disk means; one that was sent again means nothing. */
  #countWritten({ entry, number }: Numbered, result: EntryResult | undefined): void {
    const { votes, proposal, presence, act, counters } = entry
    if (!presence || !act) return
    const [outcome] = result?.outcomes ?? []
    if (!proposal && outcome?.before === outcome?.after) return
    const isFirst = votes.length > 0 && outcome?.before === undefined
    this.pool.add({ ...EMPTY_ENTRY, presence, act, counters: isFirst ? FIRST_VOTE : counters }, number)
    const [{ key } = { key: undefined }] = votes
    const vote = outcome?.after?.vote
    if (isFirst && key && vote && presence.articleId)
      this.pool.addArticleVote(presence.articleId, key.proposalId, vote)
  }

  #sight(presence: Presence | null): void {
    if (presence && presence.reader !== null) this.#onSighting?.(presence, presence.reader)
  }

  /** Entries that wait for their commit; what is held back is not among them. */
  get waiting(): number {
    return this.#queue.size + this.pool.size
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
