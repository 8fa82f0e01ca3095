import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import Cursor from 'pg-cursor'
import { type Database, type Params, StaleError, type Statement, type Written } from '../database.ts'
import { connectionPool, ownConnection } from './connections.ts'
import { commitFault, hasMetAnother, isAbsent, translated } from './faults.ts'
import { groupStatements, listsOf, preparedOf, type StatementGroup, valuesOf } from './statements.ts'

/** How many connections are kept at most, each opened when it is first wanted. */
export interface Connections {
  readers: number
  /** For what votes depend on: they must not queue behind dashboards and exports. */
  finders: number
  /** Votes are written by one batch after the other; the rest are acts of people and tasks. */
  writers: number
}

const CONNECTIONS: Connections = { readers: 8, finders: 2, writers: 4 }
const PAGE = 1000
const MOST_TRIES = 8
const FIRST_PAUSE_MILLISECONDS = 5
const LONGEST_PAUSE_MILLISECONDS = 250

const queryOf = (sql: string, params: Params) => {
  const prepared = preparedOf(sql)
  return { name: prepared.name, text: prepared.text, values: valuesOf(prepared, params) }
}

function queryOfGroup({ sql, rows, multiRow }: StatementGroup): pg.QueryConfig<unknown[]> {
  if (!multiRow) return queryOf(sql, rows[0] ?? {})
  // A guarded statement returns a row for each that it changed. The number in the answer’s tag is not reliable: for
  // `INSERT … SELECT … ON CONFLICT DO NOTHING` Citus gives the number of rows offered.
  const prepared = preparedOf(multiRow.isGuarded ? `${sql} RETURNING 1` : sql)
  return { name: prepared.name, text: prepared.text, values: listsOf(prepared, rows) }
}

/** Of each transaction that writes, where the engine knows them. */
const SETTINGS: Readonly<Record<string, string>> = {
  // A plan for each batch would take longer than the batch. A kept plan dates from empty tables and would
  // scan large ones, so look-ups by key are forced.
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  // What is forced counts as dear, and dear plans are compiled: a quarter of a second for a table of one row.
  jit: 'off',
  // A machine that vanishes before its commit must not keep its rows from the others, who wait for them.
  idle_in_transaction_session_timeout: '5000',
  // By then the caller has given up.
  statement_timeout: '12000',
}

/** How a transaction begins on this engine: those that only speak PostgreSQL's language know some settings and not others. */
async function beginningOn(pool: pg.Pool): Promise<string> {
  const text = 'SELECT name FROM pg_settings WHERE name = ANY($1)'
  const { rows } = await pool.query<{ name: string }>(text, [Object.keys(SETTINGS)])
  const local = rows.map(({ name }) => `set_config('${name}', '${SETTINGS[name]}', true)`)
  return local.length === 0 ? 'BEGIN' : `BEGIN; SELECT ${local.join(', ')}`
}

/** Uses a connection; one that broke is not given back. */
async function withConnection<Result>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<Result>) {
  const client = await pool.connect()
  let isBroken = false
  try {
    return await use(client)
  } catch (error) {
    isBroken = isAbsent(error)
    throw error
  } finally {
    client.release(isBroken)
  }
}

function writtenOf(
  groups: readonly StatementGroup[],
  results: readonly pg.QueryResult[],
  length: number,
): Written[] {
  const written: Written[] = Array.from({ length }, () => ({ changes: 0, row: undefined }))
  for (const [index, { positions, multiRow }] of groups.entries()) {
    const result = results[index]
    if (!result) continue
    if (multiRow?.isGuarded) {
      const missing = positions.length - result.rows.length
      if (missing !== 0) throw new StaleError(`${missing} rows are not as they were read`)
      continue
    }
    for (const { place, ...row } of result.rows as { place?: number }[])
      if (place !== undefined) written[positions[place - 1] ?? 0] = { changes: 0, row }
    if (multiRow) continue
    const row: unknown = result.rows[0]
    written[positions[0] ?? 0] = { changes: row === undefined ? (result.rowCount ?? 0) : 0, row }
  }
  return written
}

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    throw commitFault(error)
  })
  if (command !== 'COMMIT') throw new Error(`A transaction ended with ${command}`)
}

