import { type Counted, nothingCounted } from '../../domain/measures.ts'
import type { TimeRange } from '../../domain/time-ranges.ts'
import type { Store } from '../../store/index.ts'
import type { ScopeRecord } from '../../store/scopes.ts'
import type { Metric, StatisticsQuery } from '../../wire/index.ts'
import type { Plan } from './plan.ts'

/** What was counted in one scope and one time. */
export interface CountedRow {
  scope: ScopeRecord | null
  time: TimeRange
  counted: Counted
}

/** Metrics whose counters lie apart from those of all others. */
const APART: readonly Metric[] = ['firstVoteDelay', 'proposalsAccepted']

/** Reads counters; asks the tables that only some metrics need when these are asked for. */
export class CounterReader {
  readonly #store: Store
  readonly #wantsDelays: boolean
  readonly #wantsAccepted: boolean

  constructor(store: Store, { metrics, orderBy }: StatisticsQuery) {
    const wants = (metric: Metric) => metrics.includes(metric) || orderBy.some(({ by }) => by === metric)
    this.#store = store
    this.#wantsDelays = wants('firstVoteDelay')
    this.#wantsAccepted = wants('proposalsAccepted')
  }

  /** One row for each scope that counted anything in the range, yet to be completed. */
  async byScope(scopes: readonly ScopeRecord[], time: TimeRange): Promise<CountedRow[]> {
    const byId = new Map(scopes.map((scope) => [scope.id, scope]))
    const found = await this.#store.engagement.hours.between([...byId.keys()], time.from, time.to)
    return found.map(({ scopeId, totals }) => ({
      scope: byId.get(scopeId) ?? null,
      time,
      counted: { ...nothingCounted(), counters: totals },
    }))
  }

  /** Fills in what rows of scopes lack: for those that are shown, not for the thousands that are only sorted. */
  async complete(rows: readonly CountedRow[]): Promise<void> {
    const [first] = rows
    if (!first) return
    const { engagement, statistics } = this.#store
    const { from, to } = first.time
    const byId = new Map(rows.map((row) => [row.scope?.id, row.counted]))
    const ids = rows.flatMap(({ scope }) => scope?.id ?? [])
    const delays = this.#wantsDelays ? await engagement.firstVoteDelays.between(ids, from, to) : []
    for (const { scopeId, totals } of delays) {
      const counted = byId.get(scopeId)
      if (counted) counted.delays = totals
    }
    for (const { scopeId, count } of this.#wantsAccepted ? await statistics.accepted(ids, from, to) : []) {
      const counted = byId.get(scopeId)
      if (counted) counted.proposalsAccepted = count
    }
  }

  /** True if rows can be sorted by these only when they are complete. */
  needsAll(order: readonly { by: string }[]): boolean {
    return order.some(({ by }) => APART.some((metric) => metric === by))
  }

  /** One row for each bucket, complete, zeros where nothing was counted. Buckets follow one another without a gap. */
  async byTime(scope: ScopeRecord | null, buckets: readonly TimeRange[]): Promise<CountedRow[]> {
    const rows = buckets.map((time): CountedRow => ({ scope, time, counted: nothingCounted() }))
    const last = buckets.at(-1)
    if (!scope || !last) return rows
    const { engagement, statistics } = this.#store
    const instants = [...buckets.map(({ from }) => from), last.to]
    const [counters, delays, accepted] = await Promise.all([
      engagement.hours.series(scope.id, instants),
      this.#wantsDelays ? engagement.firstVoteDelays.series(scope.id, instants) : [],
      this.#wantsAccepted ? statistics.acceptedSeries(scope.id, instants) : [],
    ])
    rows.forEach(({ counted }, index) => {
      counted.counters = counters[index] ?? counted.counters
      counted.delays = delays[index] ?? counted.delays
      counted.proposalsAccepted = accepted[index] ?? 0
    })
    return rows
  }

  /** The scopes that a plan's rows are about. */
  async scopesOf({ publisher, kind, values, consultationIds, parts }: Plan): Promise<ScopeRecord[]> {
    const isEach = parts.includes('consultation')
    const consultation = isEach ? 'each' : (consultationIds?.[0] ?? null)
    const scopes = await this.#store.scopes.ofKind(publisher.id, kind, consultation)
    return scopes.filter(
      ({ value, consultationId }) =>
        (values === null || values.includes(value)) &&
        (!isEach || consultationIds === null || consultationIds.includes(consultationId)),
    )
  }

  /** The one scope that all of the plan is about; undefined if there are several, null if nothing was counted yet. */
  async wholeOf({ publisher, kind, values, consultationIds }: Plan): Promise<ScopeRecord | null | undefined> {
    if ((values?.length ?? 0) > 1 || (consultationIds?.length ?? 0) > 1) return undefined
    const consultationId = consultationIds?.[0] ?? null
    const value = values?.[0] ?? ''
    const id = await this.#store.scopes.find({
      publisherId: publisher.id,
      consultationId,
      kind: values === null ? 'site' : kind,
      value,
    })
    return id === undefined ? null : { id, consultationId: consultationId ?? '', value }
  }
}
