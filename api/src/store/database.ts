/** Values of named parameters, without the colon: `:name` in the SQL takes `name` here. */
export type Params = Readonly<Record<string, string | number | Uint8Array | null>>

export type Engine = 'sqlite' | 'postgres'

export interface Statement {
  sql: string
  params: Params
  /** Present: `sql` takes a list of values for each name, and travels with others of the same text. */
  multiRow?: MultiRow
  /** True: what it takes away must not be left in the log either. */
  erases?: true
}

/** How a statement joins others of the same text, on an engine across the network; the order among texts is free. */
export interface MultiRow {
  /** Two of the same key must not join: the later one depends on the earlier. */
  key: string
  /** True: it must change its one row, or all of the transaction fails with StaleError. It has no RETURNING of its own. */
  isGuarded: boolean
}

export interface Written {
  /** Number of changed rows; 0 where a row was returned instead. */
  changes: number
  /** The first row of a RETURNING clause. */
  row: unknown
}

/**
 * The narrow seam to the SQL engine. Statements are prepared once for each text, so texts are constants. A
 * transaction is a list handed over at once, never a callback: on one SQLite connection another request's write
 * would slip in between, and vanish with a rollback.
 */
export interface Database {
  readonly engine: Engine
  get<Row>(sql: string, params?: Params): Promise<Row | undefined>
  all<Row>(sql: string, params?: Params): Promise<Row[]>
  /** One row, or undefined, for each statement; all from one moment. */
  getEach<Row>(statements: readonly Statement[]): Promise<(Row | undefined)[]>
  /** Rows one by one, for exports and recounts; only short work may happen between two rows. */
  iterate<Row>(sql: string, params?: Params): AsyncIterable<Row>
  /** One transaction, on disk when the promise is kept. A result for each statement, in order. */
  write(statements: readonly Statement[]): Promise<Written[]>
  close(): Promise<void>
}

/** The database refused a row (a constraint): trying again is useless, and others' rows are not to blame. */
export class ConstraintError extends Error {
  /** What was violated, as the engine names it; for logs and for telling unique keys apart, not for readers. */
  readonly constraint: string

  constructor(constraint: string) {
    super(`constraint violated: ${constraint}`)
    this.name = 'ConstraintError'
    this.constraint = constraint
  }
}

/** The database cannot be reached, or takes nothing now: what was asked may be asked again later. */
export class UnavailableDatabaseError extends Error {
  override name = 'UnavailableDatabaseError'
  /** True if the connection was lost while a commit was under way: nobody knows yet whether it is on disk. */
  readonly isOutcomeUnknown: boolean

  constructor(cause: unknown, isOutcomeUnknown: boolean) {
    super(`The database is not available: ${cause instanceof Error ? cause.message : cause}`, { cause })
    this.isOutcomeUnknown = isOutcomeUnknown
  }
}

/** What was read is no longer what is stored: another process was quicker. Nothing was written; read again. */
export class StaleError extends Error {
  override name = 'StaleError'
}

/** The disk failed under a write: this process must acknowledge nothing more. The next one recovers what was on disk. */
export class BrokenDatabaseError extends Error {
  /** The engine's own code. */
  readonly code: string
  /** In the engine's own words. */
  readonly reason: string

  constructor(code: string, reason: string) {
    super(`The database failed: ${reason}`)
    this.name = 'BrokenDatabaseError'
    this.code = code
    this.reason = reason
  }
}

/** A database that no server can start on; the message says what to do. */
export class UnusableDatabaseError extends Error {
  override name = 'UnusableDatabaseError'
}

/** True if the address of a database names a PostgreSQL server, and not a file. */
export const isPostgres = (address: string): boolean => /^postgres(?:ql)?:\/\//.test(address)

/** A database as messages name it: without user, password and options. */
export function nameOfDatabase(address: string): string {
  if (!isPostgres(address)) return address
  const { host, pathname } = new URL(address)
  return `postgres://${host}${pathname}`
}

/** Writes something that means nothing, flushed as any commit: to find out whether anything can be written. */
export const WRITE_PROBE: Statement = { sql: 'UPDATE durability_check SET n = 1 - n', params: {} }

/** The same, to have the log emptied of what another process took away: it may have ended before it could. */
export const EMPTY_LOG: Statement = { ...WRITE_PROBE, erases: true }
