import { LRUCache } from 'lru-cache'
import { etagOf } from '../domain/etags.ts'
import { firstOf } from '../domain/results/rank-results.ts'
import { ResultList } from '../domain/results/result-list.ts'
import { votesOf } from '../domain/results/scores.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Database } from '../store/database.ts'
import type { ResultStore, TalliedProposal } from '../store/results.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
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

/** They are kept for as long as no vote comes, but no longer than this, since counts are also published in the background. */
const KEPT_MILLISECONDS = 600_000

export interface ResultOptions {
  results: ResultStore
  /** Milliseconds since the epoch. */
  now(): number
  database: Database
  monotonic(): number
}

/** Results with the mark by which a client says that it has them already. */
export interface TaggedResults {
  results: Results
  etag: string
  /** Every proposal, to be searched and read page by page. */
  list: ResultList<TalliedProposal>
  /** When they last changed, in milliseconds since the epoch. */
  changedAt: number
  /** Grows each time that they are made: another list, where the results are the same. */
  number: number
}

interface MadeResults extends TaggedResults {
  /** Of the votes, texts and decisions that they were made of. */
  version: string
  /** By the clock that never goes back. */
  madeAt: number
  /** Of what was published by part of the public. */
  published: object | undefined
}

/** What a consultation comes to, held in memory for some seconds; made by one caller while the others wait for it. */
export class ResultCache {
  readonly #options: ResultOptions
  #made = 0
  readonly #splits: PublishedSplits
  readonly #voters: VoterCounts
  /** Open data in each of its forms. */
  readonly downloads: DownloadCache
  readonly #results: LRUCache<string, MadeResults, ConsultationRecord>

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
      fetchMethod: async (_id, before, { context, options: set }) => {
        const version = await this.#versionOf(context)
        if (before?.version === version && this.#isKept(before, context)) return before
        const made = await this.#make(context)
        if (made.results.participation.voters === null) set.ttl = FRESH_UNCOUNTED_MILLISECONDS
        const etag = etagOf(JSON.stringify(made.results))
        const changedAt = before?.etag === etag ? before.changedAt : options.now()
        return {
          ...made,
          etag,
          changedAt,
          number: ++this.#made,
          version,
          madeAt: options.monotonic(),
          published: this.#splits.current(context.id),
        }
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

  /** As they stand now, for what is kept: it must not be older than the votes it names. */
  latest(consultation: ConsultationRecord): Promise<TaggedResults> {
    return this.#results.forceFetch(consultation.id, { context: consultation, forceRefresh: true })
  }

  /** The next caller gets new results. */
  drop(consultationId: string): void {
    this.#results.delete(consultationId)
    this.downloads.drop(consultationId)
  }

  /** As `drop`, and what is shown by part of the public: votes came into the results, or left them. */
  recount(consultationId: string): void {
    this.drop(consultationId)
    this.#splits.drop(consultationId)
  }

  /** Taken before they are made: what changes meanwhile makes them old. */
  async #versionOf({ id, revision, segments, resultsAt }: ConsultationRecord): Promise<string> {
    const { results } = this.#options
    const parts = [
      await results.version(id),
      await results.submitted(id),
      revision,
      segments.length,
      resultsAt,
    ]
    return JSON.stringify(parts)
  }

  #isKept({ results, madeAt, published }: MadeResults, { id, segments }: ConsultationRecord): boolean {
    const { monotonic } = this.#options
    if (segments.length > 0 && (!published || published !== this.#splits.current(id))) return false
    return results.participation.voters !== null && monotonic() - madeAt < KEPT_MILLISECONDS
  }

  async #make(consultation: ConsultationRecord): Promise<Pick<TaggedResults, 'results' | 'list'>> {
    const { results: store } = this.#options
    const proposals: TalliedProposal[] = []
    for await (const proposal of store.eachTallied(consultation.id)) proposals.push(proposal)
    const voters = await this.#voters.of(consultation.id, proposals)
    const list = new ResultList(proposals, consultation.settings)
    const results: Results = {
      publishedAt: consultation.resultsAt === null ? null : new Date(consultation.resultsAt).toISOString(),
      participation: {
        votes: proposals.reduce((sum, { tallies }) => sum + votesOf(tallies), 0),
        voters: voters?.all ?? null,
        vouched: (await store.vouched(consultation.id)).flatMap(({ id, name, votes }) => {
          const readers = voters?.vouched.get(id) ?? 0
          return readers >= SMALLEST_CROWD ? [{ publisher: name, voters: readers, votes }] : []
        }),
        proposals: proposals.length,
        submitted: await store.submitted(consultation.id),
      },
      all: firstOf(list.zones, consultation.settings),
      ...(await this.#splits.of(consultation, proposals)),
      zones: list.counts,
    }
    return { results, list }
  }
}
