import { Agent, request } from 'node:http'
import { nanoid } from 'nanoid'
import type {
  EmbedPayload,
  Qualification,
  SessionAnswer,
  SessionEvent,
  Vote,
  VoteAnswer,
} from '../../api/src/wire/index.ts'
import type { Ledger, Party } from './ledger.ts'
import { type AttackedServer, ORIGIN } from './server.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface Answer {
  status: number
  body: unknown
}

interface Outgoing {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
}

function ask(url: string, sent: Outgoing): Promise<Answer> {
  const { method, headers, body } = sent
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        resolve({ status: answer.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) })
      })
    })
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed a kept connection just as it was used again. A vote that is sent twice counts once.
      if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(ask(url, sent))
      else reject(error)
    })
    asked.end(body)
  })
}

/** Ends the connections that were kept. */
export const hangUp = (): void => agent.destroy()

/** A draw as the widget has it. */
export type Drawn = EmbedPayload['draw']

export interface BrowserOptions {
  server: AttackedServer
  ledger: Ledger
  party: Party
  consultation: string
  address: string
  userAgent: string
  /** Undefined: the request carries none. */
  origin?: string | undefined
  article?: string
  reader?: string
}

export interface Cast {
  vote: Vote
  qualifications?: readonly Qualification[]
  /** The draw that the proposal came from; undefined: nothing is said of it. */
  from?: Drawn | undefined
}

/** A browser on a page with the widget, or a program that passes for one. What it does is written into the ledger. */
export class Browser {
  readonly #options: BrowserOptions
  readonly #base: string
  address: string
  userAgent: string
  origin: string | undefined
  reader: string
  token: string | undefined
  #revision = 0
  readonly #voted = new Set<string>()

  constructor(options: BrowserOptions) {
    this.#options = options
    const { server, ledger, party, address, userAgent, reader = nanoid() } = options
    this.address = address
    this.userAgent = userAgent
    this.origin = 'origin' in options ? options.origin : ORIGIN
    this.reader = reader
    const asked = ledger.asked[party]
    this.#base = server.addresses[asked.readers % server.addresses.length] as string
    asked.readers += 1
  }

  async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const { ledger, party } = this.#options
    const answer = await ask(this.#base + path, {
      method,
      headers: {
        'user-agent': this.userAgent,
        'x-forwarded-for': this.address,
        'accept-encoding': 'identity',
        ...(this.origin === undefined ? {} : { origin: this.origin }),
        ...(body === undefined ? {} : { 'content-type': 'text/plain;charset=UTF-8' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    ledger.answered(party, this.address, answer.status)
    return answer
  }

  /** The payload of a draw; undefined past the last one. */
  async draw(number = 0): Promise<Drawn | undefined> {
    const { consultation, server } = this.#options
    const query = `publisher=${server.publisherKey}${number === 0 ? '' : `&draw=${number}`}`
    const { status, body } = await this.ask('GET', `/v1/embed/${consultation}?${query}`)
    return status === 200 ? (body as EmbedPayload).draw : undefined
  }

  #pageView(event: SessionEvent) {
    const { consultation, server, article = '/nature' } = this.#options
    return { publisher: server.publisherKey, consultation, event, article: { url: ORIGIN + article } }
  }

  /** Reports what happened on this page and keeps the token. */
  async report(event: SessionEvent = 'view'): Promise<Answer> {
    const answer = await this.ask('POST', '/v1/sessions', { ...this.#pageView(event), session: this.token })
    if (answer.status === 200) this.token = (answer.body as SessionAnswer).session
    return answer
  }

  /** Another page, on the same device. */
  leave(): void {
    this.token = undefined
  }

  /** Casts or changes a vote. Without a token the vote begins the session, as where a blocker stops its request. */
  async vote(proposal: string, { vote, qualifications = [], from }: Cast): Promise<Answer> {
    const { ledger, party, consultation, server } = this.#options
    this.#revision += 1
    const answer = await this.ask('POST', '/v1/votes', {
      ...(this.token === undefined ? { visit: this.#pageView('view') } : { session: this.token }),
      reader: this.reader,
      proposal,
      vote,
      qualifications,
      served: from?.proof,
      revision: this.#revision,
    })
    if (answer.status !== 200) return answer
    this.#voted.add(proposal)
    this.token = (answer.body as VoteAnswer).session ?? this.token
    const { reader } = this
    const at = server.clock.now()
    ledger.keep({ party, consultation, reader, proposal, vote, qualifications, at })
    return answer
  }

  /** Erases the reader's votes; the device then has another name. */
  async forget(): Promise<Answer> {
    const { ledger } = this.#options
    const body = { session: this.token, reader: this.reader, proposals: [...this.#voted] }
    const answer = await this.ask('POST', '/v1/forget', body)
    ledger.forget(this.reader)
    this.#voted.clear()
    this.reader = nanoid()
    return answer
  }
}
