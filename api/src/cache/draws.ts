import { LRUCache } from 'lru-cache'
import { pageOf, type Random } from '../domain/draw.ts'
import { showsResults } from '../domain/phases.ts'
import { drawSequence } from '../domain/sequence.ts'
import { presentConsultation } from '../presenters/consultations.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { AcceptedProposal } from '../store/proposals.ts'
import type { EmbedPayload, Outcome } from '../wire/index.ts'
import type { AcceptedProposals } from './accepted-proposals.ts'
import { type EncodedPayload, encodePayload, pageCode, presentProposal } from './embed-payload.ts'
import { cacheOptions } from './options.ts'

interface Draw {
  /** By the clock that never goes back. */
  madeAt: number
  accepted: AcceptedProposal[]
  /** By the number of the draw; 0, the fair one, is there from the start. */
  payloads: Map<number, Promise<EncodedPayload>>
  /** Times that it was served. */
  servings: number
}

export interface DrawOptions {
  accepted: AcceptedProposals
  publicUrl: string
  /** What became of a consultation whose results are published. */
  outcomeOf(consultation: ConsultationRecord): Promise<Outcome>
  /** Names of those who ask. */
  foundersOf(consultationId: string): Promise<string[]>
  random: Random
  now(): number
  monotonic(): number
}

const FRESH_MILLISECONDS = 5000
/**
 * After so many readers, the new proposals of a draw have about the ten votes that they need; then others have their
 * turn, or a rush would give a few of them hundreds of votes while the rest wait.
 */
const FRESH_SERVINGS = 20
/** However many ask: to make a draw of 15,000 proposals takes up to 50 ms. */
const SHORTEST_MILLISECONDS = 1000
/** So much longer than it is fresh, a draw is served while the next one is made. */
const STALE_MILLISECONDS = 25_000
/** More than one sequence, so that a reader who comes back finds something new in the same bytes. */
const SEQUENCES_IN_A_DRAW = 1.5

/** Of founding partners: the payload is to stay small, and the public page names them all. */
const MOST_NAMES = 3

const drawSize = ({ sequenceSize }: ConsultationRecord): number =>
  Math.ceil(sequenceSize * SEQUENCES_IN_A_DRAW)

/**
 * The current draws, with their payloads ready to send. A draw lives a few seconds; while a new one is made, the old
 * one is served, so a spike of readers meets no query.
 */
export class Draws {
  readonly #options: DrawOptions
  /** One at a time is made: readers who ask meanwhile get the same, and the database one query. */
  readonly #draws: LRUCache<string, Draw, ConsultationRecord>

  constructor(options: DrawOptions) {
    this.#options = options
    this.#draws = new LRUCache({
      ...cacheOptions(options.monotonic, FRESH_MILLISECONDS),
      fetchMethod: (_id, _before, { context }) => this.#make(context),
    })
  }

  /** The payload of a numbered draw of the consultation; undefined past the last one. */
  async payload(consultation: ConsultationRecord, number: number): Promise<EncodedPayload | undefined> {
    const draw = await this.#current(consultation)
    draw.servings += 1
    if (number > 0 && (number - 1) * drawSize(consultation) >= Math.max(1, draw.accepted.length)) {
      return undefined
    }
    return this.#payload(consultation, draw, number)
  }

  /** Every accepted proposal, as the current draw knows them. */
  async accepted(consultation: ConsultationRecord): Promise<readonly AcceptedProposal[]> {
    return (await this.#current(consultation)).accepted
  }

  /** The next reader gets a new draw: a proposal was withdrawn, or the team changed something. */
  drop(consultationId: string): void {
    this.#options.accepted.drop(consultationId)
    this.#draws.delete(consultationId)
  }

  #current(consultation: ConsultationRecord): Promise<Draw> {
    const { id } = consultation
    const draw = this.#draws.peek(id)
    const forceRefresh =
      draw !== undefined &&
      draw.servings >= FRESH_SERVINGS &&
      this.#options.monotonic() - draw.madeAt >= SHORTEST_MILLISECONDS
    const allowStale = this.#draws.getRemainingTTL(id) > -STALE_MILLISECONDS
    return this.#draws.forceFetch(id, { context: consultation, allowStale, forceRefresh })
  }

  async #make(consultation: ConsultationRecord): Promise<Draw> {
    const madeAt = this.#options.monotonic()
    const accepted = await this.#options.accepted.read(consultation.id)
    const draw: Draw = { madeAt, accepted, payloads: new Map(), servings: 0 }
    await this.#payload(consultation, draw, 0)
    return draw
  }

  #payload(consultation: ConsultationRecord, draw: Draw, number: number): Promise<EncodedPayload> {
    let payload = draw.payloads.get(number)
    if (!payload) {
      payload = this.#makePayload(consultation, draw, number).then(encodePayload)
      draw.payloads.set(number, payload)
    }
    return payload
  }

  async #makePayload(consultation: ConsultationRecord, draw: Draw, number: number): Promise<EmbedPayload> {
    const { publicUrl, outcomeOf, foundersOf } = this.#options
    const presented = presentConsultation(consultation, publicUrl, this.#options.now())
    const askedBy = (await foundersOf(consultation.id)).slice(0, MOST_NAMES)
    const origin = { code: pageCode(presented.url), ...(askedBy.length > 0 ? { askedBy } : {}) }
    if (showsResults(presented.phase)) {
      const outcome = await outcomeOf(consultation)
      return { consultation: presented, draw: { number, last: true, proposals: [] }, outcome, ...origin }
    }
    const { items, last } = this.#choose(consultation, draw.accepted, number)
    return {
      consultation: presented,
      draw: { number, last, proposals: items.map(presentProposal) },
      ...origin,
    }
  }

  #choose(
    consultation: ConsultationRecord,
    accepted: AcceptedProposal[],
    number: number,
  ): { items: AcceptedProposal[]; last: boolean } {
    const size = drawSize(consultation)
    if (number > 0) return pageOf(accepted, number, size)
    const { settings } = consultation
    const items = drawSequence({
      proposals: accepted,
      settings: settings.sequence,
      size,
      random: this.#options.random,
    })
    return { items, last: accepted.length <= size }
  }
}
