import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { describe, inject, it } from 'vitest'
import { TEMPLATE } from './postgres-setup.ts'

const server = inject('postgres')

/** True where the tests run on PostgreSQL. Tests about the file itself, or a fault of a disk, are left out there. */
export const onPostgres = server !== undefined

/** As `it`, of what there is on files alone. On PostgreSQL there is no such test, rather than one that is skipped. */
export const itOnFiles: (name: string, test: () => Promise<void>) => void = onPostgres ? () => undefined : it

/** As `describe`, of what there is on files alone: one without any test would fail. */
export const describeOnFiles: (name: string, tests: () => void) => void = onPostgres
  ? () => undefined
  : describe

/** One connection makes and drops the databases of all tests that run one after the other; it keeps no process alive. */
const administration = new pg.Pool({ connectionString: `${server}postgres`, max: 1, allowExitOnIdle: true })
administration.on('error', () => undefined)

const ask = (sql: string) => administration.query(sql)

/** Makes a database for one test, and gives its URL. Undefined where tests run on files. */
export async function freshDatabase(): Promise<string | undefined> {
  if (server === undefined) return undefined
  const name = `test_${randomBytes(8).toString('hex')}`
  // As files rather than through the log, which takes twice as long for a small one.
  await ask(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`)
  return server + name
}

/** Makes a database without a table, as it is when the first server starts on it. Only where tests run on PostgreSQL. */
export async function emptyDatabase(): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await ask(`CREATE DATABASE ${name}`)
  return server + name
}

/** Drops what these made, and ends open connections. */
export async function dropDatabase(url: string): Promise<void> {
  await ask(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
}
