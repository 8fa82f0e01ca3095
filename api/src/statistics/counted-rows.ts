import { type Counted, countedAs, nothingCounted, sumOf } from '../domain/engagement/compute-metrics.ts'
import { addCounters } from '../domain/engagement/engagement.ts'
import type { TimeRange } from '../domain/time-ranges.ts'
import type { Store } from '../store/index.ts'
import type { ScopeRecord } from '../store/scopes.ts'
import type { Metric, StatisticsQuery } from '../wire/index.ts'
import type { Plan } from './query-plan.ts'

/** What a row is about: a scope, or those of an article and of all that was merged into it. */
export interface CountedPart extends Omit<ScopeRecord, 'id'> {
  readonly ids: readonly number[]
}

/** What was counted in one part and one time. */
export interface CountedRow {
  scope: CountedPart | null
  time: TimeRange
  counted: Counted
}

/** Metrics whose counters lie apart from those of all others. */
const APART: readonly Metric[] = ['firstVoteDelay', 'proposalsAccepted']

const partsById = (parts: readonly CountedPart[]): Map<number, CountedPart> =>
  new Map(parts.flatMap((part) => part.ids.map((id): [number, CountedPart] => [id, part])))

/** Scopes of an article that are looked up one by one; of more, all articles' are read. */
const MOST_FOUND_APART = 20

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

  /** One row for each part that counted anything in the range, yet to be completed. */
  async byPart(parts: readonly CountedPart[], time: TimeRange): Promise<CountedRow[]> {
    const byId = partsById(parts)
    const rows = new Map<CountedPart, CountedRow>()
    for (const { scopeId, totals } of await this.#store.engagement.hours.between(
      [...byId.keys()],
      time.from,
      time.to,
    )) {
      const scope = byId.get(scopeId)
      if (!scope) continue
      const row = rows.get(scope)
      if (row) addCounters(row.counted.counters, totals)
      else rows.set(scope, { scope, time, counted: countedAs(totals) })
    }
    return [...rows.values()]
  }

  /** Fills in what rows of parts lack: for those that are shown, not for the thousands that are only sorted. */
  async complete(rows: readonly CountedRow[]): Promise<void> {
    const [first] = rows
    if (!first) return
    const { engagement, statistics } = this.#store
    const { from, to } = first.time
    const byId = new Map(
      rows.flatMap(({ scope, counted }) => (scope?.ids ?? []).map((id): [number, Counted] => [id, counted])),
    )
    const ids = [...byId.keys()]
    const delays = this.#wantsDelays ? await engagement.firstVoteDelays.between(ids, from, to) : []
    for (const { scopeId, totals } of delays) {
      const counted = byId.get(scopeId)
      if (counted) counted.delays = sumOf([counted, { ...nothingCounted(), delays: totals }]).delays
    }
    for (const { scopeId, count } of this.#wantsAccepted ? await statistics.accepted(ids, from, to) : []) {
      const counted = byId.get(scopeId)
      if (counted) counted.proposalsAccepted += count
    }
  }

  /** True if rows can be sorted by these only when they are complete. */
  needsAll(order: readonly { by: string }[]): boolean {
    return order.some(({ by }) => APART.some((metric) => metric === by))
  }

  /** One row for each bucket, complete, zeros where nothing was counted. Buckets follow one another without a gap. */
  async byTime(scope: CountedPart | null, buckets: readonly TimeRange[]): Promise<CountedRow[]> {
    const rows = buckets.map((time): CountedRow => ({ scope, time, counted: nothingCounted() }))
    const last = buckets.at(-1)
    if (!scope || !last) return rows
    // Of an article with hundreds of old addresses, few times are read sooner than many courses.
    if (scope.ids.length > buckets.length) return this.#eachTime(scope, rows)
    const instants = [...buckets.map(({ from }) => from), last.to]
    for (const id of scope.ids) {
      const series = await this.#series(id, instants)
      rows.forEach((row, index) => {
        row.counted = sumOf([row.counted, series[index] ?? nothingCounted()])
      })
    }
    return rows
  }

  async #eachTime(scope: CountedPart, rows: readonly CountedRow[]): Promise<CountedRow[]> {
    const counted: CountedRow[] = []
    for (const row of rows) {
      const [found = row] = await this.byPart([scope], row.time)
      await this.complete([found])
      counted.push(found)
    }
    return counted
  }

  async #series(scopeId: number, instants: readonly number[]): Promise<Counted[]> {
    const { engagement, statistics } = this.#store
    const [counters, delays, accepted] = await Promise.all([
      engagement.hours.series(scopeId, instants),
      this.#wantsDelays ? engagement.firstVoteDelays.series(scopeId, instants) : [],
      this.#wantsAccepted ? statistics.acceptedSeries(scopeId, instants) : [],
    ])
    return counters.map((each, index) => {
      const counted = countedAs(each)
      counted.delays = delays[index] ?? counted.delays
      counted.proposalsAccepted = accepted[index] ?? 0
      return counted
    })
  }

  /** The parts that a plan's rows are about: an article is one with all that was merged into it. */
  async partsOf(plan: Plan): Promise<CountedPart[]> {
    const { publisher, kind, values, rootOf, consultationIds, parts } = plan
    const isEach = parts.includes('consultation')
    const consultation = isEach ? 'each' : (consultationIds?.[0] ?? null)
    const scopes = await this.#store.scopes.ofKind(publisher.id, kind, consultation)
    const found = new Map<string, CountedPart & { ids: number[] }>()
    for (const { id, consultationId, value: own } of scopes) {
      const value = rootOf(own)
      if (values !== null && !values.includes(value)) continue
      if (isEach && consultationIds !== null && !consultationIds.includes(consultationId)) continue
      const name = `${consultationId} ${value}`
      const known = found.get(name)
      if (known) known.ids.push(id)
      else found.set(name, { consultationId, value, ids: [id] })
    }
    return [...found.values()]
  }

  /** The one part that all of the plan is about; undefined if there are several, null if nothing was counted yet. */
  async wholeOf({
    publisher,
    kind,
    values,
    rootOf,
    merged,
    consultationIds,
  }: Plan): Promise<CountedPart | null | undefined> {
    if ((values?.length ?? 0) > 1 || (consultationIds?.length ?? 0) > 1) return undefined
    const consultationId = consultationIds?.[0] ?? null
    const value = values?.[0] ?? ''
    const key = {
      publisherId: publisher.id,
      consultationId,
      kind: values === null ? ('site' as const) : kind,
    }
    const members = merged.membersOf(value)
    const ids =
      members.length > MOST_FOUND_APART || key.kind === 'channel'
        ? (await this.#store.scopes.ofKind(publisher.id, kind, consultationId))
            .filter((scope) => rootOf(scope.value) === value)
            .map(({ id }) => id)
        : (await Promise.all(members.map((each) => this.#store.scopes.find({ ...key, value: each })))).filter(
            (id) => id !== undefined,
          )
    return ids.length === 0 ? null : { ids, consultationId: consultationId ?? '', value }
  }
}
