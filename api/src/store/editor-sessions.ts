import type { Statement } from './database.ts'

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

export const editorSessionStore = (): EditorSessionStore => ({
  opening: ({ now, ...session }) => [
    { sql: DROP_EXPIRED, params: { now } },
    { sql: OPEN, params: session },
  ],
  closing: (digest) => ({ sql: CLOSE, params: { digest } }),
})
