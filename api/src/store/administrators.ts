import type { AdministratorRole } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'

export interface AdministratorRecord {
  id: string
  name: string
  role: AdministratorRole
  /** First letters of the key, so that a person can tell keys apart. */
  prefix: string
  createdAt: number
  /** Day in UTC; null: never. */
  lastUsedOn: string | null
  revokedAt: number | null
}

const columns = (table: string): string =>
  ['id', 'name', 'role', 'prefix', 'created_at AS "createdAt"', 'last_used_on AS "lastUsedOn"']
    .concat('revoked_at AS "revokedAt"')
    .map((column) => `${table}.${column}`)
    .join(', ')
const ALL = `SELECT ${columns('a')} FROM administrators a ORDER BY a.created_at, a.id`
const LIVE_BY_DIGEST = `
  SELECT ${columns('a')} FROM administrators a WHERE a.digest = :digest AND a.revoked_at IS NULL`
const LIVE_BY_SESSION = `
  SELECT ${columns('a')}
  FROM administrator_sessions s JOIN administrators a ON a.id = s.administrator_id
  WHERE s.digest = :digest AND s.expires_at > :now AND a.revoked_at IS NULL`
const INSERT = `
  INSERT INTO administrators (id, name, role, digest, prefix, created_at)
  VALUES (:id, :name, :role, :digest, :prefix, :createdAt)`
const REVOKE = 'UPDATE administrators SET revoked_at = :revokedAt WHERE id = :id AND revoked_at IS NULL'
const USED =
  'UPDATE administrators SET last_used_on = :day WHERE id = :id AND last_used_on IS DISTINCT FROM :day'
const OPEN = `
  INSERT INTO administrator_sessions (digest, administrator_id, expires_at)
  VALUES (:digest, :administratorId, :expiresAt)`
const CLOSE = 'DELETE FROM administrator_sessions WHERE digest = :digest'
const CLOSE_ALL = `
  DELETE FROM administrator_sessions WHERE administrator_id = (
    SELECT administrator_id FROM administrator_sessions WHERE digest = :digest)`
const DROP_EXPIRED = 'DELETE FROM administrator_sessions WHERE expires_at <= :now'

export interface AdministratorStore {
  all(): Promise<AdministratorRecord[]>
  /** Whose key has this SHA-256, unless it was revoked. */
  liveByDigest(digest: Uint8Array): Promise<AdministratorRecord | undefined>
  /** Whose session has this SHA-256, unless it has expired or its administrator was revoked. */
  liveBySession(digest: Uint8Array, now: number): Promise<AdministratorRecord | undefined>
  insertion(
    administrator: Omit<AdministratorRecord, 'lastUsedOn' | 'revokedAt'>,
    digest: Uint8Array,
  ): Statement
  revocation(id: string, revokedAt: number): Statement
  markUsed(id: string, day: string): Promise<void>
  /** Opens a session and deletes expired ones. */
  sessionOpening(session: {
    digest: Uint8Array
    administratorId: string
    expiresAt: number
    now: number
  }): Statement[]
  sessionClosing(digest: Uint8Array): Statement
  /** Closes all sessions of the person who has this one. */
  sessionsClosing(digest: Uint8Array): Statement
}

/** Administrators and their sessions. Keys and sessions are stored as SHA-256 and found by it. */
export function administratorStore(database: Database): AdministratorStore {
  return {
    all: () => database.all<AdministratorRecord>(ALL),
    liveByDigest: (digest) => database.get<AdministratorRecord>(LIVE_BY_DIGEST, { digest }),
    liveBySession: (digest, now) => database.get<AdministratorRecord>(LIVE_BY_SESSION, { digest, now }),
    insertion: (administrator, digest) => ({ sql: INSERT, params: { ...administrator, digest } }),
    revocation: (id, revokedAt) => ({ sql: REVOKE, params: { id, revokedAt } }),
    markUsed: async (id, day) => {
      await database.write([{ sql: USED, params: { id, day } }])
    },
    sessionOpening: ({ now, ...session }) => [
      { sql: DROP_EXPIRED, params: { now } },
      { sql: OPEN, params: session },
    ],
    sessionsClosing: (digest) => ({ sql: CLOSE_ALL, params: { digest } }),
    sessionClosing: (digest) => ({ sql: CLOSE, params: { digest } }),
  }
}
