import Sqlite from 'better-sqlite3'
import type { Database, Params } from './database.ts'

export type ReadOnlyDatabase = Pick<Database, 'get' | 'iterate' | 'close'>

/**
 * Opens the file beside the process's own connection, for long reading in another thread. It cannot write, and in WAL
 * mode no writer waits for it; the log is not folded past the moment it reads from until it is done.
 */
export function openReadOnly(file: string): ReadOnlyDatabase {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  connection.pragma('trusted_schema = OFF')
  return {
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
