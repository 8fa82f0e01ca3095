import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  BrokenDatabaseError,
  ConstraintError,
  type Database,
  type Params,
  type Statement,
  type Written,
} from '../database.ts'
import { parameterOf, withNamesReplaced } from '../sql-text.ts'
import { makePrivate, numberFrom } from './database-file.ts'
import { asBroken } from './faults.ts'
import { checkAtStart } from './start-check.ts'
import { KEPT_LOG_BYTES, LogBound } from './write-ahead-log.ts'

const FULL = 2
const CACHE_MEBIBYTES = 24
/** Pages of the write-ahead log before it is folded into the file; 32 MiB, so hot pages are folded once, not often. */
const CHECKPOINT_PAGES = 8000
const MEMORY = ':memory:'
/** How long a start or a migration waits for another process; it stands still meanwhile. */
const START_WAIT_MILLISECONDS = 5000
/** How long a write waits for another process, in steps between which requests are served. */
const WRITE_WAIT_MILLISECONDS = 2000
const STEP_MILLISECONDS = 25

function assertFull(connection: Sqlite.Database): void {
  const synchronous = numberFrom(connection, 'synchronous')
  if (synchronous !== FULL) {
    throw new Error(`SQLite runs at synchronous=${synchronous}; only 2 (FULL) keeps every acknowledged vote`)
  }
}

function connect(file: string, cacheMebibytes: number): Sqlite.Database {
  if (file !== MEMORY) {
    mkdirSync(dirname(file), { recursive: true })
    makePrivate(file)
  }
  const connection = new Sqlite(file, { timeout: START_WAIT_MILLISECONDS })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  connection.pragma(`journal_size_limit = ${KEPT_LOG_BYTES}`)
  connection.pragma(`cache_size = -${cacheMebibytes * 1024}`)
  // What is deleted is overwritten: a forgotten vote is not to be read out of the file afterwards. FAST would leave it on
  // pages that are free.
  connection.pragma('secure_delete = ON')
  // better-sqlite3 is compiled so that a WAL database falls back to NORMAL at the first write, while the pragma
  // still reads FULL before it. So: write, then look.
  connection.transaction(() =>
    connection.exec('CREATE TABLE IF NOT EXISTS durability_check (n INTEGER) STRICT'),
  )()
  connection.transaction(() =>
    connection.exec('DELETE FROM durability_check; INSERT INTO durability_check VALUES (1)'),
  )()
  assertFull(connection)
  return connection
}

/** A statement whose parameters are bound by position, not by name. */
interface Prepared {
  statement: Sqlite.Statement<[Places], unknown>
  names: readonly string[]
}

type Places = Params[string][]

// Binding by name looks each name up on every call: a fifth of the time that a vote's row takes.
function preparedOn(connection: Sqlite.Database, sql: string): Prepared {
  const names: string[] = []
  const text = withNamesReplaced(sql, (name) => {
    names.push(name)
    return '?'
  })
  return { statement: connection.prepare<[Places], unknown>(text), names }
}

function inPlaces(names: readonly string[], params: Params): Places {
  const values: Places = []
  for (const name of names) values.push(parameterOf(params, name))
  return values
}

export interface SqliteOptions {
  /** Pages that the connection keeps in memory. */
  cacheMebibytes?: number
  /** Called once, when the disk fails under a write. From then on every write is refused. */
  onBroken?(error: BrokenDatabaseError): void
}

/** Turns SQLite's errors into those of the seam, and remembers a disk that failed. */
function faultsOf(file: string, { onBroken }: SqliteOptions) {
  let broken: BrokenDatabaseError | undefined
  return {
    assertSound(): void {
      if (broken) throw broken
    },
    translated(error: unknown): unknown {
      if (!(error instanceof Sqlite.SqliteError)) return error
      if (error.code.startsWith('SQLITE_CONSTRAINT')) return new ConstraintError(error.message)
      broken = asBroken(error, file)
      if (broken) onBroken?.(broken)
      return broken ?? error
    },
  }
}

