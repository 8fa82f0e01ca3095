import { type Counted, nothingCounted } from '../../domain/measures.ts'
import type { TimeRange } from '../../domain/time-ranges.ts'
import type { Store } from '../../store/index.ts'
import type { ScopeRecord } from '../../store/scopes.ts'
import type { Metric } from '../../wire/index.ts'
import type { Plan } from './plan.ts'

/** What was counted in one scope and one time. */
export interface CountedRow {
  scope: ScopeRecord | null
  time: TimeRange
  counted: Counted
}

/** Reads counters; asks the tables that only some metrics need when these are asked for. */
export class CounterReader {
  readonly #store: Store
  readonly #wantsDelays: boolean
  readonly #wantsAccepted: boolean

  constructor(store: Store, metrics: readonly Metric[]) {
    this.#store = store
    this.#wantsDelays = metrics.includes('firstVoteDelay')
    this.#wantsAccepted = metrics.includes('proposalsAccepted')
  }

  /** One row for each scope that counted anything in the range. */
  async byScope(scopes: readonly ScopeRecord[], time: TimeRange): Promise<CountedRow[]> {
    const { engagement, statistics } = this.#store
    const { from, to } = time
    const byId = new Map(scopes.map((scope) => [scope.id, scope]))
    const rows = new Map<number, CountedRow>()
    for (const { scopeId, totals } of await engagement.hours.between([...byId.keys()], from, to)) {
      const counted = { ...nothingCounted(), counters: totals }
      rows.set(scopeId, { scope: byId.get(scopeId) ?? null, time, counted })
    }
    const ids = [...rows.keys()]
    const delays = this.#wantsDelays ? await engagement.firstVoteDelays.between(ids, from, to) : []
    for (const { scopeId, totals } of delays) {
      const row = rows.get(scopeId)
      if (row) row.counted.delays = totals
    }
    for (const { scopeId, count } of this.#wantsAccepted ? await statistics.accepted(ids, from, to) : []) {
      const row = rows.get(scopeId)
      if (row) row.counted.proposalsAccepted += count
    }
    return [...rows.values()]
  }

  /** One row for each bucket, zeros where nothing was counted. Buckets follow one another without a gap. */
  async byTime(scope: ScopeRecord | null, buckets: readonly TimeRange[]): Promise<CountedRow[]> {
    const rows = buckets.map((time): CountedRow => ({ scope, time, counted: nothingCounted() }))
    const last = buckets.at(-1)
    const [first] = buckets
    if (!scope || !first || !last) return rows
    const { engagement, statistics } = this.#store
    const instants = [...buckets.map(({ from }) => from), last.to]
    const [counters, delays, accepted] = await Promise.all([
      engagement.hours.series(scope.id, instants),
      this.#wantsDelays ? engagement.firstVoteDelays.series(scope.id, instants) : [],
      this.#wantsAccepted ? statistics.accepted([scope.id], first.from, last.to) : [],
    ])
    rows.forEach(({ time, counted }, index) => {
      counted.counters = counters[index] ?? counted.counters
      counted.delays = delays[index] ?? counted.delays
      for (const { hour, count } of accepted) {
        if (hour >= time.from && hour < time.to) counted.proposalsAccepted += count
      }
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
