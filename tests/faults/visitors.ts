import { randomBytes, randomInt } from 'node:crypto'
import { VOTES } from '../../api/src/wire/constants.ts'
import { sessionAnswer } from '../../api/src/wire/sessions.ts'
import { type SignedReaders, signedReaders } from '../../scripts/stage/signed-reader.ts'
import { type Answer, Client } from './client.ts'
import type { Ballot, Ledger } from './ledger.ts'
import { SESSION_SECRET, type Server, type Stage } from './stage.ts'

const VOTES_BY_READER = 12
const SESSION_MILLISECONDS = 12 * 3_600_000

export interface VisitorsOptions {
  stage: Stage
  ledger: Ledger
  connections: number
  /** What the server takes for the present. */
  now(): number
}

export interface VisitOutcome {
  acknowledged: number
  /** Sessions that had ended by the server's clock; with another, the same vote was sent again. */
  renewed: number
  /** What was refused or cut, and should not have been: how often each. */
  wronglyRefused: Map<string, number>
  /** Milliseconds by which the end of a session was furthest from where the server's clock should have put it. */
  furthestOff: number
}

/** The code of the problem that was answered; undefined after a success. */
const problemOf = ({ status, body }: Answer): string | undefined =>
  status === 200 ? undefined : (/\/problems\/([\w-]+)/.exec(body)?.[1] ?? `${status}`)

/** One page view: a session, renewed when it expires, and votes. */
class Visit {
  readonly #client: Client
  readonly #outcome: VisitOutcome
  readonly #options: VisitorsOptions
  readonly #number: number
  readonly #signed: SignedReaders
  #session = ''
  #endsAt = 0

  constructor(client: Client, outcome: VisitOutcome, options: VisitorsOptions, number: number) {
    this.#client = client
    this.#outcome = outcome
    this.#options = options
    this.#number = number
    this.#signed = signedReaders(options.stage.consultation, SESSION_SECRET)
  }

  /** Asks for a session; false if it is refused. */
  async begin(): Promise<boolean> {
    const { now, stage } = this.#options
    const before = now()
    const answer = await this.#send('/v1/sessions', viewOf(stage))
    if (typeof answer === 'string') return this.#refused(answer)
    const { session, expiresAt } = sessionAnswer.parse(JSON.parse(answer.body))
    this.#session = session
    this.#endsAt = Date.parse(expiresAt)
    // The clock may have jumped while the answer was on its way.
    const off = [before, now()].map((moment) => Math.abs(this.#endsAt - SESSION_MILLISECONDS - moment))
    this.#outcome.furthestOff = Math.max(this.#outcome.furthestOff, Math.min(...off))
    return true
  }

  /** Votes; with an expired session, once more with a new one. False if it is refused. */
  async cast(ballot: Ballot): Promise<boolean> {
    const { now, ledger } = this.#options
    ledger.send(ballot)
    const before = now()
    const served = this.#signed.proof([ballot.proposal], before)
    const body = { session: this.#session, ...ballot, qualifications: [], served }
    const answer = await this.#send('/v1/votes', body)
    if (answer === 'invalid-session' && Math.max(before, now()) >= this.#endsAt) {
      this.#outcome.renewed += 1
      return (await this.begin()) && this.cast(ballot)
    }
    if (typeof answer === 'string') return this.#refused(answer)
    ledger.acknowledge(ballot)
    this.#outcome.acknowledged += 1
    return true
  }

  #refused(problem: string): false {
    const { wronglyRefused } = this.#outcome
    wronglyRefused.set(problem, (wronglyRefused.get(problem) ?? 0) + 1)
    return false
  }

  /** The answer of success, or the problem that there was. */
  async #send(path: string, body: object): Promise<Answer | string> {
    try {
      const answer = await this.#client.send('POST', path, JSON.stringify(body), headersOf(this.#number))
      return problemOf(answer) ?? answer
    } catch {
      return 'cut'
    }
  }
}

/** Each reader has an address and a browser of their own. */
function headersOf(reader: number): Record<string, string> {
  return {
    'user-agent': `Mozilla/5.0 (X11; Linux x86_64; rv:${reader}.0) Gecko/20100101 Firefox/140.0`,
    'x-forwarded-for': `10.${(reader >> 16) & 255}.${(reader >> 8) & 255}.${reader & 255}`,
  }
}

/** What the widget says when it is seen. */
function viewOf({ consultation }: Stage): object {
  return {
    publisher: consultation.publisherKey,
    consultation: consultation.slug,
    event: 'view',
    article: { url: `${consultation.origin}/article.html`, title: 'Un article' },
  }
}

/** Readers as the widget has them, whose sessions come from the server. */
export class Visitors {
  readonly #options: VisitorsOptions
  #met = 0

  constructor(options: VisitorsOptions) {
    this.#options = options
  }

  /** Everyone votes until `isOver`, which is asked before each vote, says so. */
  async vote(
    server: Pick<Server, 'port'>,
    isOver: (outcome: VisitOutcome) => boolean,
  ): Promise<VisitOutcome> {
    const { connections, stage } = this.#options
    const client = new Client(server.port, connections, stage.consultation.origin)
    const outcome: VisitOutcome = { acknowledged: 0, renewed: 0, wronglyRefused: new Map(), furthestOff: 0 }
    const over = () => isOver(outcome)
    const voter = async () => {
      while (!over()) await this.#readOne(client, outcome, over)
    }
    await Promise.all(Array.from({ length: connections }, voter))
    client.close()
    return outcome
  }

  async #readOne(client: Client, outcome: VisitOutcome, isOver: () => boolean): Promise<void> {
    const { proposalIds } = this.#options.stage.consultation
    const visit = new Visit(client, outcome, this.#options, ++this.#met)
    const reader = randomBytes(16).toString('base64url').slice(0, 21)
    const first = randomInt(proposalIds.length)
    if (!(await visit.begin())) return
    for (let revision = 1; revision <= VOTES_BY_READER && !isOver(); revision++) {
      const proposal = proposalIds[(first + revision) % proposalIds.length] ?? ''
      if (!(await visit.cast({ reader, proposal, vote: VOTES[revision % 3] ?? null, revision }))) return
    }
  }
}
