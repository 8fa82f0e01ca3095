import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { COUNTERS, type Counters, noCounters } from '../../api/src/domain/engagement/engagement.ts'
import { TALLY_KEYS, type TallyKey } from '../../api/src/domain/votes/votes.ts'
import { isPostgres } from '../../api/src/store/database.ts'
import { QUALIFICATION_KEYS } from '../../api/src/wire/constants.ts'

type TallyRow = Record<TallyKey, number>

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const TALLY_COLUMNS = TALLY_KEYS.map((key) => `${snake(key)} AS "${key}"`).join(', ')

const TABLES = [
  'votes',
  'proposals',
  'tallies',
  'articles',
  'scopes',
  'reader_days',
  'network_days',
  'engagement_hours',
  'daily_salts',
  'first_vote_delays',
  'left_out',
  'proposal_places',
  'accepted_hours',
  'consultations',
  'publishers',
  'publisher_origins',
  'api_keys',
  'share_links',
]

const PARIS = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })

const ON_POSTGRES: readonly [RegExp, string][] = [
  // Views sum these up; with one process there is one part.
  [/\b(UPDATE|INTO|DELETE FROM) tallies\b/g, '$1 tally_parts'],
  [/\b(UPDATE|INTO|DELETE FROM) segment_tallies\b/g, '$1 segment_tally_parts'],
  [/\bhex\((\w+)\)/g, "upper(encode($1, 'hex'))"],
  [/\bx'([0-9a-f]*)'/g, "CAST('\\x$1' AS BYTEA)"],
]
/** Words as a statement of the seam is to have them, where a test writes behind the API's back. */
export const onEngine = (sql: string, address: string): string =>
  isPostgres(address)
    ? ON_POSTGRES.reduce((result, [pattern, instead]) => result.replace(pattern, instead), sql)
    : sql

/** How what is read becomes values, as a file gives them: counts as numbers, true and false as 1 and 0. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.NUMERIC]: Number,
  [pg.types.builtins.BOOL]: (text) => (text === 't' ? 1 : 0),
}

async function askPostgres<Row>(url: string, sql: string, params: readonly unknown[]): Promise<Row[]> {
  let count = 0
  const numbered = sql.replaceAll('?', () => `$${++count}`)
  const client = new pg.Client({
    connectionString: url,
    types: {
      getTypeParser: (oid: number) => (PARSERS[oid] ?? pg.types.getTypeParser(oid)) as never,
    },
  })
  await client.connect()
  try {
    return (await client.query(onEngine(numbered, url), [...params])).rows as Row[]
  } finally {
    await client.end()
  }
}

/** Reads a database, a file or one of PostgreSQL's, with a connection of its own, so it sees only what is committed. */
export class DatabaseFile {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  async all<Row>(sql: string, ...params: unknown[]): Promise<Row[]> {
    if (isPostgres(this.path)) return askPostgres(this.path, sql, params)
    const connection = new Sqlite(this.path, { readonly: true })
    try {
      return connection.prepare(sql).all(...params) as Row[]
    } finally {
      connection.close()
    }
  }

  async one<Value>(sql: string, ...params: unknown[]): Promise<Value | undefined> {
    const [row] = await this.all<Record<string, Value>>(sql, ...params)
    return Object.values(row ?? {})[0]
  }

  /** Changes the file behind the API's back. */
  async run(sql: string, ...params: unknown[]): Promise<void> {
    if (isPostgres(this.path)) return void (await askPostgres(this.path, sql, params))
    const connection = new Sqlite(this.path)
    try {
      connection.prepare(sql).run(...params)
    } finally {
      connection.close()
    }
  }

  /** The names of a table's columns. */
  async columns(table: string): Promise<string[]> {
    const sql = isPostgres(this.path)
      ? "SELECT column_name AS name FROM information_schema.columns WHERE table_name = ? AND table_schema = 'public' ORDER BY ordinal_position"
      : 'SELECT name FROM pragma_table_info(?)'
    return (await this.all<{ name: string }>(sql, table)).map(({ name }) => name)
  }

