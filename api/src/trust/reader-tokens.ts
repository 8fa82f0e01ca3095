import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { subscriberMark } from '../domain/readers/pseudonyms.ts'
import type { ReaderKey } from '../domain/readers/reader-keys.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { LIMITS } from '../wire/constants.ts'
import type { ReaderTokenOutcome } from '../wire/index.ts'

/** Longer-lived tokens are refused: whoever finds a leaked one can vote as that subscriber until it ends. */
const LONGEST_LIFE_SECONDS = 3600
const TOLERANCE_SECONDS = 60
const ALGORITHMS = ['ES256', 'EdDSA']
const CLAIMS = ['iss', 'aud', 'sub', 'iat', 'exp']
const FORGOTTEN_AFTER_MILLISECONDS = 3_600_000
/** How often at most a key that nobody knows has the publisher's address asked. */
const ASK_AGAIN_MILLISECONDS = 60_000

/** Whose token it is. */
export interface TokenPublisher {
  id: string
  publicKey: string
  /** Null: it vouches for nobody. */
  readerKeys: readonly ReaderKey[] | null
}

export interface ReadReaderToken {
  outcome: ReaderTokenOutcome
  /** The subscriber; of an expired token too, since its signature is good. */
  subject?: string
}

export interface ReaderTokenOptions {
  /** What its claim `aud` must be: where this server is reached. */
  audience: string
  now(): number
  monotonic(): number
  /** A key that a token names is not among the publisher's: they may be newer at its address. */
  onUnknownKey(publisherId: string, now: number, before: number): void
}

type Payload = { sub?: unknown; iat?: unknown; exp?: unknown }

/** Each part in the one spelling that its bytes have: base64url lets the last letter vary. */
const isCanonical = (token: string): boolean => {
  const parts = token.split('.')
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  )
}

const isSubject = (subject: unknown): subject is string =>
  typeof subject === 'string' &&
  subject !== '' &&
  subject.length <= LIMITS.subscriberLength &&
  subject.isWellFormed()

const CLAIM_FAULTS: Readonly<Record<string, ReaderTokenOutcome>> = {
  iss: 'issuer',
  aud: 'audience',
  sub: 'subject',
  iat: 'not-yet',
  nbf: 'not-yet',
}

/** What jose's error says of a token. */
function faultOf(error: unknown): ReadReaderToken {
  if (error instanceof errors.JWTExpired) {
    const { sub } = error.payload
    // Too old by its claim iat: that of exp may be far away.
    if (error.claim === 'iat') return { outcome: 'expired' }
    return isSubject(sub) ? { outcome: 'expired', subject: sub } : { outcome: 'subject' }
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isThere = error.reason === 'check_failed'
    const fault = CLAIM_FAULTS[error.claim]
    return { outcome: fault === 'not-yet' && !isThere ? 'malformed' : (fault ?? 'malformed') }
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return { outcome: 'unknown-key' }
  if (error instanceof errors.JWSSignatureVerificationFailed) return { outcome: 'signature' }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return { outcome: 'algorithm' }
  return { outcome: 'malformed' }
}

function judged({ sub, iat, exp }: Payload): ReadReaderToken {
  if (!isSubject(sub)) return { outcome: 'subject' }
  return Number(exp) - Number(iat) > LONGEST_LIFE_SECONDS
    ? { outcome: 'lifetime' }
    : { outcome: 'vouched', subject: sub }
}

/** Reads the tokens by which publishers vouch for their readers. All that it needs is in memory: no reader waits for a publisher. */
export class ReaderTokens {
  readonly #options: ReaderTokenOptions
  readonly #sets = new WeakMap<readonly ReaderKey[], ReturnType<typeof createLocalJWKSet>>()
  readonly #outcomes: LRUCache<string, Partial<Record<ReaderTokenOutcome, number>>>

  constructor(options: ReaderTokenOptions) {
    this.#options = options
    this.#outcomes = new LRUCache({
      max: 1000,
      ttl: FORGOTTEN_AFTER_MILLISECONDS,
      noUpdateTTL: true,
      perf: { now: options.monotonic },
    })
  }

  /** The outcome of a token. Never throws: a reader with a bad one votes without it. */
  async read(token: string, publisher: TokenPublisher): Promise<ReadReaderToken> {
    const read = await this.#read(token, publisher)
    const counts = this.#outcomes.get(publisher.id) ?? {}
    this.#outcomes.set(publisher.id, { ...counts, [read.outcome]: (counts[read.outcome] ?? 0) + 1 })
    if (read.outcome === 'unknown-key') {
      const now = this.#options.now()
      this.#options.onUnknownKey(publisher.id, now, now - ASK_AGAIN_MILLISECONDS)
    }
    return read
  }

  /**
   * The mark of the subscriber for whom a token vouches. One that has expired begins nothing, but goes on with what a good
   * one of the same subscriber began (`earlier`).
   */
  async markOf(
    token: string,
    publisher: TokenPublisher,
    { secret }: Pick<ConsultationRecord, 'secret'>,
    earlier?: string,
  ): Promise<{ outcome: ReaderTokenOutcome; mark?: string }> {
    const { outcome, subject } = await this.read(token, publisher)
    if (subject === undefined || !secret) return { outcome }
    const mark = subscriberMark(secret, publisher.id, subject)
    return outcome === 'vouched' || mark === earlier ? { outcome, mark } : { outcome }
  }

  /** What became of a publisher's tokens here, within an hour. */
  outcomes(publisherId: string): Partial<Record<ReaderTokenOutcome, number>> {
    return this.#outcomes.get(publisherId) ?? {}
  }

  async #read(token: string, { publicKey, readerKeys }: TokenPublisher): Promise<ReadReaderToken> {
    if (!readerKeys) return { outcome: 'no-keys' }
    if (token.length > LIMITS.readerTokenLength || !isCanonical(token)) return { outcome: 'malformed' }
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#setOf(readerKeys), {
        algorithms: ALGORITHMS,
        requiredClaims: CLAIMS,
        issuer: publicKey,
        audience: this.#options.audience,
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: LONGEST_LIFE_SECONDS,
        currentDate: new Date(this.#options.now()),
      })
      return protectedHeader.kid === undefined ? { outcome: 'unknown-key' } : judged(payload)
    } catch (error) {
      return faultOf(error)
    }
  }

  #setOf(keys: readonly ReaderKey[]): ReturnType<typeof createLocalJWKSet> {
    const known = this.#sets.get(keys)
    if (known) return known
    const set = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) })
    this.#sets.set(keys, set)
    return set
  }
}
