import type { Database, Statement } from './database.ts'

export interface ApiKeyRecord {
  id: string
  publisherId: string
  /** First letters of the key, so that a person can tell keys apart. */
  prefix: string
  label: string
  createdAt: number
  lastUsedOn: string | null
  revokedAt: number | null
}

const COLUMNS = `
  id, publisher_id AS publisherId, prefix, label, created_at AS createdAt, last_used_on AS lastUsedOn,
  revoked_at AS revokedAt`
const LIVE_BY_DIGEST = `SELECT ${COLUMNS} FROM api_keys WHERE digest = :digest AND revoked_at IS NULL`
const ALL = `SELECT ${COLUMNS} FROM api_keys ORDER BY created_at`
const INSERT = `
  INSERT INTO api_keys (id, publisher_id, digest, prefix, label, created_at)
  VALUES (:id, :publisherId, :digest, :prefix, :label, :createdAt)`
const REVOKE = 'UPDATE api_keys SET revoked_at = :revokedAt WHERE id = :id AND revoked_at IS NULL'
const USED = 'UPDATE api_keys SET last_used_on = :day WHERE id = :id AND last_used_on IS NOT :day'

export interface ApiKeyStore {
  all(): Promise<ApiKeyRecord[]>
  /** The key with this SHA-256, unless it was revoked. */
  liveByDigest(digest: Uint8Array): Promise<ApiKeyRecord | undefined>
  insertion(
    key: Pick<ApiKeyRecord, 'id' | 'publisherId' | 'prefix' | 'label' | 'createdAt'>,
    digest: Uint8Array,
  ): Statement
  revocation(id: string, revokedAt: number): Statement
  markUsed(id: string, day: string): Promise<void>
}

export function apiKeyStore(database: Database): ApiKeyStore {
  return {
    all: () => database.all<ApiKeyRecord>(ALL),
    liveByDigest: (digest) => database.get<ApiKeyRecord>(LIVE_BY_DIGEST, { digest }),
    insertion: (key, digest) => ({ sql: INSERT, params: { ...key, digest } }),
    revocation: (id, revokedAt) => ({ sql: REVOKE, params: { id, revokedAt } }),
    markUsed: async (id, day) => {
      await database.write([{ sql: USED, params: { id, day } }])
    },
  }
}
