import { readdirSync, readFileSync } from 'node:fs'
import { MIGRATIONS_FOLDER } from '../files.ts'
import { type Engine, UnusableDatabaseError } from './database.ts'
import type { SqliteDatabase } from './sqlite/engine.ts'

const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/

/** A step on the way to the newest shape, with the statement that records it. */
interface Migration {
  name: string
  script: string
}

/** The steps that are still to be taken on an engine. Throws when the database has steps that this program does not know. */
export function pendingMigrations(engine: Engine, applied: readonly string[], now: number): Migration[] {
  const folder = `${MIGRATIONS_FOLDER}${engine}/`
  const files = readdirSync(folder)
    .filter((file) => NAME.test(file))
    .sort()
  const unknown = applied.filter((name) => !files.includes(name))
  if (unknown.some((name) => name.startsWith('0001-')))
    throw new UnusableDatabaseError(
      'The database was made by a development version, before the first release. Start with a new database',
    )
  if (unknown.length > 0)
    throw new Error(`The database is newer than this program: it has ${unknown.join(', ')}`)
  return files
    .filter((file) => !applied.includes(file))
    .map((name) => {
      // File names match NAME, so they are safe to stand in the statement.
      const record = `INSERT INTO migrations (name, applied_at) VALUES ('${name}', ${Math.trunc(now)});`
      return { name, script: `${record}\n${readFileSync(folder + name, 'utf8')}` }
    })
}

/** Brings the database to the newest shape. Each numbered file runs once, in one transaction with its record. */
export async function migrate(database: SqliteDatabase, now: number): Promise<string[]> {
  database.script(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
  )
  const rows = await database.all<{ name: string }>('SELECT name FROM migrations')
  const pending = pendingMigrations(
    'sqlite',
    rows.map(({ name }) => name),
    now,
  )
  for (const { script } of pending) database.script(script)
  return pending.map(({ name }) => name)
}
