import { createHash, createHmac } from 'node:crypto'

const PSEUDONYM_BYTES = 16

function keyedHash(secret: Uint8Array, ...parts: string[]): Buffer {
  const hash = createHmac('sha256', secret)
  for (const part of parts) hash.update(`${part.length}:${part}`)
  return hash.digest().subarray(0, PSEUDONYM_BYTES)
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
