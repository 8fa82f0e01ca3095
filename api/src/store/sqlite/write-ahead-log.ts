import { statSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { numberFrom } from './database-file.ts'

const MEBIBYTE = 2 ** 20
/** Size to which a longer log is cut when it restarts; SQLite by itself checkpoints at 32 MiB. */
export const KEPT_LOG_BYTES = 40 * MEBIBYTE
/** From here on the writer insists. */
const LONGEST_BYTES = 48 * MEBIBYTE
/** How much longer the log gets before it insists again. */
const STEP_BYTES = MEBIBYTE
/** How long it waits for those who read, and the votes with it: beside a single long statement, again and again. */
const PATIENCE_MILLISECONDS = 25

/** How long the log may hold what was taken away. */
const ERASURE_MILLISECONDS = 1000
/** How long the end of a program waits for those who read. */
const LAST_PATIENCE_MILLISECONDS = 2000

/**
 * Keeps the write-ahead log short while others read without a pause. SQLite restarts its log only if a commit finds
 * no reader in it. A reader with one short statement after the other, such as a check of all votes, is there at nearly
 * every commit, and the log grows meanwhile. So the writer checkpoints a long log itself, and waits a little for the
 * readers in it; later readers read from the file alone.
 */
export class LogBound {
  readonly #connection: Sqlite.Database
  readonly #path: string
  #insistsFrom = LONGEST_BYTES
  #erasing: NodeJS.Timeout | undefined
  readonly #onFailure: (error: unknown) => void

  /** `onFailure` gets errors that no caller waits for. */
  constructor(connection: Sqlite.Database, file: string, onFailure: (error: unknown) => void) {
    this.#connection = connection
    this.#onFailure = onFailure
    this.#path = `${file}-wal`
  }

  /** To be called when a commit is on disk. Throws SqliteError if folding fails. */
  keep(): void {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    if (size <= LONGEST_BYTES) this.#insistsFrom = LONGEST_BYTES
    if (size < this.#insistsFrom) return
    this.#insistsFrom = this.#fold('RESTART', PATIENCE_MILLISECONDS) ? LONGEST_BYTES : size + STEP_BYTES
  }

  /**
   * Call it when a commit that erased something is on disk. The erased data stays in the log until that is emptied: a
   * second later, so that many commits share it, or as soon as the readers in it have finished.
   */
  erase(): void {
    this.#erasing ??= setTimeout(() => {
      this.#erasing = undefined
      try {
        if (!this.#fold('TRUNCATE', PATIENCE_MILLISECONDS)) this.erase()
      } catch (error) {
        this.#onFailure(error)
        this.erase()
      }
    }, ERASURE_MILLISECONDS).unref()
  }

  /** To be called before the connection is closed. */
  close(): void {
    if (!this.#erasing) return
    clearTimeout(this.#erasing)
    this.#erasing = undefined
    this.#fold('TRUNCATE', LAST_PATIENCE_MILLISECONDS)
  }

  /** Writes the log into the file; false if somebody still reads from it. */
  #fold(how: 'RESTART' | 'TRUNCATE', patience: number): boolean {
    const before = numberFrom(this.#connection, 'busy_timeout')
    this.#connection.pragma(`busy_timeout = ${patience}`)
    try {
      const [result] = this.#connection.pragma(`wal_checkpoint(${how})`) as { busy: number }[]
      return !result?.busy
    } finally {
      this.#connection.pragma(`busy_timeout = ${before}`)
    }
  }
}
