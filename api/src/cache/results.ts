import { createHash } from 'node:crypto'
import { rankResults } from '../domain/rank-results.ts'
import { votesOf } from '../domain/scores.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Database } from '../store/database.ts'
import type { ResultStore, TalliedProposal } from '../store/results.ts'
import type { Results } from '../wire/index.ts'
import { DownloadCache } from './downloads.ts'
import { PublishedSplits } from './published-splits.ts'
import { VoterCounts } from './voter-counts.ts'

const FRESH_MILLISECONDS = 5000
/** While voters are still being counted, for the first time. */
const FRESH_UNCOUNTED_MILLISECONDS = 500
/** Until then, results are shown while newer ones are made; nobody waits for what is nearly the same. */
const USABLE_MILLISECONDS = 30_000

export interface ResultOptions {
  results: ResultStore
  database: Database
  now(): number
}

/** Results with the mark by which a client says that it has them already. */
export interface TaggedResults {
  results: Results
  etag: string
}

interface Held extends TaggedResults {
  madeAt: number
}

const tagOf = (results: Results): string =>
  `"${createHash('sha256').update(JSON.stringify(results)).digest('base64url').slice(0, 22)}"`

const freshFor = ({ results }: Held): number =>
  results.participation.voters === null ? FRESH_UNCOUNTED_MILLISECONDS : FRESH_MILLISECONDS

/** What a consultation comes to, held in memory for some seconds; made by one caller while the others wait for it. */
export class ResultCache {
  readonly #options: ResultOptions
  readonly #splits: PublishedSplits
  readonly #voters: VoterCounts
  /** Open data in each of its forms. */
  readonly downloads: DownloadCache
  readonly #held = new Map<string, Held>()
  readonly #making = new Map<string, Promise<Held>>()

  constructor(options: ResultOptions) {
    this.#options = options
    this.#splits = new PublishedSplits(options)
    this.#voters = new VoterCounts(options)
    this.downloads = new DownloadCache({
      versionOf: async ({ id, slug, settings }) =>
        JSON.stringify([await options.results.version(id), slug, settings]),
      now: options.now,
    })
  }

  /** Results as they stand, whatever the phase; who may see them, the caller decides. */
  async of(consultation: ConsultationRecord): Promise<Results> {
    return (await this.tagged(consultation)).results
  }

  async tagged(consultation: ConsultationRecord): Promise<TaggedResults> {
    const held = this.#held.get(consultation.id)
    const age = held ? Math.abs(this.#options.now() - held.madeAt) : Number.POSITIVE_INFINITY
    if (held && age < freshFor(held)) return held
    const making = this.#makeOnce(consultation)
    if (!held || age >= USABLE_MILLISECONDS) return making
    // A failure is met by whoever must wait for the next ones.
    making.catch(() => undefined)
    return held
  }

  /** One at a time: others who ask meanwhile get the same. */
  #makeOnce(consultation: ConsultationRecord): Promise<Held> {
    let making = this.#making.get(consultation.id)
    if (!making) {
      making = this.#make(consultation).finally(() => this.#making.delete(consultation.id))
      this.#making.set(consultation.id, making)
    }
    return making
  }

  /** The next caller gets results made anew. */
  async drop(consultationId: string): Promise<void> {
    await this.#making.get(consultationId)?.catch(() => undefined)
    this.#held.delete(consultationId)
    await this.downloads.drop(consultationId)
  }

  /** Kept when nothing is counted or renewed in the background. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#making.values())
    await Promise.all([this.#voters.settled(), this.#splits.settled()])
  }

  async #make(consultation: ConsultationRecord): Promise<Held> {
    const madeAt = this.#options.now()
    const { results: store } = this.#options
    const proposals: TalliedProposal[] = []
    for await (const proposal of store.eachTallied(consultation.id)) proposals.push(proposal)
    const results: Results = {
      publishedAt: consultation.resultsAt === null ? null : new Date(consultation.resultsAt).toISOString(),
      participation: {
        votes: proposals.reduce((sum, { tallies }) => sum + votesOf(tallies), 0),
        voters: this.#voters.of(consultation.id, proposals),
        proposals: proposals.length,
        submitted: await store.submitted(consultation.id),
      },
      all: rankResults(proposals, consultation.settings),
      segments: await this.#splits.of(consultation, proposals),
    }
    const held = { results, etag: tagOf(results), madeAt }
    this.#held.set(consultation.id, held)
    return held
  }
}
