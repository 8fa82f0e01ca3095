import { nanoid } from 'nanoid'
import type { Author, ProposalAnswer, Qualification, SessionAnswer, Vote } from '../../api/src/wire/index.ts'

/** A page on which the consultation is embedded. */
export interface EmbeddingPage {
  origin: string
  publisherKey: string
  url: string
  title: string
  section?: string
  /** Where the page is no article. */
  channel?: string
}

/** What goes with a vote, where there is more than the vote itself. */
export interface VoteDetails {
  qualifications?: readonly Qualification[]
  segment?: string | undefined
}

export interface ReaderOptions {
  api: string
  consultation: string
  /** Tells readers apart, by an address of their own behind the demo's trusted proxy. */
  number: number
  /** Headers that this reader's browser sends besides. */
  headers?: Readonly<Record<string, string>>
  /** The proof that a proposal was served. */
  proofOf(proposal: string): Promise<string | undefined> | string | undefined
  /** How the API is reached; over the network unless it is given. */
  ask?: typeof fetch
}

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0',
]
const ATTEMPTS = 5

/** A person of the log, at home on one newspaper, who acts through the public API as the widget does. */
export class ReplayReader {
  readonly #api: string
  readonly #ask: typeof fetch
  readonly #proofOf: ReaderOptions['proofOf']
  readonly #consultation: string
  readonly #headers: Record<string, string>
  readonly #id = nanoid()
  #session: { token: string; page: EmbeddingPage } | undefined
  #revision = 0

  constructor({ api, consultation, number, headers, proofOf, ask = fetch }: ReaderOptions) {
    this.#api = api
    this.#ask = ask
    this.#proofOf = proofOf
    this.#consultation = consultation
    this.#headers = {
      'content-type': 'text/plain',
      'user-agent': AGENTS[number % AGENTS.length] ?? '',
      'x-forwarded-for': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      ...headers,
    }
  }

  /** Opens the page, sees the widget, votes; on a page that is open already, votes. */
  async vote(
    page: EmbeddingPage,
    proposal: string,
    vote: Vote,
    { qualifications = [], segment }: VoteDetails = {},
  ): Promise<void> {
    const session = await this.#sessionOn(page)
    const served = await this.#proofOf(proposal)
    this.#revision += 1
    await this.#post(page, '/v1/votes', {
      session,
      reader: this.#id,
      proposal,
      vote,
      qualifications,
      ...(segment === undefined ? {} : { segment }),
      served,
      revision: this.#revision,
    })
  }

  /** Sends a proposal and gives what became of it. */
  async propose(page: EmbeddingPage, text: string, author: Author): Promise<ProposalAnswer> {
    const session = await this.#sessionOn(page)
    const body = { session, reader: this.#id, submission: nanoid(), text, author }
    return (await this.#post(page, '/v1/proposals', body)) as ProposalAnswer
  }

  /** Opens the page and sees the widget, or leaves before that. */
  async open(page: EmbeddingPage, event: 'load' | 'view' = 'view'): Promise<void> {
    const { publisherKey: publisher, url, title, section, channel } = page
    const answer = (await this.#post(page, '/v1/sessions', {
      publisher,
      consultation: this.#consultation,
      event,
      ...(channel === undefined
        ? { article: { url, title, ...(section === undefined ? {} : { section }) } }
        : { channel }),
    })) as SessionAnswer
    this.#session = { token: answer.session, page }
  }

  async #sessionOn(page: EmbeddingPage): Promise<string> {
    if (this.#session?.page !== page) await this.open(page)
    return this.#session?.token ?? ''
  }

  async #post(page: EmbeddingPage, path: string, body: unknown, attempt = 1): Promise<unknown> {
    const response = await this.#ask(this.#api + path, {
      method: 'POST',
      headers: { ...this.#headers, origin: page.origin },
      body: JSON.stringify(body),
    })
    const isWorthRetrying = response.status === 503 || response.status === 429
    if (isWorthRetrying && attempt < ATTEMPTS) {
      const seconds = Number(response.headers.get('retry-after') ?? 1)
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      return this.#post(page, path, body, attempt + 1)
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
}
