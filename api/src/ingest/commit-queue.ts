import type { LeftOutReason } from '../domain/engagement/audience.ts'
import type { Counters, ReaderAct } from '../domain/engagement/engagement.ts'
import type { Place } from '../domain/engagement/place.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { ConstraintError } from '../store/database.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { Tallies, Vote } from '../wire/index.ts'
import type { VoteAct, VoteOutcome } from './tally-votes.ts'

/** Place, time and reader for which an act is counted. */
export interface Presence {
  place: Place
  day: string
  /** The instant at which the hour began in which it counts. */
  hour: number
  /** Daily reader hash, base64url; null where readers are not told apart. */
  reader: string | null
  /** From where they read (`dailyTrace`); missing where readers are not told apart. */
  trace?: string
  /** Since this page view reported its view; null if it has not. */
  secondsSinceView: number | null
}

/** A page view that is not counted, or not in full. */
export interface LeftOut {
  publisherId: string
  hour: number
  reason: LeftOutReason
}

/** First votes on a proposal that came from an article. */
export interface ArticleVotes {
  articleId: string
  proposalId: string
  vote: Vote
  votes: number
}

/**
 * Something to be written: votes or a proposal, which go to disk at once, or what is counted, which goes there later
 * and apart from them.
 */
export interface Entry {
  votes?: readonly VoteAct[]
  proposal?: ProposalRecord
  /** Of a proposal: where it was sent. Null where a session earns no engagement. */
  presence?: Presence | null
  act?: ReaderAct
  counters?: Partial<Counters>
  /** The act counts among those of suspect readers. */
  isSuspect?: boolean
  leftOut?: LeftOut
  articleVotes?: readonly ArticleVotes[]
}

export interface EntryResult {
  outcomes: readonly VoteOutcome[]
  /** Of the proposal that was voted on; undefined where none was. */
  tallies: Tallies | undefined
}

/** Writes all entries in one transaction: one result for each, in order, once it is on disk. */
export type CommitEntries = (entries: readonly Entry[]) => Promise<EntryResult[]>

/** Writes all items in one transaction; one result for each, in order. */
export type Commit<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>

/**
 * Commits items together. If one of them breaks a constraint, each is committed by itself, so that the others do not suffer
 * for it. What became of each, in order; never rejects.
 */
export async function commitTogether<Item, Result>(
  items: readonly Item[],
  commit: Commit<Item, Result>,
): Promise<PromiseSettledResult<Result>[]> {
  try {
    return (await commit(items)).map((value) => ({ status: 'fulfilled', value }))
  } catch (reason) {
    const isAlone = items.length === 1
    if (isAlone || !(reason instanceof ConstraintError))
      return items.map(() => ({ status: 'rejected', reason }))
    const outcomes: PromiseSettledResult<Result>[] = []
    for (const item of items) outcomes.push(...(await commitTogether([item], commit)))
    return outcomes
  }
}

/** What the database says of itself in the outcomes, each fault once; what is wrong with one item alone is not of them. */
export const faultsIn = (outcomes: readonly PromiseSettledResult<unknown>[]): Set<unknown> =>
  new Set(
    outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' && !(outcome.reason instanceof ConstraintError) ? [outcome.reason] : [],
    ),
  )

interface Waiting<Item, Result> {
  item: Item
  /** By a clock that only grows. */
  since: number
  resolve(result: Result): void
  reject(reason: unknown): void
}

export interface CommitQueueOptions<Item, Result> {
  commit: Commit<Item, Result>
  /** Items that may wait; beyond it the answer is 503. */
  capacity: number
  /** Items in one transaction, so that no commit takes long. */
  batchSize: number
  /** How long a caller waits before it is told to come back; what it sent may be written all the same. */
  patienceMilliseconds: number
  onFailure(error: unknown): void
}

const RETRY_AFTER_SECONDS = 2

/**
 * Group commit: while one batch is on its way to the disk, what arrives waits and makes the next one. So a thousand requests
 * share one flush, and each caller is answered after it. Batches never overlap: reading what is stored and writing what
 * follows from it is safe without locks.
 */
