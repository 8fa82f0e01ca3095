import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type {
  Article,
  Author,
  ForgetAnswer,
  ProposalAnswer,
  SessionAnswer,
  SessionEvent,
  SessionRequest,
  VoteAnswer,
  VoteRequest,
} from '../../api/src/wire/index.ts'
import { ORIGIN, type TestApi } from './api.ts'

export interface TestReaderOptions {
  publisher: string
  consultation: string
  /** Undefined: the request carries no Origin, as from a program that is no browser. */
  origin?: string | undefined
  address?: string
  userAgent?: string
  /** What its reports carry besides. */
  headers?: Record<string, string>
  says?: Partial<SessionRequest>
}

export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

type Ballot = Pick<VoteRequest, 'vote'> & Partial<VoteRequest>

let readers = 0

/** A request's answer, as the document it holds. */
export const documentOf = <Document>(response: LightMyRequestResponse): Document => {
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}: ${response.body}`)
  return response.json() as Document
}

/** A person with a device and an address of their own, who asks as the widget asks: simple requests, no cookies. */
export class TestReader {
  readonly #api: TestApi
  readonly #options: TestReaderOptions
  readonly #number: number
  readonly id: string
  session: string | undefined
  #revision = 0

  constructor(api: TestApi, options: TestReaderOptions, number = ++readers) {
    this.#number = number
    this.id = `reader${String(number).padStart(15, '0')}`
    this.#api = api
    this.#options = { origin: ORIGIN, ...options }
  }

  /** The same person, whose requests reach another process from now on. */
  through(api: TestApi): TestReader {
    const same = new TestReader(api, this.#options, this.#number)
    same.session = this.session
    same.#revision = this.#revision
    return same
  }

  post(path: string, body: unknown, more: InjectOptions = {}): Promise<LightMyRequestResponse> {
    const { origin, address = this.#ownAddress(), userAgent = BROWSER } = this.#options
    return this.#api.app.inject({
      method: 'POST',
      url: path,
      remoteAddress: address,
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      ...more,
      headers: {
        'content-type': 'text/plain;charset=UTF-8',
        'user-agent': userAgent,
        ...(origin === undefined ? {} : { origin }),
        ...more.headers,
      },
    })
  }

  /** Reports and keeps the token, as the widget does; each call continues the page view. */
  async report(event: SessionEvent = 'view', article?: Article): Promise<string> {
    const { session } = documentOf<SessionAnswer>(await this.tryReport(event, article))
    this.session = session
    return session
  }

  tryReport(event: SessionEvent = 'view', article?: Article): Promise<LightMyRequestResponse> {
    const { publisher, consultation, headers = {}, says } = this.#options
    const body = { publisher, consultation, event, article, session: this.session, ...says }
    return this.post('/v1/sessions', body, { headers })
  }

  /** Opens another page: the next report begins a new page view. */
  leave(): void {
    this.session = undefined
  }

  tryVote(proposal: string, ballot: Ballot): Promise<LightMyRequestResponse> {
    this.#revision = ballot.revision ?? this.#revision + 1
    const { session, id: reader } = this
    const served = this.served(proposal)
    return this.post('/v1/votes', { session, reader, proposal, revision: this.#revision, served, ...ballot })
  }

  /** The proof that a proposal is among those that the reader is just served. */
  served(proposal: string): string {
    const { directory, servedProofs, runtime } = this.#api.services
    return servedProofs.make({
      consultationId: directory.consultationBySlug(this.#options.consultation)?.id ?? '',
      drawnAt: runtime.now(),
      number: 0,
      proposals: [proposal],
    })
  }

  async vote(proposal: string, ballot: Ballot): Promise<VoteAnswer> {
    return documentOf(await this.tryVote(proposal, ballot))
  }

  tryPropose(text: string, more: { submission?: string; author?: Author; language?: string } = {}) {
    const submission = `submission${String(++readers).padStart(11, '0')}`
    return this.post('/v1/proposals', { session: this.session, reader: this.id, submission, text, ...more })
  }

  async propose(
    text: string,
    more: { submission?: string; author?: Author; language?: string } = {},
  ): Promise<ProposalAnswer> {
    return documentOf(await this.tryPropose(text, more))
  }

  async forget(proposals: readonly string[]): Promise<ForgetAnswer> {
    const { session, id: reader } = this
    return documentOf(await this.post('/v1/forget', { session, reader, proposals }))
  }

  #ownAddress(): string {
    return `10.${(this.#number >> 16) & 255}.${(this.#number >> 8) & 255}.${this.#number & 255}`
  }
}
