import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'

const PSEUDONYM_BYTES = 16

/** To make a key of its bytes, each time, takes as long as to hash with it. */
const keys = new WeakMap<Uint8Array, KeyObject>()

function keyOf(secret: Uint8Array): KeyObject {
  const known = keys.get(secret)
  if (known) return known
  const key = createSecretKey(secret)
  keys.set(secret, key)
  return key
}

function keyedHash(secret: Uint8Array, ...parts: string[]): Buffer {
  const text = parts.map((part) => `${part.length}:${part}`).join('')
  return createHmac('sha256', keyOf(secret)).update(text).digest().subarray(0, PSEUDONYM_BYTES)
}

/** Who votes: a pseudonym within one consultation. It ties to nobody once the consultation's secret is destroyed. */
export function voterPseudonym(consultationSecret: Uint8Array, readerId: string): Buffer {
  return keyedHash(consultationSecret, readerId)
}

/**
 * Who reads today: needs the salt of that day and publisher, which is dropped after 48 hours. Address and user
 * agent go in here and nowhere else.
 */
export function dailyReaderHash(
  dailySalt: Uint8Array,
  publisher: string,
  address: string,
  userAgent: string,
): Buffer {
  return keyedHash(dailySalt, publisher, address, userAgent)
}

/** API keys are 256 random bits, so a fast hash keeps them safe at rest. */
export function keyDigest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
