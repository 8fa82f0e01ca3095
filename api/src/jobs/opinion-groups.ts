import { isRefreshDue } from '../domain/opinion-groups/opinion-groups.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { OpinionGroupStore } from '../store/opinion-groups.ts'
import type { OpinionReport } from '../wire/index.ts'
import { opinionReport } from '../wire/opinion-groups.ts'
import { type ComputeGroups, computeInThread } from './opinion-groups-thread.ts'

export interface OpinionGroupOptions {
  /** Where the database is, for the connection of the thread. */
  databaseAddress: string
  groups: OpinionGroupStore
  now(): number
  compute?: ComputeGroups
  /** A computation that takes longer is stopped. */
  limitMilliseconds?: number
}

export interface DatedReport {
  /** Milliseconds since the epoch. */
  computedAt: number
  report: OpinionReport
}

/** Ten million votes take one to four minutes, by what else the machine does. */
const LIMIT_MILLISECONDS = 600_000

/** The reports on groups of opinion: read from the database, computed away from requests, one at a time. */
export class OpinionGroupReports {
  readonly #options: OpinionGroupOptions
  readonly #compute: ComputeGroups
  readonly #held = new Map<string, DatedReport>()
  readonly #closing = new AbortController()
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: OpinionGroupOptions) {
    this.#options = options
    this.#compute = options.compute ?? computeInThread
  }

  /** The stored report, whichever process computed it; undefined: there is none yet. */
  async report(consultationId: string): Promise<DatedReport | undefined> {
    const { groups } = this.#options
    const held = this.#held.get(consultationId)
    const state = await groups.state(consultationId)
    if (!state || held?.computedAt === state.computedAt) return state && held
    const stored = await groups.find(consultationId)
    if (!stored) return undefined
    const dated = {
      computedAt: stored.computedAt,
      report: opinionReport.parse(JSON.parse(stored.report)),
    }
    this.#held.set(consultationId, dated)
    return dated
  }

  /** Computes the report again and stores it, one at a time. Rejects, and keeps the old report, on failure or time-out. */
  refresh(consultation: ConsultationRecord): Promise<DatedReport> {
    const turn = this.#last.then(() => this.#refresh(consultation))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Refreshes where there is news. All are tried; then the failures are thrown together. */
  async refreshDue(consultations: readonly ConsultationRecord[]): Promise<void> {
    const failures: unknown[] = []
    for (const consultation of consultations) {
      if (this.#closing.signal.aborted) return
      await this.#refreshIfDue(consultation).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Opinion groups could not be computed')
  }

  /** Stops the running computation and starts no other. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The server is closing'))
    await this.#last
  }

  async #refreshIfDue(consultation: ConsultationRecord): Promise<void> {
    const { groups, now } = this.#options
    const [computed, votes] = await Promise.all([
      groups.state(consultation.id),
      groups.votes(consultation.id),
    ])
    if (isRefreshDue(consultation, computed, votes, now())) await this.refresh(consultation)
  }

  async #refresh({ id, settings }: ConsultationRecord): Promise<DatedReport> {
    const { groups, databaseAddress, now, limitMilliseconds = LIMIT_MILLISECONDS } = this.#options
    // The clock is read first: votes that come while it computes are news.
    const computedAt = now()
    const votes = await groups.votes(id)
    const { splitVotes, splitCell } = settings.results
    // A report that an older version stored and that says too little is no reason to stop.
    const former = await this.report(id).catch(() => undefined)
    const memory = former?.report.memory ?? null
    const job = { databaseAddress, consultationId: id, rule: { splitVotes, splitCell }, memory }
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(limitMilliseconds)])
    const report = await this.#compute(job, signal)
    await groups.put(id, { computedAt, votes, report: JSON.stringify(report) })
    this.#held.set(id, { computedAt, report })
    return { computedAt, report }
  }
}
