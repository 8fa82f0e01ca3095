import { LRUCache } from 'lru-cache'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { EngagementStore } from '../store/engagement.ts'
import type { ScopeStore } from '../store/scopes.ts'
import { SMALLEST_CROWD } from '../wire/constants.ts'
import type { DaySum } from '../wire/index.ts'
import { cacheOptions } from './options.ts'

const DAY = 86_400_000
/** Counters themselves wait in memory for about as long. */
const FRESH_MILLISECONDS = 600_000
/** A consultation that is open for longer shows its first years. */
const MOST_DAYS = 1500

export interface DaySumOptions {
  scopes: Pick<ScopeStore, 'sitesOf'>
  engagement: Pick<EngagementStore, 'hours'>
  now(): number
  monotonic(): number
}

/** How many took part on each day of a consultation, on all sites together; held in memory for ten minutes. */
export class DaySums {
  readonly #options: DaySumOptions
  readonly #sums: LRUCache<string, DaySum[], ConsultationRecord>

  constructor(options: DaySumOptions) {
    this.#options = options
    this.#sums = new LRUCache({
      ...cacheOptions(options.monotonic, FRESH_MILLISECONDS),
      allowStale: true,
      fetchMethod: (_id, _before, { context }) => this.#make(context),
    })
  }

  /** The days from the opening to the end of votes, or to today, by the calendar of UTC. */
  of(consultation: ConsultationRecord): Promise<DaySum[]> {
    return this.#sums.forceFetch(consultation.id, { context: consultation })
  }

  /** The next caller reads them from the database: dates may have changed. */
  drop(consultationId: string): void {
    this.#sums.delete(consultationId)
  }

  async #make({ id, opensAt, closesAt }: ConsultationRecord): Promise<DaySum[]> {
    const { scopes, engagement, now } = this.#options
    const first = Math.floor(opensAt / DAY)
    const last = Math.floor(Math.min(closesAt, now()) / DAY)
    const count = Math.min(MOST_DAYS, last - first + 1)
    if (count < 1) return []
    const instants = Array.from({ length: count + 1 }, (_, index) => (first + index) * DAY)
    const sums = instants
      .slice(0, -1)
      .map((day) => ({ day: new Date(day).toISOString().slice(0, 10), votes: 0, readers: 0, proposals: 0 }))
    for (const scope of await scopes.sitesOf(id)) {
      const series = await engagement.hours.series(scope, instants)
      for (const [index, { votes, readersEngaged, proposals }] of series.entries()) {
        const sum = sums[index]
        if (!sum) continue
        sum.votes += votes
        sum.readers += readersEngaged
        sum.proposals += proposals
      }
    }
    return sums.map((sum) => ({ ...sum, readers: sum.readers < SMALLEST_CROWD ? null : sum.readers }))
  }
}
