import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { cacheOptions } from '../cache/options.ts'
import type { Extent, LeftOutReason } from '../domain/engagement/audience.ts'
import { ProblemError } from '../domain/problem-error.ts'
import type { ProblemCode, ReaderTokenOutcome } from '../wire/index.ts'

/** What arrived from a page on which a webmaster tries the widget. */
export interface SelfTestNote {
  at: number
  step: 'load' | 'view' | 'finish' | 'vote' | 'proposal'
  /** Address of the article for which it counts. */
  article: string | null
  extent: Extent | null
  leftOut: LeftOutReason | null
  /** What the token by which its publisher vouches for the reader came to; null: none was sent. */
  readerToken: ReaderTokenOutcome | null
  /** Why it was refused; null: it was taken. */
  problem: ProblemCode | null
}

const LIFETIME_MILLISECONDS = 30 * 60_000
const MOST_TESTS = 500
const MOST_NOTES = 50
const MINUTE = 60_000

const NONCE_BYTES = 6
const TIME_BYTES = 6
const PUBLISHER_BYTES = 6
const SEAL_BYTES = 12
const BODY_BYTES = NONCE_BYTES + TIME_BYTES + PUBLISHER_BYTES
/** In place of a publisher: of all of them, for the team. */
const EVERYWHERE = Buffer.alloc(PUBLISHER_BYTES)

const shortOf = (publisherId: string): Buffer =>
  createHash('sha256').update(publisherId).digest().subarray(0, PUBLISHER_BYTES)

export interface SelfTestOptions {
  now(): number
  monotonic(): number
  /** The secret of the sessions: each process knows the codes that another has made. */
  secret: string
  bytes(count: number): Uint8Array
}

/**
 * The tests of the last half hour, by their code. Codes are made for signed-in people, for the pages of one publisher
 * or of all: a link with a code shows its sender what the reader does. In memory, bounded, never on disk.
 */
export class SelfTests {
  readonly #options: SelfTestOptions
  readonly #tests: LRUCache<string, readonly SelfTestNote[]>

  constructor(options: SelfTestOptions) {
    this.#options = options
    this.#tests = new LRUCache({
      ...cacheOptions(options.monotonic, LIFETIME_MILLISECONDS),
      max: MOST_TESTS,
    })
  }

  /** A code for the pages of a publisher, or (null) of all, and until when it is good. */
  mint(publisherId: string | null): { code: string; expiresAt: string } {
    const expiresAt = this.#options.now() + LIFETIME_MILLISECONDS
    const time = Buffer.alloc(TIME_BYTES)
    time.writeUIntBE(expiresAt, 0, TIME_BYTES)
    const whose = publisherId === null ? EVERYWHERE : shortOf(publisherId)
    const body = Buffer.concat([this.#options.bytes(NONCE_BYTES), time, whose])
    const code = Buffer.concat([body, this.#sealOf(body)]).toString('base64url')
    return { code, expiresAt: new Date(expiresAt).toISOString() }
  }

  /** Notes what came from a page of a publisher; undefined: of one that is not known. Of votes only that one arrived. */
  note(code: string, note: Omit<SelfTestNote, 'at'>, publisherId?: string): void {
    if (!this.#isGood(code, publisherId)) return
    const now = this.#options.now()
    const before = this.read(code)
    // With the time of each vote, the tallies would tell which vote it was.
    const isVote = note.step === 'vote' && note.problem === null
    if (isVote && before.some(({ step, problem }) => step === 'vote' && problem === null)) return
    const at = isVote ? now - (now % MINUTE) : now
    this.#tests.set(code, [...before, { at, ...note }].slice(-MOST_NOTES))
  }

  /** What arrived, oldest first; nothing, where nobody tests under this code. */
  read(code: string): readonly SelfTestNote[] {
    return this.#tests.get(code) ?? []
  }

  #sealOf(body: Buffer): Buffer {
    const { secret } = this.#options
    return createHmac('sha256', secret).update('self-test').update(body).digest().subarray(0, SEAL_BYTES)
  }

  #isGood(code: string, publisherId: string | undefined): boolean {
    const bytes = Buffer.from(code, 'base64url')
    if (bytes.length !== BODY_BYTES + SEAL_BYTES) return false
    const body = bytes.subarray(0, BODY_BYTES)
    if (!timingSafeEqual(this.#sealOf(body), bytes.subarray(BODY_BYTES))) return false
    const whose = body.subarray(NONCE_BYTES + TIME_BYTES)
    const isWhose =
      whose.equals(EVERYWHERE) || publisherId === undefined || whose.equals(shortOf(publisherId))
    return isWhose && body.readUIntBE(NONCE_BYTES, TIME_BYTES) > this.#options.now()
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Where a webmaster tries the widget: under which code, and what is known of it so far. */
    selfTest: (Partial<SelfTestNote> & { code: string; publisherId?: string }) | null
  }
}

/** Notes what became of the requests of pages that are being tried, for the webmaster who waits for them. */
export const selfTest = fastifyPlugin(
  async (app: FastifyInstance, { selfTests }: { selfTests: SelfTests }) => {
    app.decorateRequest('selfTest', null)
    app.addHook('onError', async ({ selfTest: test }, _reply, error) => {
      if (test) test.problem = error instanceof ProblemError ? error.code : 'internal'
    })
    // Not behind the answer: listening for the end of it costs each vote more than all else here.
    app.addHook('onSend', ({ selfTest: test, routeOptions }, _reply, payload, done) => {
      if (test) {
        const { code, publisherId, ...known } = test
        const step = routeOptions.url === '/v1/proposals' ? 'proposal' : 'vote'
        const unknown = { article: null, extent: null, leftOut: null, readerToken: null, problem: null }
        selfTests.note(code, { step, ...unknown, ...known }, publisherId)
      }
      done(null, payload)
    })
  },
  { name: 'self-test' },
)
