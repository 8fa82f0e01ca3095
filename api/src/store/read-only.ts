import Sqlite from 'better-sqlite3'
import { isPostgres } from './address.ts'
import type { Database, Params } from './database.ts'
import { openPostgres } from './postgres/postgres.ts'

export type ReadOnlyDatabase = Pick<Database, 'engine' | 'get' | 'iterate' | 'close'>

/**
 * Opens the database beside the process's own connection, for long reading in another thread. A file cannot be written
 * by it, and in WAL mode no writer waits for it; the log is not folded past the moment it reads from until it is done.
 */
export function openReadOnly(address: string): ReadOnlyDatabase {
  return isPostgres(address) ? openPostgres(address) : openFile(address)
}

function openFile(file: string): ReadOnlyDatabase {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  connection.pragma('trusted_schema = OFF')
  return {
    engine: 'sqlite',
    get: async <Row>(sql: string, params: Params = {}) =>
      connection.prepare<[Params], Row>(sql).get(params) as Row | undefined,
    async *iterate<Row>(sql: string, params: Params = {}) {
      for (const row of connection.prepare<[Params], Row>(sql).iterate(params)) yield row
    },
    close: async () => {
      connection.close()
    },
  }
}
