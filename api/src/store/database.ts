/** Values of named parameters, without the colon: `:name` in the SQL takes `name` here. */
export type Params = Readonly<Record<string, string | number | Uint8Array | null>>

export interface Statement {
  sql: string
  params: Params
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

/** The disk failed under a write: this process must acknowledge nothing more. The next one recovers what was on disk. */
export class BrokenDatabaseError extends Error {
  /** The engine's own code. */
  readonly code: string

  constructor(code: string, message: string) {
    super(`The database failed: ${message}`)
    this.name = 'BrokenDatabaseError'
    this.code = code
  }
}

/** A database that no server can start on; the message says what to do. */
export class UnusableDatabaseError extends Error {
  override name = 'UnusableDatabaseError'
}
