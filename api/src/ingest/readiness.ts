import { type Database, WRITE_PROBE } from '../store/database.ts'
import type { CommitWatch } from './commit-watch.ts'

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