/** One try. The statements are sent one behind the other, without waiting for answers. */
async function transact(
  client: pg.PoolClient,
  beginning: string,
  statements: readonly Statement[],
): Promise<Written[]> {
  const groups = groupStatements(statements)
  const queries = groups.map(queryOfGroup)
  try {
    // Waited for: had it failed, each of the others would be committed by itself.
    await client.query(beginning)
    const results = await Promise.all(queries.map((query) => client.query(query)))
    const written = writtenOf(groups, results, statements.length)
    await commit(client)
    return written
  } catch (error) {
    if (isAbsent(error)) throw error
    await client.query('ROLLBACK')
    throw error
  }
}

/** Does it again, after a growing pause, while two transactions keep meeting. */
async function untilAlone<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!hasMetAnother(error) || tries >= MOST_TRIES) throw error
      const longest = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** tries)
      await pause(longest * (0.5 + Math.random() / 2))
    }
  }
}

async function reading<Result>(
  pool: pg.Pool,
  read: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await withConnection(pool, read)
  } catch (error) {
    throw translated(error)
  }
}

async function readEach<Row>(
  client: pg.PoolClient,
  statements: readonly Statement[],
): Promise<(Row | undefined)[]> {
  const [first] = statements
  if (first && statements.length === 1 && !first.multiRow)
    return [(await client.query(queryOf(first.sql, first.params))).rows[0]]
  if (first?.multiRow && statements.every(({ sql }) => sql === first.sql)) {
    const prepared = preparedOf(first.sql)
    const values = listsOf(
      prepared,
      statements.map(({ params }) => params),
    )
    const { rows } = await client.query({ name: prepared.name, text: prepared.text, values })
    const found = new Array<Row | undefined>(statements.length).fill(undefined)
    for (const { place, ...row } of rows as { place: number }[]) found[place - 1] = row as Row
    return found
  }
  const results = await Promise.all([
    client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    ...statements.map(({ sql, params }) => client.query(queryOf(sql, params))),
    client.query('COMMIT'),
  ])
  return results.slice(1, -1).map(({ rows }) => rows[0] as Row | undefined)
}

async function* walk<Row>(url: string, sql: string, params: Params): AsyncGenerator<Row> {
  const client = await ownConnection(url)
  try {
    const { text, values } = queryOf(sql, params)
    const cursor = client.query(new Cursor<Row & object>(text, values))
    for (let rows = await cursor.read(PAGE); rows.length > 0; rows = await cursor.read(PAGE)) yield* rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Opens PostgreSQL, or what speaks its language, as a database of the seam. Nothing is asked of it yet. */
export function openPostgres(url: string, most: Connections = CONNECTIONS): Database {
  const readers = connectionPool(url, most.readers)
  const finders = connectionPool(url, most.finders)
  const writers = connectionPool(url, most.writers)
  let known: Promise<string> | undefined
  const beginning = () => {
    known ??= beginningOn(writers).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  const write = async (statements: readonly Statement[]) => {
    const begin = await beginning()
    return untilAlone(() => withConnection(writers, (client) => transact(client, begin, statements)))
  }
  const rowsOf = async (sql: string, params: Params) =>
    (await reading(readers, (client) => client.query(queryOf(sql, params)))).rows
  return {
    engine: 'postgres',
    get: async <Row>(sql: string, params: Params = {}) => (await rowsOf(sql, params))[0] as Row | undefined,
    all: async <Row>(sql: string, params: Params = {}) => (await rowsOf(sql, params)) as Row[],
    getEach: async <Row>(statements: readonly Statement[]) =>
      statements.length === 0 ? [] : reading(finders, (client) => readEach<Row>(client, statements)),
    async *iterate<Row>(sql: string, params: Params = {}) {
      try {
        yield* walk<Row>(url, sql, params)
      } catch (error) {
        throw translated(error)
      }
    },
    write: (statements) =>
      write(statements).catch((error: unknown) => {
        throw translated(error)
      }),
    close: async () => {
      await Promise.all([readers, finders, writers].map((pool) => pool.end()))
    },
  }
}
