import type { KEY_SCOPES } from '../wire/constants.ts'
import type { Database, Statement } from './database.ts'

/** What a key and a share link have in common. */
interface Credential {
  id: string
  publisherId: string
  label: string
  createdAt: number
  lastUsedOn: string | null
  revokedAt: number | null
}

export interface ApiKeyRecord extends Credential {
  /** First letters of the key, so that a person can tell keys apart. */
  prefix: string
  /** What it opens. */
  scope: (typeof KEY_SCOPES)[number]
  /** Null: it does not expire. */
  expiresAt: number | null
}

export interface ShareLinkRecord extends Credential {
  expiresAt: number
}

/** API keys, or share links: both open a publisher's figures, and are stored as the SHA-256 of a secret text. */
export interface CredentialStore<Kept extends Credential> {
  all(): Promise<Kept[]>
  /** The one whose text has this SHA-256, unless it was revoked or has expired. */
  liveByDigest(digest: Uint8Array, now: number): Promise<Kept | undefined>
  /** The one that opened the session with this SHA-256, unless either has expired. */
  liveBySession(digest: Uint8Array, now: number): Promise<Kept | undefined>
  insertion(credential: Omit<Kept, 'lastUsedOn' | 'revokedAt'>, digest: Uint8Array): Statement
  revocation(id: string, revokedAt: number): Statement
  markUsed(id: string, day: string): Promise<void>
}

export type ApiKeyStore = CredentialStore<ApiKeyRecord>
export type ShareLinkStore = CredentialStore<ShareLinkRecord>

const COLUMNS = `
  id, publisher_id AS "publisherId", label, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_on AS "lastUsedOn", revoked_at AS "revokedAt"`
const LIVE = 'revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)'
const SESSION = 'editor_sessions WHERE digest = :digest AND expires_at > :now'

const textsOf = (table: string, columns: string, ofSession: string) => ({
  all: `SELECT ${columns} FROM ${table} ORDER BY created_at`,
  liveByDigest: `SELECT ${columns} FROM ${table} WHERE digest = :digest AND ${LIVE}`,
  liveBySession: `
    SELECT ${columns} FROM ${table} WHERE id = (SELECT ${ofSession} FROM ${SESSION}) AND ${LIVE}`,
  revoke: `UPDATE ${table} SET revoked_at = :revokedAt WHERE id = :id AND revoked_at IS NULL`,
  used: `UPDATE ${table} SET last_used_on = :day WHERE id = :id AND last_used_on IS DISTINCT FROM :day`,
})

const API_KEYS = {
  ...textsOf('api_keys', `${COLUMNS}, prefix, scope`, 'api_key_id'),
  insert: `
    INSERT INTO api_keys (id, publisher_id, digest, prefix, label, scope, created_at, expires_at)
    VALUES (:id, :publisherId, :digest, :prefix, :label, :scope, :createdAt, :expiresAt)`,
}
const SHARE_LINKS = {
  ...textsOf('share_links', COLUMNS, 'share_link_id'),
  insert: `
    INSERT INTO share_links (id, publisher_id, digest, label, created_at, expires_at)
    VALUES (:id, :publisherId, :digest, :label, :createdAt, :expiresAt)`,
}

const credentialStore = <Kept extends Credential>(
  database: Database,
  sql: typeof API_KEYS,
): CredentialStore<Kept> => ({
  all: () => database.all<Kept>(sql.all),
  liveByDigest: (digest, now) => database.get<Kept>(sql.liveByDigest, { digest, now }),
  liveBySession: (digest, now) => database.get<Kept>(sql.liveBySession, { digest, now }),
  insertion: (credential, digest) => ({ sql: sql.insert, params: { ...credential, digest } }),
  revocation: (id, revokedAt) => ({ sql: sql.revoke, params: { id, revokedAt } }),
  markUsed: async (id, day) => {
    await database.write([{ sql: sql.used, params: { id, day } }])
  },
})

/** API keys of publishers, stored as SHA-256. */
export const apiKeyStore = (database: Database): ApiKeyStore => credentialStore(database, API_KEYS)

/** Share links of publishers, stored as SHA-256 of their token. */
export const shareLinkStore = (database: Database): ShareLinkStore => credentialStore(database, SHARE_LINKS)

const OPEN = `
  INSERT INTO editor_sessions (digest, api_key_id, share_link_id, expires_at)
  VALUES (:digest, :apiKeyId, :shareLinkId, :expiresAt)`
const CLOSE = 'DELETE FROM editor_sessions WHERE digest = :digest'
const DROP_EXPIRED = 'DELETE FROM editor_sessions WHERE expires_at <= :now'

/** Browsers signed in to a dashboard; whose they are, keys and share links tell themselves. */
export interface EditorSessionStore {
  /** Opens a session by a key or a link, and deletes expired ones. */
  opening(session: {
    digest: Uint8Array
    apiKeyId: string | null
    shareLinkId: string | null
    expiresAt: number
    now: number
  }): Statement[]
  closing(digest: Uint8Array): Statement
}

/** Statements that open and close sessions; who has a session is found through its key or link. */
export const editorSessionStore = (): EditorSessionStore => ({
  opening: ({ now, ...session }) => [
    { sql: DROP_EXPIRED, params: { now } },
    { sql: OPEN, params: session },
  ],
  closing: (digest) => ({ sql: CLOSE, params: { digest } }),
})
