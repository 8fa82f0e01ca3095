import { randomBytes, randomInt } from 'node:crypto'
import { VOTES } from '../../api/src/wire/constants.ts'
import { type SignedReaders, signedReaders } from '../../scripts/stage/signed-reader.ts'
import { Client } from './client.ts'
import type { Ballot, Ledger } from './ledger.ts'
import { SESSION_SECRET, type Server, type Stage } from './stage.ts'

const VOTES_BY_READER = 12

export interface VotersOptions {
  stage: Stage
  ledger: Ledger
  connections: number
  /** False: a run is too long to keep the time of each answer. */
  remembersLatencies?: boolean
  /** How their connections are used. */
  scheduling?: 'lifo' | 'fifo'
  /** Waited for before each request. */
  pace?(): Promise<void>
  /** Called after each answer of success, before the next request. */
  onAcknowledged?(ballot: Ballot): void
}

interface Turn {
  ballot: Ballot
  body: string
}

export interface Outcome {
  acknowledged: number
  /** Answers that were no success, by status. */
  refused: Map<number, number>
  /** Requests whose connection ended without an answer. */
  cut: number
  /** Milliseconds of each answer of success. */
  latencies: number[]
}

/** Readers who vote, change their minds, withdraw, send again; and send again what was not answered. */
export class Voters {
  readonly #options: VotersOptions
  readonly #signed: SignedReaders
  /** Sent, and not answered: a widget would keep them, and send them when it can. */
  #again: Turn[] = []

  constructor(options: VotersOptions) {
    this.#options = options
    this.#signed = signedReaders(options.stage.consultation, SESSION_SECRET)
  }

  /** The time to come back that the last refusal named. */
  retryAfter: string | undefined

  /** A vote of a new reader, for those who send it themselves. */
  oneVote(): Turn {
    const [turn] = this.#reader()
    return turn as Turn
  }

  /** Everyone votes until `isOver` says so; what is on its way then is waited for. */
  async vote(server: Pick<Server, 'port'>, isOver: (outcome: Outcome) => boolean): Promise<Outcome> {
    const { connections, stage, scheduling } = this.#options
    const client = new Client(server.port, connections, stage.consultation.origin, scheduling)
    const outcome: Outcome = { acknowledged: 0, refused: new Map(), cut: 0, latencies: [] }
    const over = () => isOver(outcome)
    await Promise.all(Array.from({ length: connections }, () => this.#voter(client, over, outcome)))
    client.close()
    return outcome
  }

  /** Sends once more all that was never answered. */
  async sendAgain(server: Pick<Server, 'port'>): Promise<Outcome> {
    return this.vote(server, () => this.#again.length === 0)
  }

  async #voter(client: Client, isOver: () => boolean, outcome: Outcome): Promise<void> {
    while (!isOver()) {
      const again = this.#again.pop()
      for (const turn of again ? [again] : this.#reader()) {
        if (!(await this.#send(client, turn, outcome)) || isOver()) break
      }
    }
  }

  /** True if it was answered with success. */
  async #send(client: Client, turn: Turn, outcome: Outcome): Promise<boolean> {
    const { ledger, pace, onAcknowledged, remembersLatencies = true } = this.#options
    await pace?.()
    ledger.send(turn.ballot)
    const began = performance.now()
    try {
      const { status, retryAfter } = await client.send('POST', '/v1/votes', turn.body)
      if (status === 200) {
        if (remembersLatencies) outcome.latencies.push(performance.now() - began)
        outcome.acknowledged += 1
        ledger.acknowledge(turn.ballot)
        onAcknowledged?.(turn.ballot)
        return true
      }
      this.retryAfter = retryAfter
      outcome.refused.set(status, (outcome.refused.get(status) ?? 0) + 1)
    } catch {
      outcome.cut += 1
    }
    this.#again.push(turn)
    // A client that hears no must not fill the processor with asking again at once.
    await new Promise((resolve) => setTimeout(resolve, 5))
    return false
  }

  /** The votes of one reader, in order; some are changed, some withdrawn, some arrive twice. */
  #reader(): Turn[] {
    const { consultation } = this.#options.stage
    const token = this.#signed.token()
    const reader = randomBytes(16).toString('base64url').slice(0, 21)
    const first = randomInt(consultation.proposalIds.length)
    const turns: Turn[] = []
    let revision = 0
    const cast = (proposal: string, vote: Ballot['vote']): Turn => {
      revision += 1
      const ballot = { reader, proposal, vote, revision }
      const served = this.#signed.proof([proposal])
      return { ballot, body: JSON.stringify({ session: token, ...ballot, qualifications: [], served }) }
    }
    for (let number = 0; number < VOTES_BY_READER; number++) {
      const proposal = consultation.proposalIds[(first + number) % consultation.proposalIds.length] ?? ''
      const turn = cast(proposal, VOTES[randomInt(VOTES.length)] ?? null)
      turns.push(turn)
      const fate = randomInt(20)
      if (fate === 0) turns.push(turn)
      if (fate === 1) turns.push(cast(proposal, VOTES[randomInt(VOTES.length)] ?? null))
      if (fate === 2) turns.push(cast(proposal, null))
    }
    return turns
  }
}
