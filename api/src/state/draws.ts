import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { numberedDraw, type Random } from '../domain/draw.ts'
import { phaseAt, showsResults } from '../domain/phases.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { AcceptedProposal, ProposalStore } from '../store/proposals.ts'
import type { DrawnProposal, EmbedPayload, Outcome } from '../wire/index.ts'
import { presentConsultation } from './present-consultation.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** A payload in every form in which it is served. */
export interface EncodedPayload {
  identity: Buffer
  gzip: Buffer
  br: Buffer
}

interface Draw {
  madeAt: number
  accepted: AcceptedProposal[]
  payloads: Map<number, Promise<EncodedPayload>>
  renewal: Promise<void> | undefined
}

export interface DrawOptions {
  proposals: ProposalStore
  publicUrl: string
  /** What became of a consultation whose results are published. */
  outcomeOf(consultation: ConsultationRecord): Promise<Outcome>
  random: Random
  now(): number
}

const FRESH_MILLISECONDS = 5000
const USABLE_MILLISECONDS = 30_000
/** More than one sequence, so that a reader who comes back finds something new in the same bytes. */
const SEQUENCES_IN_A_DRAW = 1.5
const BROTLI_QUALITY = 9

/**
 * The current draws, with their payloads ready to send. A draw lives a few seconds; while a new one is made, the old
 * one is served, so a spike of readers meets no query.
 */
export class Draws {
  readonly #options: DrawOptions
  readonly #draws = new Map<string, Draw>()
  readonly #making = new Map<string, Promise<Draw>>()

  constructor(options: DrawOptions) {
    this.#options = options
  }

  /** The payload of a numbered draw of the consultation; undefined past the last one. */
  async payload(consultation: ConsultationRecord, number: number): Promise<EncodedPayload | undefined> {
    const draw = await this.#current(consultation)
    const size = Math.ceil(consultation.sequenceSize * SEQUENCES_IN_A_DRAW)
    if (number > 0 && (number - 1) * size >= Math.max(1, draw.accepted.length)) return undefined
    let payload = draw.payloads.get(number)
    if (!payload) {
      payload = this.#encode(consultation, draw, number, size)
      draw.payloads.set(number, payload)
    }
    return payload
  }

  /** Every accepted proposal, as the current draw knows them. */
  async accepted(consultation: ConsultationRecord): Promise<readonly AcceptedProposal[]> {
    return (await this.#current(consultation)).accepted
  }

  async #current(consultation: ConsultationRecord): Promise<Draw> {
    const draw = this.#draws.get(consultation.id)
    // The clock may step back; then the draw would seem fresh for as long as it stepped.
    const age = draw ? Math.abs(this.#options.now() - draw.madeAt) : Number.POSITIVE_INFINITY
    if (draw && age < FRESH_MILLISECONDS) return draw
    if (draw && age < USABLE_MILLISECONDS) {
      draw.renewal ??= this.#make(consultation).then(
        () => undefined,
        () => {
          draw.renewal = undefined // The next request tries again; after 30 s the fault is answered.
        },
      )
      return draw
    }
    return this.#make(consultation)
  }

  /** One at a time: readers who ask meanwhile get the same draw, and the database one query. */
  #make(consultation: ConsultationRecord): Promise<Draw> {
    let making = this.#making.get(consultation.id)
    if (!making) {
      making = this.#read(consultation).finally(() => this.#making.delete(consultation.id))
      this.#making.set(consultation.id, making)
    }
    return making
  }

  async #read(consultation: ConsultationRecord): Promise<Draw> {
    const madeAt = this.#options.now()
    const accepted = await this.#options.proposals.accepted(consultation.id)
    const draw: Draw = { madeAt, accepted, payloads: new Map(), renewal: undefined }
    this.#draws.set(consultation.id, draw)
    return draw
  }

  async #encode(
    consultation: ConsultationRecord,
    draw: Draw,
    number: number,
    size: number,
  ): Promise<EncodedPayload> {
    const { publicUrl, random, outcomeOf } = this.#options
    const presented = presentConsultation(consultation, publicUrl, draw.madeAt)
    const isOver = showsResults(phaseAt(consultation, draw.madeAt))
    const { items, last } = isOver
      ? { items: [], last: true }
      : numberedDraw(draw.accepted, number, size, random)
    const payload: EmbedPayload = {
      consultation: presented,
      draw: { number, last, proposals: items.map(presentProposal) },
      ...(isOver ? { outcome: await outcomeOf(consultation) } : {}),
    }
    const identity = Buffer.from(JSON.stringify(payload))
    const [br, gzip] = await Promise.all([
      compressBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
      compressGzip(identity),
    ])
    return { identity, gzip, br }
  }
}

function presentProposal(proposal: AcceptedProposal): DrawnProposal {
  const author = {
    ...(proposal.authorName === null ? {} : { name: proposal.authorName }),
    ...(proposal.authorAge === null ? {} : { age: proposal.authorAge }),
  }
  return {
    id: proposal.id,
    text: proposal.text,
    ...(Object.keys(author).length === 0 ? {} : { author }),
    tallies: { agree: proposal.agree, disagree: proposal.disagree, neutral: proposal.neutral },
  }
}
