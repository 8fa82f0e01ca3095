import type { Database } from './database.ts'
import { DATABASE_NOW } from './nodes.ts'

// The holder renews it; anyone else takes it once it has expired.
const TAKE = `
  INSERT INTO leases (name, holder, expires_at) VALUES (:name, :holder, ${DATABASE_NOW} + :milliseconds)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
  WHERE leases.holder = excluded.holder OR leases.expires_at < ${DATABASE_NOW}
  RETURNING holder`
const RELEASE = 'UPDATE leases SET expires_at = 0 WHERE name = :name AND holder = :holder'

/** What only one process is to do, for as long as it holds the lease; a file has one process anyway. */
export interface LeaseStore {
  /** True if the holder has it now, for so long. */
  take(name: string, holder: string, milliseconds: number): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

const ALONE: LeaseStore = { take: async () => true, release: async () => undefined }

export function leaseStore(database: Database): LeaseStore {
  if (database.engine === 'sqlite') return ALONE
  return {
    async take(name, holder, milliseconds) {
      const [written] = await database.write([{ sql: TAKE, params: { name, holder, milliseconds } }])
      return written?.row !== undefined
    },
    async release(name, holder) {
      await database.write([{ sql: RELEASE, params: { name, holder } }])
    },
  }
}