  /** All that is stored, to be searched: the file and its log; of PostgreSQL each row of each table as text. */
  async bytes(): Promise<Buffer> {
    if (!isPostgres(this.path))
      return Buffer.concat([this.path, `${this.path}-wal`].map((path) => readFileSync(path)))
    const tables = await this.all<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    const rows = await Promise.all(
      tables.map(({ name }) => this.all<{ row: string }>(`SELECT CAST(t AS TEXT) AS row FROM "${name}" t`)),
    )
    return Buffer.from(
      rows
        .flat()
        .map(({ row }) => row)
        .join('\n'),
    )
  }

  /** Rows of every table that a request could fill. */
  async rowCounts(): Promise<Record<string, number>> {
    const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)
    return (await this.all<Record<string, number>>(`SELECT ${counts.join(', ')}`))[0] ?? {}
  }

  votes(): Promise<{ proposal: string; vote: string | null; qualifications: number; revision: number }[]> {
    return this.all('SELECT proposal_id AS proposal, vote, qualifications, revision FROM votes')
  }

  /** Tallies as they are stored, by proposal; proposals without a vote are left out. */
  async tallies(): Promise<Map<string, TallyRow>> {
    const rows = await this.all<TallyRow & { proposal: string }>(
      `SELECT proposal_id AS proposal, ${TALLY_COLUMNS} FROM tallies ORDER BY proposal_id`,
    )
    return withoutZeros(rows.map(({ proposal, ...row }) => [proposal, row]))
  }

  /** Tallies counted from the votes that count, one by one; shares no code with the API. */
  async recount(): Promise<Map<string, TallyRow>> {
    const counted = new Map<string, TallyRow>()
    const votes = await this.all<{ proposal: string; vote: string | null; qualifications: number }>(`
      SELECT v.proposal_id AS proposal, v.vote, v.qualifications FROM votes v
      LEFT JOIN cohorts c ON c.id = v.cohort_id WHERE v.cohort_id IS NULL OR c.class = 'counted'`)
    for (const { proposal, vote, qualifications } of votes) {
      const row = counted.get(proposal) ?? (Object.fromEntries(TALLY_KEYS.map((key) => [key, 0])) as TallyRow)
      if (vote !== null) row[vote as TallyKey] += 1
      for (const [index, key] of QUALIFICATION_KEYS.entries())
        row[key] += Math.floor(qualifications / 2 ** index) % 2
      counted.set(proposal, row)
    }
    return withoutZeros([...counted].sort(([one], [other]) => (one < other ? -1 : 1)))
  }

  /**
   * Counters of a day in Paris; of one consultation or (null) all, of one article or (null) the site. By another way
   * than the code's: growth from hour to hour, added up by what the wall clock says of each.
   */
  async engagement(
    day: string,
    consultationId: string | null = null,
    articleUrl: string | null = null,
  ): Promise<Counters> {
    const columns = COUNTERS.map((key) => `${snake(key)} AS "${key}"`).join(', ')
    const rows = await this.all<Counters & { hour: number; node: number }>(
      `SELECT e.hour, ${isPostgres(this.path) ? 'e.node' : '0 AS node'}, ${columns}
       FROM engagement_hours e JOIN scopes s ON s.id = e.scope_id
       LEFT JOIN articles a ON a.id = s.value
       WHERE s.kind = ? AND s.consultation_id = ? AND coalesce(a.url, '') = ? ORDER BY node, e.hour`,
      articleUrl === null ? 'site' : 'article',
      consultationId ?? '',
      articleUrl ?? '',
    )
    const total = noCounters()
    rows.forEach((row, index) => {
      if (PARIS.format(row.hour) !== day) return
      const before = rows[index - 1]
      const isGrowing = before?.node === row.node
      for (const key of COUNTERS) total[key] += row[key] - (isGrowing ? before[key] : 0)
    })
    return total
  }
}

function withoutZeros(rows: readonly (readonly [string, TallyRow])[]): Map<string, TallyRow> {
  return new Map(rows.filter(([, row]) => Object.values(row).some((count) => count !== 0)))
}
