import { randomInt } from 'node:crypto'
import type { Counters, ReaderAct } from '../domain/engagement/engagement.ts'
import { cohortOf, firstClassOf, type Placement } from '../domain/votes/cohorts.ts'
import type { CastVote, VoteState } from '../domain/votes/votes.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { VoteKey } from '../store/vote-writes.ts'
import type { Tallies } from '../wire/index.ts'
import {
  type CommitEntries,
  CommitQueue,
  type Entry,
  type EntryResult,
  type LeftOut,
  type Presence,
} from './commit-queue.ts'
import { EngagementPool } from './engagement-pool.ts'
import type { VoteAct } from './tally-votes.ts'

export interface RecorderOptions {
  commit: CommitEntries
  capacity: number
  /** From 0 (included) to 1; not to be foreseen. */
  random?(): number
  onFailure(error: unknown, lost: number): void
  /** A reader, told apart for the day, has seen the widget or taken part. */
  onSighting?(presence: Presence, reader: string): void
  /** An act has been counted. `cohort`: that of a vote which is not counted. */
  onAct?(presence: Presence, act: ReaderAct, counters: Partial<Counters>, cohort: string | null): void
}

const BATCH_SIZE = 1000
const WITHDRAWN: Pick<CastVote, 'vote' | 'qualifications' | 'segment'> = {
  vote: null,
  qualifications: [],
  segment: null,
}
/** Votes that a rule moves in one commit. */
const CLASSIFIED_AT_ONCE = 500
const PATIENCE_MILLISECONDS = 10_000

type CountedEntry = Entry & { presence: Presence; act: ReaderAct; counters: Partial<Counters> }

/** Whatever decides the order in which readers are written, nobody is to foresee it. */
const unforeseen = (): number => randomInt(2 ** 32) / 2 ** 32

/** A reader whom a publisher vouches for: as whom they vote, and where their vote is put. */
export interface VouchedVoter {
  voter: Uint8Array
  placement: Placement
}

/** The acts of a subscriber's vote from one of their devices, whose own voter is in `key`. */
const asVouched = (
  key: VoteKey,
  state: CastVote,
  ofDevice: Placement | null,
  { voter, placement }: VouchedVoter,
): VoteAct[] => [
  { key, state: { ...state, ...WITHDRAWN }, placement: ofDevice },
  { key: { proposalId: key.proposalId, voter }, state, placement, follows: true },
]

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
  readonly #onAct: RecorderOptions['onAct']

  constructor({ commit, capacity, random = unforeseen, onFailure, onSighting, onAct }: RecorderOptions) {
    this.#onSighting = onSighting
    this.#onAct = onAct
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

  /**
   * Kept when the vote is on disk: the state that holds, and the tallies with it. A reader's first vote on a proposal is put
   * where `placement` says; null: it is simply counted. With a `vouched` voter, it is theirs, and the device's own is
   * withdrawn: its revision tells the device's acts from their repeats, and among devices the act that arrives last holds.
   */
  async vote(
    key: VoteKey,
    state: CastVote,
    presence: Presence | null,
    placement: Placement | null = null,
    vouched?: VouchedVoter,
  ): Promise<{ state: VoteState; tallies: Tallies }> {
    this.#sight(presence)
    const number = this.pool.nextNumber()
    const isCounted = presence !== null && state.vote !== null
    const { outcomes, tallies } = await this.#queue.submit({
      entry: {
        votes: vouched ? asVouched(key, state, placement, vouched) : [{ key, state, placement }],
      },
      onWritten: (result) => {
        if (isCounted) this.#countVote(key, presence, result, number)
      },
    })
    const held = outcomes.at(-1)?.after ?? { ...state, ...WITHDRAWN, cohort: null }
    return { state: held, tallies: tallies as Tallies }
  }

  /**
   * Puts stored votes into a cohort, unless they are in one already. In portions, so that those who vote meanwhile are not
   * held up; resolves, once all are on disk, to how many were moved.
   */
  async classify(votes: readonly { key: VoteKey; placement: Placement }[]): Promise<number> {
    let moved = 0
    for (let start = 0; start < votes.length; start += CLASSIFIED_AT_ONCE) {
      const portion = votes.slice(start, start + CLASSIFIED_AT_ONCE)
      const acts = portion.map(({ key, placement }) => ({ key, moveTo: placement }))
      const { outcomes } = await this.#queue.submit({ entry: { votes: acts } })
      moved += outcomes.filter(({ before, after }) => before !== after).length
    }
    return moved
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
        if (presence) this.#add({ presence, act: 'proposal', counters: { proposals: 1 } }, number)
      },
    })
  }

  /** Counts a load, a view or a finish. */
  count(presence: Presence, act: ReaderAct, counters: Partial<Counters>): void {
    if (act !== 'load') this.#sight(presence)
    this.#add({ presence, act, counters })
  }

  /** Counts a page view that is not counted, or not in full. */
  leaveOut(leftOut: LeftOut): void {
    this.pool.add({ leftOut })
  }

  /** Counts what a vote that is on disk means; one that was sent again means nothing. */
  #countVote(key: VoteKey, presence: Presence, { outcomes }: EntryResult, number: number): void {
    const outcome = outcomes.at(-1)
    if (!outcome || outcome.before === outcome.after) return
    const isFirst = outcomes.every(({ before }) => before === undefined)
    const cohort = outcome.after?.cohort ?? null
    const isCounted = cohort === null || firstClassOf(cohortOf(cohort).rule) === 'counted'
    const counters = isFirst ? { votes: 1 } : {}
    this.#add({ presence, act: 'vote', counters }, number, isCounted ? null : cohort)
    const vote = outcome.after?.vote
    const { articleId } = presence.place
    // What an article's readers voted is shown as counted votes are.
    if (isFirst && isCounted && vote && articleId) this.pool.addArticleVote(articleId, key.proposalId, vote)
  }

  #add(counted: CountedEntry, number?: number, cohort: string | null = null): void {
    this.pool.add(counted, number)
    this.#onAct?.(counted.presence, counted.act, counted.counters, cohort)
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
