import { createHmac, createSecretKey } from 'node:crypto'

/** Where a request comes from. Both are looked at and forgotten. */
export interface Sender {
  /** As `networkOf` gives it. */
  network: string
  userAgent: string
}

export interface TokenBindings {
  /** The binding of a token to where it was asked for: `nonce`, and a tag of the network and of the browser, as base64url. */
  bind(sender: Sender, nonce: Uint8Array): string
  /** True if both the network and the browser are others than those of the binding. One of the two changes on the way. */
  hasMoved(binding: string, sender: Sender): boolean
}

/** Bytes of the nonce that a binding begins with. */
export const NONCE_BYTES = 4
/** So short that a tag by itself fits many networks: it tells a change, and does not name a place. */
const TAG_BYTES = 4
const BROWSER_AT = NONCE_BYTES + TAG_BYTES

/**
 * Bindings of session tokens. Tags are keyed by the session secret together with the token's own nonce, so that the tags of
 * two tokens cannot be compared, not even by a reader who holds both.
 */
export function tokenBindings(secret: string): TokenBindings {
  const key = createSecretKey(createHmac('sha256', secret).update('token-binding').digest())
  const tagOf = (nonce: Uint8Array, kind: 'network' | 'browser', text: string): Buffer =>
    createHmac('sha256', key).update(nonce).update(`${kind} ${text}`).digest().subarray(0, TAG_BYTES)

  function isTagged(binding: Buffer, at: number, kind: 'network' | 'browser', text: string): boolean {
    const tag = tagOf(binding.subarray(0, NONCE_BYTES), kind, text)
    return tag.equals(binding.subarray(at, at + TAG_BYTES))
  }
  const isNetwork = (binding: Buffer, { network }: Sender) =>
    isTagged(binding, NONCE_BYTES, 'network', network)
  const isBrowser = (binding: Buffer, { userAgent }: Sender) =>
    isTagged(binding, BROWSER_AT, 'browser', userAgent)

  return {
    bind({ network, userAgent }, nonce) {
      const tags = [nonce, tagOf(nonce, 'network', network), tagOf(nonce, 'browser', userAgent)]
      return Buffer.concat(tags).toString('base64url')
    },
    hasMoved(text, sender) {
      const binding = Buffer.from(text, 'base64url')
      // The network first: it is nearly always the same, and then that is all.
      return !isNetwork(binding, sender) && !isBrowser(binding, sender)
    },
  }
}
