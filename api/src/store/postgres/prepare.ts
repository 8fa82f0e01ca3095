import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { nameOfDatabase, UnusableDatabaseError } from '../database.ts'
import { pendingMigrations } from '../migrations.ts'
import { ownConnection } from './connections.ts'

const MOST_TRIES = 20
const PAUSE_MILLISECONDS = 100
/** Two processes that start at once make the same table or record the same step; the slower one looks again. */
const MET_ANOTHER = /^(?:23505|42P07|40001|40P01|42710|XX000)$/

/** What each setting must not be: an acknowledged vote could be lost. */
const SETTINGS = [
  ['fsync', 'what was acknowledged is lost when the machine stops'],
  ['synchronous_commit', 'what was acknowledged is lost when the server stops'],
  ['full_page_writes', 'a page half written when the machine stops stays damaged'],
] as const

async function assertDurable(client: pg.Client): Promise<void> {
  for (const [name, why] of SETTINGS) {
    // Engines that only speak PostgreSQL's language know some of these settings and not others.
    const { rows } = await client.query('SELECT current_setting($1, true) AS value', [name])
    if ((rows[0] as { value: string | null }).value !== 'off') continue
    throw new UnusableDatabaseError(
      `PostgreSQL runs with ${name} = off: ${why}. Set it on, for the server, this database and this role`,
    )
  }
}

async function applied(client: pg.Client): Promise<string[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)',
  )
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations')
  return rows.map(({ name }) => name)
}

async function inTransaction(client: pg.Client, script: string): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(script)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/** The record of a step is inserted first: a second process waits there, and then skips the step. */
async function migrateOnce(client: pg.Client, now: number): Promise<string[]> {
  const pending = pendingMigrations('postgres', await applied(client), now)
  for (const { script } of pending) await inTransaction(client, script)
  return pending.map(({ name }) => name)
}

async function migrate(client: pg.Client, now: number): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await migrateOnce(client, now)
    } catch (error) {
      if (!MET_ANOTHER.test((error as { code?: string }).code ?? '') || tries >= MOST_TRIES) throw error
      await pause(PAUSE_MILLISECONDS)
    }
  }
}

/**
 * Holds the settings of the server against what is promised, and brings the database to the newest shape; gives the
 * steps that were taken. Throws UnusableDatabaseError with what to do.
 */
export async function preparePostgres(url: string, now: number): Promise<string[]> {
  const client = await ownConnection(url).catch((error: Error) => {
    const reason = error.message || (error as { code?: string }).code
    throw new UnusableDatabaseError(`PostgreSQL cannot be reached (${nameOfDatabase(url)}): ${reason}`)
  })
  try {
    await assertDurable(client)
    return await migrate(client, now)
  } finally {
    await client.end()
  }
}
