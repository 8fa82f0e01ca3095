import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { SqliteDatabase } from './sqlite.ts'

// The same distance from src/store and from dist/store.
const FOLDER = fileURLToPath(new URL('../../migrations/sqlite/', import.meta.url))
const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/

/** Brings the database to the newest shape. Each numbered file runs once, in one transaction with its record. */
export async function migrate(database: SqliteDatabase, now: number): Promise<string[]> {
  database.script(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
  )
  const rows = await database.all<{ name: string }>('SELECT name FROM migrations')
  const applied = new Set(rows.map((row) => row.name))
  const files = readdirSync(FOLDER)
    .filter((file) => NAME.test(file))
    .sort()
  const unknown = [...applied].filter((name) => !files.includes(name))
  if (unknown.length > 0)
    throw new Error(`The database is newer than this program: it has ${unknown.join(', ')}`)
  const pending = files.filter((file) => !applied.has(file))
  for (const file of pending) {
    // File names match NAME, so they are safe to stand in the statement.
    const record = `INSERT INTO migrations (name, applied_at) VALUES ('${file}', ${Math.trunc(now)});`
    database.script(`${readFileSync(FOLDER + file, 'utf8')}\n${record}`)
  }
  return pending
}
