import { setImmediate as otherWork } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { CONSENSUS, type Comparison, compareSegments } from '../domain/results/compare-segments.ts'
import { smoothedRate } from '../domain/results/scores.ts'
import { type Cells, nextSplit, REST, type Split } from '../domain/results/splits.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { type Database, StaleError, type Statement } from '../store/database.ts'
import type { CurrentSplitRow, ResultStore, SplitRow, TalliedProposal } from '../store/results.ts'
import type { SegmentComparison, SegmentConsensus } from '../wire/index.ts'
import { cacheOptions } from './options.ts'

/** Seldom, so that nobody who watches the totals can tell whose vote made a split move. */
const RENEWED_MILLISECONDS = 3_600_000
/** Proposals that are read, and written in one transaction, before other requests have their turn. */
const PROPOSALS_AT_ONCE = 500
/** Shown rates are rounded to twentieths, so that nobody reads a person out of a decimal. */
const STEPS = 20

interface Place {
  id: string
  /** As it was counted, and as it ranks. */
  agree: number
  score: number
}

/** Proposals on which each segment agrees, the surest first. */
type Consensus = Map<string, Place[]>

/** All that is published by part of the public. */
interface Publication {
  consensus: Consensus
  /** By proposal and part. */
  shares: Map<string, Map<string, Cells>>
}

/** The parts of the public, each by itself and beside each other. */
export interface SegmentResults {
  segments: SegmentConsensus[]
  comparison: SegmentComparison
}

interface Renewal {
  consultation: ConsultationRecord
  proposals: readonly TalliedProposal[]
}

function byProposal<Row extends SplitRow>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.proposalId)
    if (group) group.push(row)
    else groups.set(row.proposalId, [row])
  }
  return groups
}

const asSplit = (rows: readonly SplitRow[]): Split =>
  new Map(rows.map(({ segmentId, agree, others }) => [segmentId, { agree, others }]))

function successor(published: readonly SplitRow[], current: readonly CurrentSplitRow[], least: number) {
  const whole = { agree: current[0]?.wholeAgree ?? 0, others: current[0]?.wholeOthers ?? 0 }
  return nextSplit(asSplit(published), asSplit(current), whole, least)
}

function note(places: Map<string, Place[]>, { proposalId, segmentId, agree, others }: SplitRow): void {
  const score = smoothedRate('agree', agree, agree + others)
  if (agree + others === 0 || score < CONSENSUS) return
  const place = { id: proposalId, agree: agree / (agree + others), score }
  const known = places.get(segmentId)
  if (known) known.push(place)
  else places.set(segmentId, [place])
}

function noteShare(shares: Publication['shares'], { proposalId, segmentId, agree, others }: SplitRow): void {
  if (segmentId === REST) return
  const known = shares.get(proposalId) ?? new Map<string, Cells>()
  shares.set(proposalId, known.set(segmentId, { agree, others }))
}

const firstCome = (one: Place, other: Place): number =>
  other.score - one.score || (one.id < other.id ? -1 : 1)

export interface PublishedSplitOptions {
  results: ResultStore
  database: Database
  monotonic(): number
}

/** What is published of votes by part of the public. No number reaches anyone before it is on disk as published. */
export class PublishedSplits {
  readonly #results: ResultStore
  readonly #database: Database
  readonly #published: LRUCache<string, Publication, Renewal>

  constructor({ results, database, monotonic }: PublishedSplitOptions) {
    this.#results = results
    this.#database = database
    // Never twice at once: two would publish from what only one of them has seen published.
    this.#published = new LRUCache({
      ...cacheOptions(monotonic, RENEWED_MILLISECONDS),
      allowStale: true,
      fetchMethod: (_id, _before, { context }) => this.#renew(context),
    })
  }

  /**
   * The top consensus of each segment, ranked by the smoothed rate of those who agree, and what segments have in common.
   * Renewed once an hour, in the background except for the first time. A proposal that is no longer in `proposals` (sorted
   * by id) leaves at once.
   */
  async of(consultation: ConsultationRecord, proposals: readonly TalliedProposal[]): Promise<SegmentResults> {
    const { id: consultationId, segments, settings } = consultation
    if (segments.length === 0) return { segments: [], comparison: { common: [], different: [] } }
    const { consensus, shares } = await this.#published.forceFetch(consultationId, {
      context: { consultation, proposals },
    })
    const texts = new Map(proposals.map(({ id, text }) => [id, text]))
    const rounded = (share: number) => Math.round(share * STEPS) / STEPS
    const accepted = new Map([...shares].filter(([id]) => texts.has(id)))
    const ids = segments.map(({ id }) => id)
    const compared = compareSegments(accepted, ids, settings.results.topSize)
    const presented = (list: Comparison['common']) =>
      list.map(({ id, shares: found }) => ({
        id,
        text: texts.get(id) ?? '',
        agree: found.map((share) => (share === null ? null : rounded(share))),
      }))
    return {
      segments: segments.map(({ id: segmentId, label }) => ({
        id: segmentId,
        label,
        consensus: (consensus.get(segmentId) ?? [])
          .filter(({ id }) => texts.has(id))
          .slice(0, settings.results.topSize)
          .map(({ id, agree }) => ({ id, text: texts.get(id) ?? '', agree: rounded(agree) })),
      })),
      comparison: { common: presented(compared.common), different: presented(compared.different) },
    }
  }

  /** What stands for all that is published now, as long as it need not be renewed; undefined: it is about to be. */
  current(consultationId: string): object | undefined {
    return this.#published.getRemainingTTL(consultationId) > 0
      ? this.#published.peek(consultationId)
      : undefined
  }

  /** The next caller gets what is published by then. */
  drop(consultationId: string): void {
    this.#published.delete(consultationId)
  }

  async #renew({ consultation, proposals }: Renewal): Promise<Publication> {
    const places = new Map<string, Place[]>()
    const shares: Publication['shares'] = new Map()
    for (let start = 0; start < proposals.length; start += PROPOSALS_AT_ONCE) {
      const page = proposals.slice(start, start + PROPOSALS_AT_ONCE)
      const [from, to] = [page[0]?.id ?? '', page.at(-1)?.id ?? '']
      for (const row of await this.#publish(consultation, from, to)) {
        note(places, row)
        noteShare(shares, row)
      }
      await otherWork()
    }
    for (const list of places.values()) list.sort(firstCome)
    return { consensus: places, shares }
  }

  /** Publishes what may be, of the proposals from one id to another; gives all that is published of them. */
  async #publish({ id: consultationId, settings }: ConsultationRecord, from: string, to: string) {
    const { splitVotes, splitCell } = settings.results
    const range = { consultationId, from, to }
    const published = byProposal(await this.#results.publishedSplits(range))
    const current = byProposal(await this.#results.currentSplits(range, splitVotes))
    const renewals: Statement[] = []
    for (const [proposalId, rows] of current) {
      const next = successor(published.get(proposalId) ?? [], rows, splitCell)
      if (!next) continue
      const fresh = [...next].map(([segmentId, cells]) => ({ proposalId, segmentId, ...cells }))
      const before = new Map(published.get(proposalId)?.map((row) => [row.segmentId, row]))
      published.set(proposalId, fresh)
      renewals.push(...fresh.map((row) => this.#results.publishSplit(row, before.get(row.segmentId))))
    }
    try {
      if (renewals.length > 0) await this.#database.write(renewals)
    } catch (error) {
      if (!(error instanceof StaleError)) throw error
      // Another process has published meanwhile; what it shows is what is shown.
      return this.#results.publishedSplits(range)
    }
    return [...published.values()].flat()
  }
}
