import type { KEY_SCOPES } from '../wire/constants.ts'
import type { Database, Statement } from './database.ts'

export interface ApiKeyRecord {
  id: string
  publisherId: string
  /** First letters of the key, so that a person can tell keys apart. */
  prefix: string
  label: string
  /** What it opens. */
  scope: (typeof KEY_SCOPES)[number]
  createdAt: number
  /** Null: it does not expire. */
  expiresAt: number | null
  lastUsedOn: string | null
  revokedAt: number | null
}

const COLUMNS = `
  id, publisher_id AS "publisherId", prefix, label, scope, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_on AS "lastUsedOn", revoked_at AS "revokedAt"`
const LIVE_BY_DIGEST = `
  SELECT ${COLUMNS} FROM api_keys
  WHERE digest = :digest AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)`
const LIVE_BY_SESSION = `
  SELECT ${COLUMNS} FROM api_keys
  WHERE id = (SELECT api_key_id FROM editor_sessions WHERE digest = :digest AND expires_at > :now)
    AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)`
const ALL = `SELECT ${COLUMNS} FROM api_keys ORDER BY created_at`
const INSERT = `
  INSERT INTO api_keys (id, publisher_id, digest, prefix, label, scope, created_at, expires_at)
  VALUES (:id, :publisherId, :digest, :prefix, :label, :scope, :createdAt, :expiresAt)`
const REVOKE = 'UPDATE api_keys SET revoked_at = :revokedAt WHERE id = :id AND revoked_at IS NULL'
const USED = 'UPDATE api_keys SET last_used_on = :day WHERE id = :id AND last_used_on IS DISTINCT FROM :day'

export interface ApiKeyStore {
  all(): Promise<ApiKeyRecord[]>
  /** The key with this SHA-256, unless it was revoked or has expired. */
  liveByDigest(digest: Uint8Array, now: number): Promise<ApiKeyRecord | undefined>
  /** The key that opened the session with this SHA-256, unless either has expired. */
  liveBySession(digest: Uint8Array, now: number): Promise<ApiKeyRecord | undefined>
  insertion(key: Omit<ApiKeyRecord, 'lastUsedOn' | 'revokedAt'>, digest: Uint8Array): Statement
  revocation(id: string, revokedAt: number): Statement
  markUsed(id: string, day: string): Promise<void>
}

export function apiKeyStore(database: Database): ApiKeyStore {
  return {
    all: () => database.all<ApiKeyRecord>(ALL),
    liveByDigest: (digest, now) => database.get<ApiKeyRecord>(LIVE_BY_DIGEST, { digest, now }),
    liveBySession: (digest, now) => database.get<ApiKeyRecord>(LIVE_BY_SESSION, { digest, now }),
    insertion: (key, digest) => ({ sql: INSERT, params: { ...key, digest } }),
    revocation: (id, revokedAt) => ({ sql: REVOKE, params: { id, revokedAt } }),
    markUsed: async (id, day) => {
      await database.write([{ sql: USED, params: { id, day } }])
    },
  }
}
