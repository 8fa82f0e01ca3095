import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { UnusableDatabaseError } from '../database.ts'
import { numberFrom } from './database-file.ts'

/** Large tables, which a start has no time to read through; `unisson check` does. */
const LARGE = ['votes', 'reader_days', 'network_days']

const damaged = (file: string, found: string): UnusableDatabaseError =>
  new UnusableDatabaseError(
    `The database ${file} is damaged (${found}). "unisson check" says where; "unisson restore" puts a backup in its place`,
  )

/** So that the log's name survives a power cut: SQLite does it too, but goes on when it fails. */
function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function faultOf(connection: Sqlite.Database, file: string): string | undefined {
  connection.pragma('wal_checkpoint(TRUNCATE)')
  flushFolder(dirname(file))
  const pages = numberFrom(connection, 'page_count')
  const pageSize = numberFrom(connection, 'page_size')
  // The log may hold what the file lacks, if a reader kept it from being folded.
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (log === 0 && statSync(file).size < pages * pageSize) return 'it is shorter than it says'
  const tables = connection
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all()
  for (const table of tables.filter((name) => !LARGE.includes(name))) {
    const found = connection.pragma(`quick_check('${table}')`, { simple: true })
    if (found !== 'ok') return String(found)
  }
  return undefined
}

const isDamage = (error: unknown): boolean =>
  /^SQLITE_(?:CORRUPT|NOTADB)/.test((error as { code?: string }).code ?? '')

/** Folds and flushes the log, then looks the file over as far as a start can wait for. Throws if it is damaged. */
export function checkAtStart(connection: Sqlite.Database, file: string): void {
  let found: string | undefined
  try {
    found = faultOf(connection, file)
  } catch (error) {
    if (!isDamage(error)) throw error
    found = (error as Error).message
  }
  if (found !== undefined) throw damaged(file, found)
}

/** The error at the opening of a file, with words that say what to do. */
export function openingError(error: unknown, file: string): unknown {
  if (isDamage(error)) return damaged(file, (error as Error).message)
  const { code = '', message } = error as { code?: string; message: string }
  if (/^SQLITE_(?:READONLY|CANTOPEN|FULL|IOERR)|^(?:EACCES|EIO|EROFS|ENOSPC|EPERM)$/.test(code))
    return new UnusableDatabaseError(`The database ${file} cannot be opened for writing (${message})`)
  if (code.startsWith('SQLITE_BUSY'))
    return new UnusableDatabaseError(`Another program holds ${file} for itself; try again when it is done`)
  return error
}
