import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import type { Runtime } from '../services.ts'
import type { ApiKeyRecord } from '../store/editor-access.ts'
import type { Store } from '../store/index.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'

const SECRET_BYTES = 32
const SESSION_MILLISECONDS = 12 * 3_600_000

/** A browser signed in to a dashboard: what its cookie holds, whose figures it opens, and until when (milliseconds). */
export interface OpenedEditorSession {
  secret: string
  publisherId: string
  access: ApiKeyRecord['scope']
  expiresAt: number
}

/** Opens a session by an API key or the token of a share link; it never outlives them. Throws `invalid-key`. */
export async function openEditorSession(
  { store, runtime }: { store: Store; runtime: Runtime },
  token: string,
): Promise<OpenedEditorSession> {
  const now = runtime.now()
  const isShared = token.startsWith(SHARE_PREFIX)
  const holders = isShared ? store.shareLinks : store.apiKeys
  const holder = await holders.liveByDigest(keyDigest(token), now)
  if (!holder) throw new ProblemError('invalid-key')
  const secret = Buffer.from(runtime.bytes(SECRET_BYTES)).toString('base64url')
  const expiresAt = Math.min(now + SESSION_MILLISECONDS, holder.expiresAt ?? Number.POSITIVE_INFINITY)
  await store.database.write(
    store.editorSessions.opening({
      digest: keyDigest(secret),
      apiKeyId: isShared ? null : holder.id,
      shareLinkId: isShared ? holder.id : null,
      expiresAt,
      now,
    }),
  )
  return {
    secret,
    publisherId: holder.publisherId,
    access: 'scope' in holder ? holder.scope : 'read',
    expiresAt,
  }
}

/** Ends the session of a browser. */
export async function closeEditorSession(store: Store, secret: string): Promise<void> {
  await store.database.write([store.editorSessions.closing(keyDigest(secret))])
}
