import { type Database, WRITE_PROBE } from '../store/database.ts'
import type { CommitEntries, Entry, EntryResult } from './entries.ts'

export interface CommitReport {
  /** Undefined: it failed. */
  results: EntryResult[] | undefined
  entries: readonly Entry[]
  seconds: number
}

const STUCK_MILLISECONDS = 10_000

/** Stands between the queue and the committer, and knows how commits go: for health and for metrics. */
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

export interface ReadinessOptions {
  database: Pick<Database, 'getEach' | 'write'>
  commits: CommitWatch
  /** Entries that wait for their commit. */
  waiting(): number
  capacity: number
}

export type Unready = 'unreadable' | 'unwritable' | 'stuck' | 'overloaded'

/** Says whether votes can be taken now, from what happened and, after a failure, by trying. */
export class Readiness {
  readonly #options: ReadinessOptions
  #probe: Promise<boolean> | undefined

  constructor(options: ReadinessOptions) {
    this.#options = options
  }

  /** Undefined: ready. */
  async fault(): Promise<Unready | undefined> {
    const { database, commits, waiting, capacity } = this.#options
    if (commits.isStuck) return 'stuck'
    if (waiting() >= capacity) return 'overloaded'
    try {
      // As votes are read: what dashboards ask must not hold it up.
      await database.getEach([{ sql: 'SELECT 1', params: {} }])
    } catch {
      return 'unreadable'
    }
    // Without votes nothing would be written, and a fault that has passed would be told for ever.
    return commits.isFailing && !(await this.#writes()) ? 'unwritable' : undefined
  }

  /** However many ask, one tries. */
  #writes(): Promise<boolean> {
    const { commits, database } = this.#options
    this.#probe ??= database
      .write([WRITE_PROBE])
      .then(
        () => {
          commits.heal()
          return true
        },
        () => false,
      )
      .finally(() => {
        this.#probe = undefined
      })
    return this.#probe
  }
}
