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
 * A publisher's subscriber, as a session token names them: not as the publisher does, and in each consultation otherwise.
 * Base64url.
 */
export const subscriberMark = (
  consultationSecret: Uint8Array,
  publisherId: string,
  subject: string,
): string => keyedHash(consultationSecret, 'subscriber', publisherId, subject).toString('base64url')

/** Who votes, where a publisher vouches for its subscriber: the same on all devices. */
export const subscriberPseudonym = (
  consultationSecret: Uint8Array,
  publisherId: string,
  mark: string,
): Buffer => keyedHash(consultationSecret, 'vouched', publisherId, mark)

/**
 * Who reads today: needs the salt of that day and publisher, which is deleted when its last session can be over. Address and user
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

const NETWORK_BYTES = 12
const BROWSER_BYTES = 6
/** Letters of a trace, in base64url, that are its network; the others are its browser. */
export const TRACE_NETWORK_LETTERS = 16

/**
 * From where somebody reads today: the network, and by which browser, each under the salt of that day and publisher, in 24
 * letters. The network is counted as readers are; the browser is for the memory alone.
 */
export function dailyTrace(
  dailySalt: Uint8Array,
  publisher: string,
  network: string,
  userAgent: string,
): string {
  const ofNetwork = keyedHash(dailySalt, 'network', publisher, network).subarray(0, NETWORK_BYTES)
  const ofBrowser = keyedHash(dailySalt, 'browser', publisher, userAgent).subarray(0, BROWSER_BYTES)
  return Buffer.concat([ofNetwork, ofBrowser]).toString('base64url')
}

/** API keys are 256 random bits, so a fast hash keeps them safe at rest. */
export function keyDigest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
