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

/** How long the log may hold what was taken away. */
const ERASURE_MILLISECONDS = 1000
/** How long the end of a program waits for those who read. */
const LAST_PATIENCE_MILLISECONDS = 2000

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
  #erasing: NodeJS.Timeout | undefined
  readonly #onFailure: (error: unknown) => void

  /** `onFailure` is told of errors in what nobody waits for. */
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
   * To be called when a commit is on disk that took something away for good. What was taken away lies in the log until
   * that is emptied: a second later, so that many share it, or as soon as those who read it are through.
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
    const before = this.#connection.pragma('busy_timeout', { simple: true }) as number
    this.#connection.pragma(`busy_timeout = ${patience}`)
    try {
      const [result] = this.#connection.pragma(`wal_checkpoint(${how})`) as { busy: number }[]
      return !result?.busy
    } finally {
      this.#connection.pragma(`busy_timeout = ${before}`)
    }
  }
}
