import { createHash } from 'node:crypto'
import { bitsAsText } from '../daily-sets.ts'
import type { Database, Params, Statement } from '../database.ts'
import { MOVED_TABLES, type MovedTable } from './tables.ts'

type Value = string | number | Uint8Array | null
type Row = Record<string, Value>

export interface MoveProgress {
  table: string
  /** Rows of all tables that are there, and that there are. */
  moved: number
  total: number
}

export interface MovedCount {
  table: string
  rows: number
  /** Rows of both in order, each value: true if all of them are the same. */
  isSame: boolean
}

const PAGE = 2000

const PROGRESS_TABLE = `
  CREATE TABLE IF NOT EXISTS moved_tables (name TEXT PRIMARY KEY, last_key TEXT, moved BIGINT NOT NULL)`
const PROGRESS = 'SELECT name, last_key AS "lastKey", moved FROM moved_tables'
const NOTE = `
  INSERT INTO moved_tables (name, last_key, moved) VALUES (:name, :lastKey, :moved)
  ON CONFLICT (name) DO UPDATE SET last_key = excluded.last_key, moved = excluded.moved`
const NOTES = `
  SELECT count(*) AS count FROM information_schema.tables
  WHERE table_name = 'moved_tables' AND table_schema = current_schema()`
/** The name of the note that all was moved, and compared. */
const WHOLE = ''
const COUNTING = "SELECT count(*) AS count FROM nodes WHERE holder <> ''"
const COLUMNS = `
  SELECT column_name AS name, upper(data_type) AS type FROM information_schema.columns
  WHERE table_name = :table AND table_schema = current_schema()`

const written = (key: readonly Value[]): string =>
  JSON.stringify(
    key.map((part) => (part instanceof Uint8Array ? { hex: Buffer.from(part).toString('hex') } : part)),
  )
const read = (text: string): Value[] =>
  (JSON.parse(text) as (Value | { hex: string })[]).map((part) =>
    part !== null && typeof part === 'object' && 'hex' in part
      ? Buffer.from(part.hex, 'hex')
      : (part as Value),
  )

/** Bits are one text for one meaning on PostgreSQL; a file keeps them in the order in which they came. */
function moving({ source }: MovedTable, row: Row): Row {
  if (source !== 'reader_days' && source !== 'network_days') return row
  const bits = Object.entries(JSON.parse(String(row['scopes'])) as Record<string, number>)
  return { ...row, scopes: bitsAsText(new Map(bits.map(([id, value]) => [Number(id), value]))) }
}

/** True if a file was moved into the database, and not all of it is there, or not as it was: nothing to serve. */
export async function isPartlyMoved(database: Database): Promise<boolean> {
  if (((await database.get<{ count: number }>(NOTES))?.count ?? 0) === 0) return false
  const notes = await database.all<{ name: string }>(PROGRESS)
  return notes.length > 0 && !notes.some(({ name }) => name === WHOLE)
}

/** Moves all that a file holds into an empty database of PostgreSQL, table by table, page by page. */
export class Move {
  readonly #source: Database
  readonly #target: Database

  constructor(source: Database, target: Database) {
    this.#source = source
    this.#target = target
  }

  /** True if the target holds nothing yet, or what an earlier run has moved; false once a server has counted in it. */
  async isPossible(): Promise<boolean> {
    if (((await this.#target.get<{ count: number }>(COUNTING))?.count ?? 0) > 0) return false
    await this.#target.write([{ sql: PROGRESS_TABLE, params: {} }])
    const begun = await this.#target.all(PROGRESS)
    const consultations = await this.#count(this.#target, 'consultations')
    const publishers = await this.#count(this.#target, 'publishers')
    return begun.length > 0 || consultations + publishers === 0
  }

  /** Goes on where an earlier run ended: each page and the note of it are one transaction. */
  async run(onProgress: (progress: MoveProgress) => void): Promise<void> {
    const rows = await this.#target.all<{ name: string; lastKey: string | null; moved: number }>(PROGRESS)
    const known = new Map(rows.map((row) => [row.name, row]))
    let total = 0
    for (const { source } of MOVED_TABLES) total += await this.#count(this.#source, source)
    let moved = rows.reduce((sum, row) => sum + row.moved, 0)
    for (const table of MOVED_TABLES) {
      const note = known.get(table.target)
      for await (const page of this.#move(table, note?.lastKey ?? null, note?.moved ?? 0)) {
        moved += page
        onProgress({ table: table.source, moved, total })
      }
    }
  }

  /** Reads both again, row by row in the order of their keys, and compares each value; notes that all is the same. */
  async compare(onProgress: (table: string) => void): Promise<MovedCount[]> {
    const counts: MovedCount[] = []
    for (const table of MOVED_TABLES) {
      onProgress(table.source)
      const columns = await this.#columns(table)
      // One after the other: reading a file leaves no time for a connection.
      const one = await this.#digest(this.#source, table, table.source, columns)
      const other = await this.#digest(this.#target, table, table.target, columns)
      counts.push({ table: table.source, rows: other.rows, isSame: one.digest === other.digest })
    }
    if (counts.every(({ isSame }) => isSame))
      await this.#target.write([{ sql: NOTE, params: { name: WHOLE, lastKey: null, moved: 0 } }])
    return counts
  }

  async #count(database: Database, table: string): Promise<number> {
    return (await database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))?.count ?? 0
  }

  /** Those that both have. */
  async #columns({ target, added }: MovedTable): Promise<string[]> {
    const rows = await this.#target.all<{ name: string }>(COLUMNS, { table: target })
    return rows.map(({ name }) => name).filter((name) => !(name in added))
  }

  async *#move(table: MovedTable, lastKey: string | null, done: number): AsyncGenerator<number> {
    const sql = await this.#insertion(table)
    const order = table.key.join(', ')
    const behind = (names: string) => `WHERE (${order}) > (${names})`
    let last = lastKey === null ? null : read(lastKey)
    let moved = done
    for (;;) {
      const condition = last ? behind(table.key.map((_, index) => `:key${index}`).join(', ')) : ''
      const params = Object.fromEntries((last ?? []).map((part, index) => [`key${index}`, part]))
      const rows = await this.#source.all<Row>(
        `SELECT * FROM ${table.source} ${condition} ORDER BY ${order} LIMIT ${PAGE}`,
        params,
      )
      if (rows.length === 0) return
      last = table.key.map((name) => rows.at(-1)?.[name] ?? null)
      moved += rows.length
      await this.#target.write([
        ...rows.map((row, index): Statement => {
          const params: Params = { ...moving(table, row), ...table.added }
          return { sql, params, multiRow: { key: `${index}`, isGuarded: true } }
        }),
        { sql: NOTE, params: { name: table.target, lastKey: written(last), moved } },
      ])
      yield rows.length
    }
  }

  async #insertion({ target }: MovedTable): Promise<string> {
    const columns = await this.#target.all<{ name: string; type: string }>(COLUMNS, { table: target })
    const names = columns.map(({ name }) => name).join(', ')
    const lists = columns.map(({ name, type }) => `CAST(:${name} AS ${type}[])`).join(', ')
    return `INSERT INTO ${target} (${names}) SELECT * FROM unnest(${lists}) AS k (${names})`
  }

  async #digest(database: Database, table: MovedTable, name: string, columns: readonly string[]) {
    const hash = createHash('sha256')
    let rows = 0
    const sql = `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${table.key.join(', ')}`
    for await (const row of database.iterate<Row>(sql)) {
      hash.update(written(columns.map((column) => moving(table, row)[column] ?? null)))
      rows += 1
    }
    return { digest: hash.digest('hex'), rows }
  }
}
