import { createHmac, createSecretKey } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { atMost } from '../domain/remembered.ts'

const TOKENS_REMEMBERED = 100_000
const READERS_FORGOTTEN = 10_000
const BYTES = 8
/** Characters at the end of a token, from its signature: a keyed hash of it already. */
const SIGNATURE_END = 22

/**
 * Which reader each session token was first used by, as keyed hashes under a key of this process, in memory alone. The
 * tokens used last are remembered: who wants one to be forgotten must first use as many others.
 */
export class TokenReaders {
  readonly #key: ReturnType<typeof createSecretKey>
  readonly #readers = new LRUCache<string, string>(atMost(TOKENS_REMEMBERED))
  /** Readers who erased their votes; a page that is open goes on with its token, and with another reader. */
  readonly #forgotten = new LRUCache<string, true>(atMost(READERS_FORGOTTEN))

  constructor(bytes: (count: number) => Uint8Array) {
    this.#key = createSecretKey(bytes(32))
  }

  /** Whether a token is another reader's; the first to use it is the one whose it is. */
  isAnothers(token: string, reader: string): boolean {
    const [name, hash] = [token.slice(-SIGNATURE_END), this.#hash(reader)]
    const known = this.#readers.get(name)
    if (known === hash) return false
    if (known !== undefined && !this.#forgotten.has(known)) return true
    this.#readers.set(name, hash)
    return false
  }

  /** The reader has erased their votes: tokens of theirs may be another's. */
  forget(reader: string): void {
    this.#forgotten.set(this.#hash(reader), true)
  }

  #hash(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, BYTES).toString('base64url')
  }
}
