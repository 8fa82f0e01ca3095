import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { UnusableDatabaseError } from '../database.ts'
import { lockForServer } from './database-file.ts'

/** A backup holds the consultations' secrets: only its owner may read it. */
const OWNER_ONLY = 0o600
const PROBLEMS_SHOWN = 100
const BESIDE = ['', '-wal', '-shm']
// A day's salt lives for two days; in a backup it would live as long as that does. Nor is anyone signed in by a backup.
const FORGET_SHORT_LIVED = [
  'daily_salts',
  'reader_days',
  'network_days',
  'administrator_sessions',
  'editor_sessions',
]
  .map((table) => `DELETE FROM ${table}`)
  .join('; ')

function flush(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Gives a finished file its name; after a power cut there is the whole file, or none of that name. */
function moveIntoPlace(from: string, to: string): void {
  flush(from)
  renameSync(from, to)
  flush(dirname(to))
}

function withConnection<Result>(
  file: string,
  options: Sqlite.Options,
  use: (connection: Sqlite.Database) => Result,
): Result {
  const connection = new Sqlite(file, { fileMustExist: true, timeout: 5000, ...options })
  try {
    return use(connection)
  } finally {
    connection.close()
  }
}

/**
 * Looks a whole file over, as SQLite can, and its foreign keys; gives what is wrong in words, at most a hundred lines.
 * It does not know what the votes should be; that is for `verifyTallies`.
 */
export function checkDatabase(file: string): string[] {
  try {
    return withConnection(file, { readonly: true }, (connection) => {
      const found = connection.pragma(`integrity_check(${PROBLEMS_SHOWN})`) as { integrity_check: string }[]
      const lines = found.map((row) => row.integrity_check).filter((line) => line !== 'ok')
      const orphans = connection.pragma('foreign_key_check') as { table: string; parent: string }[]
      return [
        ...lines,
        ...orphans.map(({ table, parent }) => `a row of ${table} names a row of ${parent} that is not there`),
      ].slice(0, PROBLEMS_SHOWN)
    })
  } catch (error) {
    if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test((error as { code?: string }).code ?? '')) throw error
    return [(error as Error).message]
  }
}

/** Throws UnusableDatabaseError if the file is not whole. */
function assertWhole(file: string): void {
  const [problem] = checkDatabase(file)
  if (problem !== undefined) throw new UnusableDatabaseError(`${file} is damaged (${problem})`)
}

/**
 * Copies a database, of one moment, while others read and write it; checks the copy, and only then gives it its name.
 * What was erased is not in it, nor the sets of the day's readers. Gives its size in bytes. Throws
 * UnusableDatabaseError if there is such a file already, or the copy is damaged.
 */
export function backUp(file: string, target: string): number {
  if (existsSync(target)) throw new UnusableDatabaseError(`There is a file ${target} already`)
  const unfinished = `${target}.unfinished`
  rmSync(unfinished, { force: true })
  try {
    closeSync(openSync(unfinished, 'wx', OWNER_ONLY))
    // One reading transaction in a process of its own: writers do not wait for it, nor does it begin again with each
    // of their commits, as SQLite's online backup does.
    withConnection(file, { readonly: true }, (source) => {
      source.prepare('VACUUM INTO ?').run(unfinished)
    })
    withConnection(unfinished, {}, (copy) => {
      copy.pragma('secure_delete = ON')
      copy.exec(`BEGIN; ${FORGET_SHORT_LIVED}; COMMIT`)
    })
    assertWhole(unfinished)
    moveIntoPlace(unfinished, target)
  } finally {
    rmSync(unfinished, { force: true })
  }
  return statSync(target).size
}

/** True if any process has the database open; a damaged one cannot say, and only the server's lock speaks for it. */
function isInUse(file: string): boolean {
  try {
    return withConnection(file, { timeout: 0 }, (connection) => {
      connection.pragma('locking_mode = EXCLUSIVE')
      connection.exec('BEGIN EXCLUSIVE; ROLLBACK')
      return false
    })
  } catch (error) {
    return (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false
  }
}

export interface Restored {
  /** Where the database went that was there before; null: there was none. */
  replaced: string | null
}

/**
 * Puts a backup in the place of a database. With `replace` a database that is there is set aside, its log with it;
 * nothing is deleted. Throws UnusableDatabaseError if the backup is damaged, if there is a database and it is not to
 * be replaced, or if any process works on it.
 */
export function restore(backup: string, file: string, replace: boolean, now: number): Restored {
  assertWhole(backup)
  const lock = lockForServer(file)
  const unfinished = `${file}.unfinished`
  try {
    const isThere = existsSync(file)
    if (isThere && !replace)
      throw new UnusableDatabaseError(`There is a database ${file} already; --replace sets it aside`)
    if (isThere && isInUse(file)) throw new UnusableDatabaseError(`Another program works on ${file}`)
    copyFileSync(backup, unfinished)
    const aside = `${file}.replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`
    // A log that belongs to another database would be folded into this one.
    for (const end of BESIDE) if (existsSync(file + end)) renameSync(file + end, aside + end)
    moveIntoPlace(unfinished, file)
    return { replaced: isThere ? aside : null }
  } finally {
    rmSync(unfinished, { force: true })
    lock.release()
  }
}