const isBusy = (error: unknown): boolean =>
  (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false

/** Tries again while another process writes; between two tries this one serves its requests. */
async function whenFree<Result>(write: () => Result): Promise<Result> {
  const deadline = performance.now() + WRITE_WAIT_MILLISECONDS
  for (;;) {
    try {
      return write()
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS))
    }
  }
}

export interface SqliteDatabase extends Database {
  /** Runs a script of several statements, for migrations, in one transaction. */
  script(sql: string): void
  /**
   * For the start of a server: folds the log into the file and flushes both, so that nothing read from now on is only
   * in the memory of a system whose flush failed. Throws UnusableDatabaseError if the file is damaged.
   */
  checkAtStart(): void
  /** Flushed commits, as the setting in force says; for the start check and its test. */
  synchronous(): number
}

/** Opens (or makes) the file, durable and with foreign keys. Throws if commits would not be flushed to disk. */
export function openSqlite(file: string, options: SqliteOptions = {}): SqliteDatabase {
  const connection = connect(file, options.cacheMebibytes ?? CACHE_MEBIBYTES)
  const faults = faultsOf(file, options)
  // The writer learns of a failing disk; a full disk or a busy log is tried again.
  const log = new LogBound(connection, file, (error) => faults.translated(error))
  const waitUpTo = (milliseconds: number) => connection.pragma(`busy_timeout = ${milliseconds}`)
  const prepared = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    let found = prepared.get(sql)
    if (!found) {
      found = preparedOn(connection, sql)
      prepared.set(sql, found)
    }
    return found
  }

  // One transaction: one moment for all, and the file's locks are taken once.
  const readAll = connection.transaction((statements: readonly Statement[]) =>
    statements.map(({ sql, params }) => {
      const { statement, names } = prepare(sql)
      return statement.get(inPlaces(names, params))
    }),
  )
  const writeAll = connection.transaction((statements: readonly Statement[]) =>
    statements.map(({ sql, params }): Written => {
      const { statement, names } = prepare(sql)
      const values = inPlaces(names, params)
      return statement.reader
        ? { changes: 0, row: statement.get(values) }
        : { changes: statement.run(values).changes, row: undefined }
    }),
  )

  const keepQuiet = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      faults.translated(error)
    }
  }

  /** The commit is on disk in any case: a log that cannot be checkpointed now is checkpointed later. */
  function keepLogShort(): void {
    try {
      log.keep()
    } catch (error) {
      const translated = faults.translated(error)
      if (translated instanceof BrokenDatabaseError || !(error instanceof Sqlite.SqliteError))
        throw translated
    }
  }

  return {
    engine: 'sqlite',
    async get<Row>(sql: string, params: Params = {}) {
      const { statement, names } = prepare(sql)
      return statement.get(inPlaces(names, params)) as Row | undefined
    },
    async all<Row>(sql: string, params: Params = {}) {
      const { statement, names } = prepare(sql)
      return statement.all(inPlaces(names, params)) as Row[]
    },
    getEach: async <Row>(statements: readonly Statement[]) =>
      (statements.length === 0 ? [] : readAll(statements)) as (Row | undefined)[],
    async *iterate<Row>(sql: string, params: Params = {}) {
      // A statement of its own: an open cursor must not block the same statement elsewhere.
      const { statement, names } = preparedOn(connection, sql)
      for (const row of statement.iterate(inPlaces(names, params))) yield row as Row
    },
    write: async (statements) => {
      faults.assertSound()
      let written: Written[]
      try {
        written = await whenFree(() => writeAll.immediate(statements))
      } catch (error) {
        throw faults.translated(error)
      }
      if (statements.some(({ erases }) => erases)) log.erase()
      keepLogShort()
      return written
    },
    close: async () => {
      keepQuiet(() => log.close())
      connection.pragma('optimize')
      connection.close()
    },
    script: (sql) => {
      waitUpTo(START_WAIT_MILLISECONDS)
      connection.transaction(() => connection.exec(sql)).immediate()
      waitUpTo(STEP_MILLISECONDS)
    },
    checkAtStart: () => checkAtStart(connection, file),
    synchronous: () => numberFrom(connection, 'synchronous'),
  }
}
