import { setImmediate as otherWork } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { phaseAt, showsResults, takesVotes } from '../domain/consultations/phases.ts'
import { etagOf } from '../domain/etags.ts'
import { SUSPECT_SHARE, sensitivityOf } from '../domain/results/sensitivity.ts'
import { RULES_IN_FORCE } from '../domain/trust-rules/trust-rules.ts'
import { presentDoubted, presentRoot, presentVouched } from '../presenters/integrity.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { TalliedProposal } from '../store/results.ts'
import type { IntegrityReport } from '../wire/index.ts'
import { cacheOptions } from './options.ts'

const FRESH_MILLISECONDS = 60_000
/** So much longer, a report is shown while a newer one is made. */
const STALE_MILLISECONDS = 600_000

export interface IntegrityReportOptions {
  store: Pick<Store, 'results' | 'cohorts' | 'integrityRoots'>
  /** Name of a publisher. */
  nameOf(publisherId: string): string | undefined
  now(): number
  monotonic(): number
}

/** A report with the mark by which a client says that it has it already. */
export interface TaggedReport {
  report: IntegrityReport
  /** False while votes come: then its counts are those of the last root. */
  isFinal: boolean
  etag: string
}

/** What the public may know of how votes were judged, held in memory for a minute. */
export class IntegrityReports {
  readonly #options: IntegrityReportOptions
  readonly #reports: LRUCache<string, TaggedReport, ConsultationRecord>

  constructor(options: IntegrityReportOptions) {
    this.#options = options
    this.#reports = new LRUCache({
      ...cacheOptions(options.monotonic, FRESH_MILLISECONDS),
      fetchMethod: async (_id, _before, { context }) => {
        const { report, isFinal } = await this.#make(context)
        return { report, isFinal, etag: etagOf(JSON.stringify(report)) }
      },
    })
  }

  /** Kept for a while; a failure reaches the next caller that has to wait. */
  of(consultation: ConsultationRecord): Promise<TaggedReport> {
    const allowStale = this.#reports.getRemainingTTL(consultation.id) > -STALE_MILLISECONDS
    return this.#reports.forceFetch(consultation.id, { context: consultation, allowStale })
  }

  /** The next caller gets a new report. */
  drop(consultationId: string): void {
    this.#reports.delete(consultationId)
  }

  async #make(consultation: ConsultationRecord): Promise<Omit<TaggedReport, 'etag'>> {
    const { store, nameOf, now } = this.#options
    const { id, slug } = consultation
    const at = now()
    const phase = phaseAt(consultation, at)
    // While votes come, nobody is to learn from fresh figures whether theirs were doubted.
    const isFinal = !takesVotes(phase) && phase !== 'upcoming'
    const roots = await store.integrityRoots.all(id)
    const last = roots.at(-1)
    const cohorts = await store.cohorts.ofConsultation(id)
    const countedAt = isFinal ? at : (last?.madeAt ?? null)
    const report: IntegrityReport = {
      consultation: slug,
      id,
      countedAt: countedAt === null ? null : new Date(countedAt).toISOString(),
      rules: RULES_IN_FORCE,
      votes: isFinal ? await store.integrityRoots.classCounts(id) : (last?.classes ?? null),
      vouched: isFinal ? presentVouched(cohorts, nameOf) : [],
      ...presentDoubted(cohorts, isFinal ? null : (last?.madeAt ?? 0)),
      sensitivity: showsResults(phase) ? await this.#sensitivity(consultation) : null,
      roots: roots.toReversed().map(presentRoot),
    }
    return { report, isFinal }
  }

  async #sensitivity({ id, settings }: ConsultationRecord): Promise<IntegrityReport['sensitivity']> {
    const { results, integrityRoots } = this.#options.store
    const proposals: TalliedProposal[] = []
    for await (const proposal of results.eachTallied(id)) proposals.push(proposal)
    const doubted = await integrityRoots.doubted(id)
    await otherWork()
    return { suspectShare: SUSPECT_SHARE, ...sensitivityOf(proposals, doubted, settings) }
  }
}
