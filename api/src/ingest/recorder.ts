import type { Act, Counters } from '../domain/engagement.ts'
import type { VoteState } from '../domain/votes.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { VoteKey } from '../store/vote-writes.ts'
import type { Tallies } from '../wire/index.ts'
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
  onFailure(error: unknown, lost: number): void
  /** A reader, told apart for the day, has seen the widget or taken part. */
  onSighting?(presence: Presence, reader: string): void
}

const BATCH_SIZE = 1000
const LAZY_MILLISECONDS = 500
const PATIENCE_MILLISECONDS = 10_000

/** Takes votes, proposals and counts from requests, and answers when they are on disk. */
export class Recorder {
  readonly #queue: GroupCommit<Entry, EntryResult>
  readonly #onSighting: RecorderOptions['onSighting']

  constructor({ commit, inFlight, capacity, onFailure, onSighting }: RecorderOptions) {
    this.#onSighting = onSighting
    this.#queue = new GroupCommit({
      commit,
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
    const { outcomes, tallies } = await this.#queue.submit({
      ...EMPTY_ENTRY,
      votes: [{ key, state }],
      presence,
      act,
    })
    return { state: outcomes[0]?.after ?? state, tallies: tallies as Tallies }
  }

  /** Erases votes for good, tallies included. Kept when it is on disk: the number of votes there were. */
  async forget(keys: readonly VoteKey[]): Promise<number> {
    const votes = keys.map((key) => ({ key, state: undefined }))
    const { outcomes } = await this.#queue.submit({ ...EMPTY_ENTRY, votes })
    return outcomes.filter(({ before }) => before !== undefined).length
  }

  /** Kept when the proposal is on disk. Rejects with ConstraintError when it is there already. */
  async propose(proposal: ProposalRecord, presence: Presence | null): Promise<void> {
    this.#sight(presence)
    await this.#queue.submit({
      ...EMPTY_ENTRY,
      proposal,
      presence,
      act: 'proposal',
      counters: { proposals: 1 },
    })
  }

  /** Counts a load, a view or a finish; on disk within half a second. */
  count(presence: Presence, act: Act, counters: Partial<Counters>): void {
    if (act !== 'load') this.#sight(presence)
    this.#queue.add({ ...EMPTY_ENTRY, presence, act, counters })
  }

  /** Counts a page life that is not counted, or not in full; on disk within half a second. */
  leaveOut(leftOut: LeftOut): void {
    this.#queue.add({ ...EMPTY_ENTRY, leftOut })
  }

  #sight(presence: Presence | null): void {
    if (presence && presence.reader !== null) this.#onSighting?.(presence, presence.reader)
  }

  /** Entries that wait for their commit. */
  get waiting(): number {
    return this.#queue.size
  }

  flush(): Promise<void> {
    return this.#queue.flush()
  }
}
