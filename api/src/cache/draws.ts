import { LRUCache } from 'lru-cache'
import { showsResults } from '../domain/consultations/phases.ts'
import type { Random } from '../domain/random.ts'
import { drawSequence, pageOf } from '../domain/sequence/sequence.ts'
import type { ServedProofs } from '../domain/sequence/served-proof.ts'
import { presentConsultation } from '../presenters/consultations.ts'
import { presentDrawnProposal } from '../presenters/proposals.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { AcceptedProposal } from '../store/proposals.ts'
import type { EmbedPayload, Followed, Outcome, OwnWords } from '../wire/index.ts'
import type { AcceptedProposals } from './accepted-proposals.ts'
import { type EncodedPayload, encodePayload, pageCode } from './embed-payload.ts'
import { cacheOptions } from './options.ts'
import type { TranslationCatalogue } from './translations.ts'

interface Draw {
  /** By the clock that never goes back. */
  madeAt: number
  accepted: AcceptedProposal[]
  /** By the number of the draw; 0, the fair one, is there from the start. */
  payloads: Map<number, Promise<EmbedPayload>>
  /** Ready to send, by the number of the draw, the language, and the words that go with it. */
  encoded: Map<string, Promise<EncodedPayload>>
  /** Times that it was served. */
  servings: number
}

export interface DrawOptions {
  accepted: AcceptedProposals
  translations: Pick<TranslationCatalogue, 'of'>
  publicUrl: string
  /** The address of a page in one of the languages of its consultation. */
  addressIn(url: string, language: string): string
  proofs: Pick<ServedProofs, 'make'>
  /** What became of a consultation whose results are published. */
  outcomeOf(consultation: ConsultationRecord): Promise<Outcome>
  /** What became of other consultations. */
  followedBesides(slug: string): Promise<Followed[]>
  /** Names of those who ask. */
  foundersOf(consultationId: string): Promise<string[]>
  random: Random
  now(): number
  monotonic(): number
  /** The part of a proposal's votes that are the first of their network, from 0 to 1. */
  firstsOf(proposalId: string): number
  /** Told of each fair draw that is made; `id` is its proof. */
  onDraw?(consultationId: string, draw: MadeDraw): void
}

/** What the page around a widget adds to a draw. */
export interface DrawExtras {
  words?: OwnWords | undefined
  /** Of the consultation's languages the one in which its texts are shown. */
  language: string
  /** Id of a proposal that comes first, in the first draw; of none that is accepted, nothing. */
  asked?: string | undefined
}

export interface MadeDraw {
  id: string
  /** Milliseconds. */
  at: number
  number: number
  proposals: string[]
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

/** Of those that pages ask for, so many are kept ready with a draw. */
const MOST_ASKED = 200

/**
 * The draw with a proposal that the page asks for, at its end and marked. Its proof stays as it is: a proposal that was not
 * drawn was not served.
 */
function withAsked(payload: EmbedPayload, asked: AcceptedProposal): EmbedPayload {
  const { draw } = payload
  if (!draw.proof) return payload
  const others = draw.proposals.filter(({ id }) => id !== asked.id)
  return {
    ...payload,
    draw: { ...draw, proposals: [...others, { ...presentDrawnProposal(asked), first: true }] },
  }
}

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

  /**
   * The payload of a numbered draw of the consultation; undefined past the last one. Without a language its texts are in the
   * consultation's own.
   */
  async payload(
    consultation: ConsultationRecord,
    number: number,
    extras: Partial<DrawExtras> = {},
  ): Promise<EncodedPayload | undefined> {
    const draw = await this.#current(consultation)
    draw.servings += 1
    if (number > 0 && (number - 1) * drawSize(consultation) >= Math.max(1, draw.accepted.length)) {
      return undefined
    }
    return this.#encoded(consultation, draw, number, { language: consultation.language, ...extras })
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
    const draw: Draw = { madeAt, accepted, payloads: new Map(), encoded: new Map(), servings: 0 }
    await this.#encoded(consultation, draw, 0, { language: consultation.language })
    return draw
  }

