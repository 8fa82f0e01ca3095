import { rankResults } from '../domain/rank-results.ts'
import { votesOf } from '../domain/scores.ts'
import { maySupersede, type Split, splitOf } from '../domain/splits.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Database } from '../store/database.ts'
import type { ResultStore, SplitRow, TalliedProposal } from '../store/results.ts'
import type { Results, SegmentConsensus } from '../wire/index.ts'

const FRESH_MILLISECONDS = 5000
/** Splits written in one transaction, so that votes need not wait for all of them. */
const PROPOSALS_AT_ONCE = 200
const CONSENSUS = 0.6
/** Shown rates are rounded to twentieths, so that nobody reads a person out of a decimal. */
const STEPS = 20

export interface ResultOptions {
  results: ResultStore
  database: Database
  now(): number
}

interface Held {
  results: Results
  madeAt: number
}

function byProposal(rows: readonly SplitRow[]): Map<string, SplitRow[]> {
  const groups = new Map<string, SplitRow[]>()
  for (const row of rows) {
    const group = groups.get(row.proposalId)
    if (group) group.push(row)
    else groups.set(row.proposalId, [row])
  }
  return groups
}

const asSplit = (rows: readonly SplitRow[]): Split =>
  new Map(rows.map(({ segmentId, agree, others }) => [segmentId, { agree, others }]))

/** What a consultation comes to, held in memory for some seconds; made by one caller while the others wait for it. */
export class ResultBook {
  readonly #options: ResultOptions
  readonly #held = new Map<string, Held>()
  readonly #making = new Map<string, Promise<Results>>()

  constructor(options: ResultOptions) {
    this.#options = options
  }

  async of(consultation: ConsultationRecord): Promise<Results> {
    const held = this.#held.get(consultation.id)
    const age = held ? Math.abs(this.#options.now() - held.madeAt) : Number.POSITIVE_INFINITY
    if (held && age < FRESH_MILLISECONDS) return held.results
    let making = this.#making.get(consultation.id)
    if (!making) {
      making = this.#make(consultation).finally(() => this.#making.delete(consultation.id))
      this.#making.set(consultation.id, making)
    }
    return making
  }

  async #make(consultation: ConsultationRecord): Promise<Results> {
    const madeAt = this.#options.now()
    const { results: store } = this.#options
    const proposals = await store.tallied(consultation.id)
    const results: Results = {
      publishedAt: consultation.resultsAt === null ? null : new Date(consultation.resultsAt).toISOString(),
      participation: {
        votes: proposals.reduce((sum, { tallies }) => sum + votesOf(tallies), 0),
        proposals: proposals.length,
        submitted: await store.submitted(consultation.id),
      },
      all: rankResults(proposals, consultation.settings),
      segments: await this.#segments(consultation, proposals),
    }
    this.#held.set(consultation.id, { results, madeAt })
    return results
  }

  /** Brings what is published of each split up to date where that shows nobody, then reads that and nothing else. */
  async #segments(
    consultation: ConsultationRecord,
    proposals: readonly TalliedProposal[],
  ): Promise<SegmentConsensus[]> {
    if (consultation.segments.length === 0) return []
    await this.#renewSplits(consultation, proposals)
    const { topSize } = consultation.settings.results
    return Promise.all(
      consultation.segments.map(async ({ id, label }) => ({
        id,
        label,
        consensus: (await this.#options.results.agreedIn(id, CONSENSUS, topSize)).map(
          ({ rate, ...proposal }) => ({
            ...proposal,
            agree: Math.round(rate * STEPS) / STEPS,
          }),
        ),
      })),
    )
  }

  async #renewSplits(
    { id, settings }: ConsultationRecord,
    proposals: readonly TalliedProposal[],
  ): Promise<void> {
    const { results: store, database } = this.#options
    const { splitVotes, splitCell } = settings.results
    const changed = await store.changedSplits(id)
    const [current, published] = [byProposal(changed.current), byProposal(changed.published)]
    const renewed = proposals.flatMap(({ id: proposalId, tallies }): SplitRow[][] => {
      const votes = votesOf(tallies)
      const parts = current.get(proposalId)
      if (!parts || votes < splitVotes) return []
      const split = splitOf({ agree: tallies.agree, votes }, parts)
      if (!maySupersede(asSplit(published.get(proposalId) ?? []), split, splitCell)) return []
      return [[...split].map(([segmentId, cell]) => ({ proposalId, segmentId, ...cell }))]
    })
    while (renewed.length > 0) {
      const portion = renewed.splice(0, PROPOSALS_AT_ONCE)
      await database.write(portion.flat().map((row) => store.publishSplit(row)))
    }
  }
}
