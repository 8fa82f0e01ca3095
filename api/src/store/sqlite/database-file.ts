import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { UnusableDatabaseError } from '../database.ts'

/** The file beside the database that a server holds locked; it stays empty. */
const lockFileOf = (file: string): string => `${file}-lock`

export interface ServerLock {
  release(): void
}

/**
 * Makes this process the only server on a database file: two would answer from memories that do not know of each
 * other. A lock of the operating system (by SQLite, on a file of its own), so it ends with its holder, however that
 * ends. The command line does not take it, and works beside a server. Throws UnusableDatabaseError if it is taken.
 */
export function lockForServer(file: string): ServerLock {
  let connection: Sqlite.Database | undefined
  try {
    makePrivate(lockFileOf(file))
    connection = new Sqlite(lockFileOf(file), { timeout: 0 })
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection?.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new UnusableDatabaseError(
      `Another server works on ${file} already; stop it first, or give this one a database of its own`,
    )
  }
  const held = connection
  return { release: () => held.close() }
}

/** A setting or a figure of SQLite, where it is a number. */
export const numberFrom = (connection: Sqlite.Database, pragma: string): number =>
  Number(connection.pragma(pragma, { simple: true }))

/** Votes, and the secrets of the consultations, lie in it: its owner alone may read it. */
const OWNER_ONLY = 0o600
const OTHERS = 0o007
/** SQLite gives the files beside it the rights of the file itself. */
const BESIDE = ['', '-wal', '-shm', '-lock']

/** Makes a file that its owner alone may read, unless there is one; true if it was made. */
export function makePrivate(file: string): boolean {
  try {
    closeSync(openSync(file, 'ax', OWNER_ONLY))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** Takes a database that everybody could read, as older versions made them, from all but its owner. */
export function closeToOthers(file: string): void {
  for (const end of BESIDE) {
    const mode = statSync(file + end, { throwIfNoEntry: false })?.mode ?? 0
    if ((mode & OTHERS) === 0) continue
    try {
      chmodSync(file + end, OWNER_ONLY)
    } catch (error) {
      // It belongs to somebody else, who decides who may read it.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
    }
  }
}
