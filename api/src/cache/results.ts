import { LRUCache } from 'lru-cache'
import { etagOf } from '../domain/etags.ts'
import { rankResults } from '../domain/rank-results.ts'
import { votesOf } from '../domain/scores.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Database } from '../store/database.ts'
import type { ResultStore, TalliedProposal } from '../store/results.ts'
import type { Results } from '../wire/index.ts'
import { DownloadCache } from './downloads.ts'
import { cacheOptions } from './options.ts'
import { PublishedSplits } from './published-splits.ts'
import { VoterCounts } from './voter-counts.ts'

const FRESH_MILLISECONDS = 5000
/** While voters are still being counted, for the first time. */
const FRESH_UNCOUNTED_MILLISECONDS = 500
/** So much longer, results are shown while newer ones are made; nobody waits for what is nearly the same. */
const STALE_MILLISECONDS = 25_000

export interface ResultOptions {
  results: ResultStore
  database: Database
  monotonic(): number
}

/** Results with the mark by which a client says that it has them already. */
export interface TaggedResults {
  results: Results
  etag: string
}

/** What a consultation comes to, held in memory for some seconds; made by one caller while the others wait for it. */
export class ResultCache {
  readonly #options: ResultOptions
  readonly #splits: PublishedSplits
  readonly #voters: VoterCounts
  /** Open data in each of its forms. */
  readonly downloads: DownloadCache
  readonly #results: LRUCache<string, TaggedResults, ConsultationRecord>

  constructor(options: ResultOptions) {
    this.#options = options
    this.#splits = new PublishedSplits(options)
    this.#voters = new VoterCounts(options)
    this.downloads = new DownloadCache({
      versionOf: async ({ id, slug, settings }) =>
        JSON.stringify([await options.results.version(id), slug, settings]),
      monotonic: options.monotonic,
    })
    this.#results = new LRUCache({
      ...cacheOptions(options.monotonic, FRESH_MILLISECONDS),
      fetchMethod: async (_id, _before, { context, options: set }) => {
        const results = await this.#make(context)
        if (results.participation.voters === null) set.ttl = FRESH_UNCOUNTED_MILLISECONDS
        return { results, etag: etagOf(JSON.stringify(results)) }
      },
    })
  }

  /** Current results in any phase; the caller decides who may see them. */
  async of(consultation: ConsultationRecord): Promise<Results> {
    return (await this.tagged(consultation)).results
  }

  /** Kept for a while; a failure reaches the next caller that has to wait. */
  tagged(consultation: ConsultationRecord): Promise<TaggedResults> {
    const allowStale = this.#results.getRemainingTTL(consultation.id) > -STALE_MILLISECONDS
    return this.#results.forceFetch(consultation.id, { context: consultation, allowStale })
  }

  /** The next caller gets new results. */
  drop(consultationId: string): void {
    this.#results.delete(consultationId)
    this.downloads.drop(consultationId)
  }

  async #make(consultation: ConsultationRecord): Promise<Results> {
    const { results: store } = this.#options
    const proposals: TalliedProposal[] = []
    for await (const proposal of store.eachTallied(consultation.id)) proposals.push(proposal)
    return {
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
  }
}
