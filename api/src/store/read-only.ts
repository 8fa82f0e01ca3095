import Sqlite from 'better-sqlite3'
import { type Database, isPostgres, type Params } from './database.ts'
import { openPostgres } from './postgres/engine.ts'

export type ReadOnlyDatabase = Pick<Database, 'engine' | 'get' | 'all' | 'close'>

/**
 * Opens the database beside the process's own connection, for reading in another thread. A file cannot be written by it,
 * and in WAL mode no writer waits for it; the log is not folded past the moment that a statement reads from until it ends.
 */
export function openReadOnly(address: string): ReadOnlyDatabase {
  return isPostgres(address) ? openPostgres(address) : openFile(address)
}

function openFile(file: string): ReadOnlyDatabase {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  connection.pragma('trusted_schema = OFF')
  const prepared = new Map<string, Sqlite.Statement<[Params], unknown>>()
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? connection.prepare<[Params], unknown>(sql)
    prepared.set(sql, statement)
    return statement
  }
  return {
    engine: 'sqlite',
    get: async <Row>(sql: string, params: Params = {}) => prepare(sql).get(params) as Row | undefined,
    all: async <Row>(sql: string, params: Params = {}) => prepare(sql).all(params) as Row[],
    close: async () => {
      connection.close()
    },
  }
}