export class CommitQueue<Item, Result> {
  readonly #options: CommitQueueOptions<Item, Result>
  #waiting: Waiting<Item, Result>[] = []
  /** Those whose commit runs. */
  #inCommit: readonly Waiting<Item, Result>[] = []
  #running: Promise<void> | undefined
  #impatience: NodeJS.Timeout | undefined

  constructor(options: CommitQueueOptions<Item, Result>) {
    this.#options = options
  }

  /** Kept when the item is on disk. Rejects with the problem `overloaded` when too much is waiting. */
  submit(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#options.capacity)
      return Promise.reject(new ProblemError('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS }))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, since: performance.now(), resolve, reject })
      this.#running ??= this.#run()
      this.#impatience ??= this.#expireLater()
    })
  }

  /** Items that wait for their commit to begin. */
  get size(): number {
    return this.#waiting.length
  }

  /** Kept when all that was submitted is written or refused. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    // Requests that arrive in the same turn of the event loop share the first batch.
    await new Promise((resolve) => setImmediate(resolve))
    let answer = () => {}
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.batchSize)
      const written = this.#write(batch)
      // The callers of the last batch, while this one is on its way.
      answer()
      answer = await written
    }
    this.#running = undefined
    answer()
  }

  /** Gives what is left to do: to answer those who wait for it. */
  async #write(batch: readonly Waiting<Item, Result>[]): Promise<() => void> {
    this.#inCommit = batch
    const items = batch.map(({ item }) => item)
    const outcomes = await commitTogether(items, this.#options.commit)
    this.#inCommit = []
    for (const fault of faultsIn(outcomes)) this.#options.onFailure(fault)
    return () => {
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index]
        if (outcome?.status === 'fulfilled') resolve(outcome.value)
        else reject(outcome?.reason)
      }
    }
  }

  #expireLater(): NodeJS.Timeout {
    return setTimeout(() => this.#expire(), this.#options.patienceMilliseconds / 4).unref()
  }

  /** A database that does not come back must not keep callers, and their connections, for ever. */
  #expire(): void {
    const last = performance.now() - this.#options.patienceMilliseconds
    const isLate = ({ since }: Waiting<Item, Result>): boolean => since <= last
    const late = [...this.#inCommit, ...this.#waiting].filter(isLate)
    this.#waiting = this.#waiting.filter((one) => !isLate(one))
    for (const { reject } of late)
      reject(new ProblemError('unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS }))
    this.#impatience = this.#running ? this.#expireLater() : undefined
  }
}

export interface CommitReport {
  /** Undefined: it failed. */
  results: EntryResult[] | undefined
  entries: readonly Entry[]
  seconds: number
}

const STUCK_MILLISECONDS = 10_000

/** Stands between the queue and the committer, and knows how commits go: for health and for Prometheus. */
export class CommitWatch {
  readonly #listeners: ((report: CommitReport) => void)[] = []
  readonly #clock: () => number
  /** When each of those on their way began, the oldest first. */
  readonly #running = new Set<{ began: number }>()
  #isFailing = false

  /** `clock` gives milliseconds that only grow: the time of day may be set back. */
  constructor(clock: () => number = performance.now.bind(performance)) {
    this.#clock = clock
  }

  /** The same commits, watched. */
  around(commit: CommitEntries): CommitEntries {
    return async (entries) => {
      const run = { began: this.#clock() }
      this.#running.add(run)
      let results: EntryResult[] | undefined
      try {
        results = await commit(entries)
        return results
      } finally {
        this.#running.delete(run)
        this.#isFailing = results === undefined
        const seconds = (this.#clock() - run.began) / 1000
        for (const listener of this.#listeners) listener({ results, entries, seconds })
      }
    }
  }

  /** Called after each commit. */
  listen(listener: (report: CommitReport) => void): void {
    this.#listeners.push(listener)
  }

  /** True if the last commit failed and nothing was written since. */
  get isFailing(): boolean {
    return this.#isFailing
  }

  /** True if a commit has been running for so long that it will hardly end well. */
  get isStuck(): boolean {
    const [oldest] = this.#running
    return oldest !== undefined && this.#clock() - oldest.began > STUCK_MILLISECONDS
  }

  /** To be called when something else was written: the database takes writes again. */
  heal(): void {
    this.#isFailing = false
  }
}
