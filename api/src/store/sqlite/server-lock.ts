import Sqlite from 'better-sqlite3'
import { UnusableDatabaseError } from '../database.ts'
import { makePrivate } from './private-file.ts'

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
