import { statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'

const MEBIBYTE = 2 ** 20
/** What a log that grew longer gives back when it begins anew; SQLite by itself folds it at 32 MiB. */
export const KEPT_LOG_BYTES = 40 * MEBIBYTE
/** From here on the writer insists. */
const LONGEST_BYTES = 48 * MEBIBYTE
/** How much longer the log gets before it insists again. */
const STEP_BYTES = MEBIBYTE
/** How long it waits for those who read, and the votes with it: beside a single long statement, again and again. */
const PATIENCE_MILLISECONDS = 25

/**
 * Keeps the write-ahead log short while others read without a pause. SQLite begins its log anew only if a commit finds
 * nobody who reads from it; whoever reads one short statement after the other, as a check of all votes does, is met by
 * nearly every commit, and the log grows for as long as that takes. So a log that got long is folded by a writer who waits until
 * those who read now are through: who comes later reads from the file alone.
 */
export class LogBound {
  readonly #connection: Sqlite.Database
  readonly #path: string
  #insistsFrom = LONGEST_BYTES

  constructor(connection: Sqlite.Database, file: string) {
    this.#connection = connection
    this.#path = `${file}-wal`
  }

  /** To be called when a commit is on disk. Throws SqliteError if folding fails. */
  keep(): void {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    if (size <= LONGEST_BYTES) this.#insistsFrom = LONGEST_BYTES
    if (size < this.#insistsFrom) return
    const before = this.#connection.pragma('busy_timeout', { simple: true }) as number
    this.#connection.pragma(`busy_timeout = ${PATIENCE_MILLISECONDS}`)
    try {
      const [result] = this.#connection.pragma('wal_checkpoint(RESTART)') as { busy: number }[]
      this.#insistsFrom = result?.busy ? size + STEP_BYTES : LONGEST_BYTES
    } finally {
      this.#connection.pragma(`busy_timeout = ${before}`)
    }
  }
}
