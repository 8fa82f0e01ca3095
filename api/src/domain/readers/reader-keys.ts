import type { ReaderKeyFault } from '../../wire/index.ts'

/** A public key by which a publisher vouches for its readers, as a JWK (RFC 7517) with no more than is needed. */
export interface ReaderKey {
  kid: string
  kty: 'EC' | 'OKP'
  crv: 'P-256' | 'Ed25519'
  alg: 'ES256' | 'EdDSA'
  x: string
  y?: string
}

/** Keys, or what is wrong; `kid` names the key that it is wrong with, where it has a name. */
export type ReadKeys = { keys: ReaderKey[] } | { fault: ReaderKeyFault; kid?: string }

const MOST_READER_KEYS = 10
const LONGEST_KEY_ID = 100
/** 32 bytes in base64url. */
const COORDINATE = /^[A-Za-z0-9_-]{43}$/
/** What only the holder of a private or a shared key has. */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

type Members = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCoordinate = (value: unknown): value is string => typeof value === 'string' && COORDINATE.test(value)

/** For signatures, as far as it says what it is for. */
function isForSignatures({ use, key_ops: operations }: Members): boolean {
  if (use !== undefined && use !== 'sig') return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

function readKey(jwk: unknown): ReaderKey | ReaderKeyFault {
  if (!isObject(jwk)) return 'not-a-key-set'
  if (SECRET_MEMBERS.some((name) => jwk[name] !== undefined)) return 'private-key'
  const { kid, kty, crv, alg, x, y } = jwk
  const isP256 = kty === 'EC' && crv === 'P-256' && (alg === undefined || alg === 'ES256')
  const isEd25519 =
    kty === 'OKP' && crv === 'Ed25519' && (alg === undefined || alg === 'EdDSA' || alg === 'Ed25519')
  if (!(isP256 || isEd25519) || !isForSignatures(jwk)) return 'unusable-key'
  if (typeof kid !== 'string' || kid === '' || kid.length > LONGEST_KEY_ID) return 'key-without-id'
  if (!isCoordinate(x)) return 'unusable-key'
  if (isEd25519) return { kid, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', x }
  return isCoordinate(y) ? { kid, kty: 'EC', crv: 'P-256', alg: 'ES256', x, y } : 'unusable-key'
}

const nameOf = (jwk: unknown): { kid?: string } =>
  isObject(jwk) && typeof jwk['kid'] === 'string' ? { kid: jwk['kid'].slice(0, LONGEST_KEY_ID) } : {}

/**
 * The usable keys of a JWK set, or of a single JWK. A private key is refused wherever it stands. Where `isStrict`, each key
 * must be usable; else those of other kinds are left out, since a site's set may serve other purposes as well.
 */
export function readKeySet(document: unknown, isStrict: boolean): ReadKeys {
  if (!isObject(document)) return { fault: 'not-a-key-set' }
  const jwks = document['kty'] === undefined ? document['keys'] : [document]
  if (!Array.isArray(jwks)) return { fault: 'not-a-key-set' }
  if (jwks.length > MOST_READER_KEYS) return { fault: 'too-many-keys' }
  const read = jwks.map((jwk) => ({ jwk, key: readKey(jwk) }))
  const faulty = read.filter(({ key }) => typeof key === 'string')
  const keys = read.flatMap(({ key }) => (typeof key === 'string' ? [] : [key]))
  const worst =
    faulty.find(({ key }) => key === 'private-key') ?? (isStrict || keys.length === 0 ? faulty[0] : undefined)
  if (worst) return { fault: worst.key as ReaderKeyFault, ...nameOf(worst.jwk) }
  if (keys.length === 0) return { fault: 'no-keys' }
  const twice = keys.find(({ kid }, index) => keys.findIndex((other) => other.kid === kid) < index)
  return twice ? { fault: 'same-key-id', kid: twice.kid } : { keys }
}

/** The same of a text, as somebody pastes it. */
export function readKeySetText(text: string): ReadKeys {
  if (/PRIVATE KEY/.test(text)) return { fault: 'private-key' }
  try {
    return readKeySet(JSON.parse(text), true)
  } catch {
    return { fault: 'not-a-key-set' }
  }
}
