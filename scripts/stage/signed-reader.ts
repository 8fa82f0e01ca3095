import { randomBytes } from 'node:crypto'
import { networkOf } from '../../api/src/domain/readers/network.ts'
import { sessionEnd, sessionTokens } from '../../api/src/domain/readers/session-token.ts'
import { NONCE_BYTES, tokenBindings } from '../../api/src/domain/readers/token-binding.ts'
import { servedProofs } from '../../api/src/domain/sequence/served-proof.ts'

/** From where programs of this machine reach its servers. */
const THIS_MACHINE = '127.0.0.1'

/** What a server would sign for readers, for programs that hold its secret. */
export function signedReaders(
  { id, publisherId }: { id: string; publisherId: string },
  sessionSecret: string,
) {
  const tokens = sessionTokens(sessionSecret)
  const bindings = tokenBindings(sessionSecret)
  const proofs = servedProofs(sessionSecret)
  return {
    /** The session of another reader, who has seen the widget; an address of its own if one is given. */
    token(address = THIS_MACHINE): string {
      const now = Date.now()
      const place = {
        publisherId,
        consultationId: id,
        articleId: null,
        channel: null,
        section: null,
        device: 'phone' as const,
        language: 'fr',
      }
      const claims = {
        place,
        extent: 'all' as const,
        day: new Date(now).toISOString().slice(0, 10),
        reader: randomBytes(16).toString('base64url'),
        viewedAt: now,
        reported: 'view' as const,
        binding: bindings.bind({ network: networkOf(address), userAgent: '' }, randomBytes(NONCE_BYTES)),
        expiresAt: sessionEnd(now),
      }
      return tokens.issue(claims)
    },
    /** The proof that these proposals were served at an instant, now unless it is given. */
    proof: (proposals: readonly string[], drawnAt = Date.now()): string =>
      proofs.make({ consultationId: id, drawnAt, number: 0, proposals }),
  }
}

export type SignedReaders = ReturnType<typeof signedReaders>
