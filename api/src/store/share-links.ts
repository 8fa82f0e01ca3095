import type { Database, Statement } from './database.ts'

export interface ShareLinkRecord {
  id: string
  publisherId: string
  label: string
  createdAt: number
  expiresAt: number
  lastUsedOn: string | null
  revokedAt: number | null
}

const COLUMNS = `
  id, publisher_id AS "publisherId", label, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_on AS "lastUsedOn", revoked_at AS "revokedAt"`
const LIVE_BY_DIGEST = `
  SELECT ${COLUMNS} FROM share_links
  WHERE digest = :digest AND revoked_at IS NULL AND expires_at > :now`
const LIVE_BY_SESSION = `
  SELECT ${COLUMNS} FROM share_links
  WHERE id = (SELECT share_link_id FROM editor_sessions WHERE digest = :digest AND expires_at > :now)
    AND revoked_at IS NULL AND expires_at > :now`
const ALL = `SELECT ${COLUMNS} FROM share_links ORDER BY created_at`
const INSERT = `
  INSERT INTO share_links (id, publisher_id, digest, label, created_at, expires_at)
  VALUES (:id, :publisherId, :digest, :label, :createdAt, :expiresAt)`
const REVOKE = 'UPDATE share_links SET revoked_at = :revokedAt WHERE id = :id AND revoked_at IS NULL'
const USED =
  'UPDATE share_links SET last_used_on = :day WHERE id = :id AND last_used_on IS DISTINCT FROM :day'

export interface ShareLinkStore {
  all(): Promise<ShareLinkRecord[]>
  /** The link whose token has this SHA-256, unless it was revoked or has expired. */
  liveByDigest(digest: Uint8Array, now: number): Promise<ShareLinkRecord | undefined>
  /** The link that opened the session with this SHA-256, unless either has expired. */
  liveBySession(digest: Uint8Array, now: number): Promise<ShareLinkRecord | undefined>
  insertion(link: Omit<ShareLinkRecord, 'lastUsedOn' | 'revokedAt'>, digest: Uint8Array): Statement
  revocation(id: string, revokedAt: number): Statement
  markUsed(id: string, day: string): Promise<void>
}

export function shareLinkStore(database: Database): ShareLinkStore {
  return {
    all: () => database.all<ShareLinkRecord>(ALL),
    liveByDigest: (digest, now) => database.get<ShareLinkRecord>(LIVE_BY_DIGEST, { digest, now }),
    liveBySession: (digest, now) => database.get<ShareLinkRecord>(LIVE_BY_SESSION, { digest, now }),
    insertion: (link, digest) => ({ sql: INSERT, params: { ...link, digest } }),
    revocation: (id, revokedAt) => ({ sql: REVOKE, params: { id, revokedAt } }),
    markUsed: async (id, day) => {
      await database.write([{ sql: USED, params: { id, day } }])
    },
  }
}