  #payload(consultation: ConsultationRecord, draw: Draw, number: number): Promise<EmbedPayload> {
    const payload = draw.payloads.get(number) ?? this.#makePayload(consultation, draw, number)
    draw.payloads.set(number, payload)
    return payload
  }

  #encoded(
    consultation: ConsultationRecord,
    draw: Draw,
    number: number,
    { words, language, asked: id }: DrawExtras,
  ): Promise<EncodedPayload> {
    const asked = number === 0 && id ? draw.accepted.find((proposal) => proposal.id === id) : undefined
    const key = `${number} ${language} ${asked?.id ?? ''} ${words ? JSON.stringify(words) : ''}`
    const encoded =
      draw.encoded.get(key) ??
      this.#inLanguage(consultation, draw, number, { language, asked }).then((payload) =>
        encodePayload(words ? { ...payload, words } : payload),
      )
    if (!asked || draw.encoded.size < MOST_ASKED) draw.encoded.set(key, encoded)
    return encoded
  }

  /** The same proposals and the same proof in every language: votes count on the one proposal. */
  async #inLanguage(
    consultation: ConsultationRecord,
    draw: Draw,
    number: number,
    { language, asked }: { language: string; asked: AcceptedProposal | undefined },
  ): Promise<EmbedPayload> {
    const drawn = await this.#payload(consultation, draw, number)
    const payload = asked ? withAsked(drawn, asked) : drawn
    const translations = await this.#options.translations.of(consultation)
    if (!translations) return payload
    const { publicUrl, now, addressIn } = this.#options
    const translated = translations.consultation(consultation, language)
    const presented = {
      ...presentConsultation(consultation, publicUrl, now(), translated),
      // Of an untranslated question the widget still speaks the language of its reader, who proposes in it.
      ...(translated.language === language
        ? {}
        : {
            proposalPrefix: translations.proposalPrefix(consultation, language),
            proposalLanguage: language,
          }),
    }
    const document = { ...translations.document(payload, language), consultation: presented }
    if (language === consultation.language) return document
    // Who reads on there, or scans the printed code, reads on in the language of the widget.
    const url = addressIn(presented.url, language)
    return { ...document, consultation: { ...presented, url }, code: pageCode(url) }
  }

  async #makePayload(consultation: ConsultationRecord, draw: Draw, number: number): Promise<EmbedPayload> {
    const { publicUrl, proofs, outcomeOf, foundersOf, followedBesides } = this.#options
    const now = this.#options.now()
    const presented = presentConsultation(consultation, publicUrl, now)
    const askedBy = (await foundersOf(consultation.id)).slice(0, MOST_NAMES)
    const followed = await followedBesides(consultation.slug)
    const origin = {
      code: pageCode(presented.url),
      ...(askedBy.length > 0 ? { askedBy } : {}),
      ...(followed.length > 0 ? { followed } : {}),
    }
    if (showsResults(presented.phase)) {
      const outcome = await outcomeOf(consultation)
      return { consultation: presented, draw: { number, last: true, proposals: [] }, outcome, ...origin }
    }
    const { items, last } = this.#choose(consultation, draw.accepted, number)
    const proposals = items.map(({ id }) => id)
    const proof = proofs.make({ consultationId: consultation.id, drawnAt: now, number, proposals })
    if (number === 0) this.#options.onDraw?.(consultation.id, { id: proof, at: now, number, proposals })
    return {
      consultation: presented,
      draw: { number, last, proposals: items.map(presentDrawnProposal), proof },
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
      proposals: accepted.map((proposal) => {
        const firsts = this.#options.firstsOf(proposal.id)
        return firsts < 1 ? { ...proposal, firsts } : proposal
      }),
      settings: settings.sequence,
      size,
      random: this.#options.random,
    })
    return { items, last: accepted.length <= size }
  }
}
