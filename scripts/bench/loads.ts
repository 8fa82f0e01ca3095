import { randomBytes, randomInt } from 'node:crypto'
import { QUALIFICATIONS, VOTES } from '../../api/src/wire/constants.ts'
import { type SignedReaders, signedReaders } from '../stage/signed-reader.ts'

export type LoadName = 'readers' | 'votes' | 'sessions' | 'embed'

export interface BenchRequest {
  method: 'GET' | 'POST'
  path: string
  /** With another browser comes another reader. */
  userAgent: string
  /** From where the reader comes, as a proxy would say it. */
  address: string
  body: string
}

export interface LoadShape {
  connections: number
  seconds: number
}

export interface Answers {
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
  succeeded: number
  failed: number
  /** Requests that were on their way at the end: their answers were not waited for. */
  leftOpen: number
}

export interface Load {
  name: LoadName
  headers: Record<string, string>
  next(): BenchRequest
}

export interface LoadOptions {
  sessionSecret: string
  /** Votes say in which draw their proposal was served; builds before 2026-12 refuse that. */
  hasProofs: boolean
}

export interface BenchConsultation {
  slug: string
  id: string
  publisherId: string
  publisherKey: string
  origin: string
  proposalIds: string[]
}

const VOTES_BY_READER = 12
/** After every third vote. */
const NUANCES_BY_READER = 4
/** Of one complete reader: the embed payload, the view, the votes and the nuances. */
export const REQUESTS_BY_READER = 2 + VOTES_BY_READER + NUANCES_BY_READER
/** Readers who are in the middle of it at the same time. */
const READERS_AT_ONCE = 64
/** Of a load of votes alone: enough that none of them votes faster than anybody reads. */
const VOTERS_AT_ONCE = 10_000
const DRAW_SIZE = 18
/** Readers of the same five seconds are given the same draw; those who vote now came within the last minutes. */
const DRAWS = 50
const DRAW_MILLISECONDS = 5000

const randomId = (): string => randomBytes(16).toString('base64url').slice(0, 21)
/** Of one of some 60,000 networks: readers of one alone would be an attack, and cost what an attack costs. */
const randomAddress = (): string => `81.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`

/** The requests that readers of one consultation send. */
class Requests {
  readonly #consultation: BenchConsultation
  readonly #signed: SignedReaders
  readonly #hasProofs: boolean
  readonly #proofs: string[] = []
  #readers = 0

  constructor(consultation: BenchConsultation, { sessionSecret, hasProofs }: LoadOptions) {
    this.#consultation = consultation
    this.#signed = signedReaders(consultation, sessionSecret)
    this.#hasProofs = hasProofs
  }

  embed(): BenchRequest {
    const { slug, publisherKey } = this.#consultation
    return {
      method: 'GET',
      path: `/v1/embed/${slug}?publisher=${publisherKey}`,
      userAgent: '',
      address: randomAddress(),
      body: '',
    }
  }

  /** The view of a new reader. */
  session(): BenchRequest {
    const { origin, publisherKey, slug } = this.#consultation
    const article = { url: `${origin}/article.html`, title: 'Un article' }
    return {
      method: 'POST',
      path: '/v1/sessions',
      userAgent: `Mozilla/5.0 (X11; Linux x86_64; rv:${this.#readers++}) Gecko/20100101 Firefox/140.0`,
      address: randomAddress(),
      body: JSON.stringify({ publisher: publisherKey, consultation: slug, event: 'view', article }),
    }
  }

  /** Twelve votes of a reader on one draw, each a new row; with nuances, each a second request on the same proposal. */
  *votes(hasNuances: boolean): Generator<BenchRequest> {
    const address = randomAddress()
    const session = this.#signed.token(address)
    const reader = randomId()
    const first = randomInt(DRAW_SIZE)
    const draw = randomInt(DRAWS)
    const served = this.#proof(draw)
    const { proposalIds } = this.#consultation
    let revision = 0
    for (let number = 0; number < VOTES_BY_READER; number++) {
      const place = draw * DRAW_SIZE + ((first + number) % DRAW_SIZE)
      const proposal = proposalIds[place % proposalIds.length]
      const vote = VOTES[randomInt(VOTES.length)] ?? 'neutral'
      const cast = (qualifications: readonly string[]): BenchRequest => ({
        method: 'POST',
        path: '/v1/votes',
        userAgent: '',
        address,
        body: JSON.stringify({
          session,
          reader,
          proposal,
          vote,
          qualifications,
          revision: ++revision,
          served,
        }),
      })
      yield cast([])
      if (hasNuances && number % (VOTES_BY_READER / NUANCES_BY_READER) === 0)
        yield cast([QUALIFICATIONS[vote][0]])
    }
  }

  *completeReader(): Generator<BenchRequest> {
    yield this.embed()
    yield this.session()
    yield* this.votes(true)
  }

  /** The proof of one of the draws, which many readers share; undefined where none is asked for. */
  #proof(draw: number): string | undefined {
    if (!this.#hasProofs) return undefined
    const { proposalIds } = this.#consultation
    const places = Array.from({ length: DRAW_SIZE }, (_, place) => draw * DRAW_SIZE + place)
    this.#proofs[draw] ??= this.#signed.proof(
      places.map((place) => proposalIds[place % proposalIds.length] ?? ''),
      Date.now() - draw * DRAW_MILLISECONDS,
    )
    return this.#proofs[draw]
  }
}

/** One request of each of several readers, again and again; who is through is followed by another. */
function together(count: number, begin: () => Generator<BenchRequest>): () => BenchRequest {
  const readers = Array.from({ length: count }, begin)
  // They did not all come at once.
  for (const [place, reader] of readers.entries())
    for (let skipped = 0; skipped < place % REQUESTS_BY_READER; skipped++) reader.next()
  let sent = 0
  return () => {
    const place = sent++ % count
    for (;;) {
      const { value, done } = readers[place]?.next() ?? { done: true }
      if (!done) return value
      readers[place] = begin()
    }
  }
}

/** A load on one consultation. Its sessions are signed here, as the server would sign them. */
export function loadOf(name: LoadName, consultation: BenchConsultation, options: LoadOptions): Load {
  const requests = new Requests(consultation, options)
  const next: Record<LoadName, () => () => BenchRequest> = {
    readers: () => together(READERS_AT_ONCE, () => requests.completeReader()),
    votes: () => together(VOTERS_AT_ONCE, () => requests.votes(false)),
    sessions: () => () => requests.session(),
    embed: () => () => requests.embed(),
  }
  const headers = {
    origin: consultation.origin,
    'content-type': 'text/plain',
    'accept-encoding': 'br',
  }
  return { name, headers, next: next[name]() }
}
