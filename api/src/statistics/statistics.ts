import type { Directory, Publisher } from '../cache/directory.ts'
import { dayIn } from '../domain/days.ts'
import { LEFT_OUT_REASONS } from '../domain/engagement/audience.ts'
import { computeMetrics, nothingCounted, sumOf } from '../domain/engagement/compute-metrics.ts'
import { bucketsOf, comparedRange, type TimeRange } from '../domain/time-ranges.ts'
import type { Store } from '../store/index.ts'
import { includingUnsaved, type UnsavedCounts } from '../store/unsaved-counts.ts'
import type { StatisticsAnswer, StatisticsQuery, StatisticsRow } from '../wire/index.ts'
import { type CountedRow, CounterReader } from './counted-rows.ts'
import { rowOrder } from './order.ts'
import { presentMeta, presentRange, presentRows } from './present.ts'
import { type Plan, planQuery, refuse } from './query-plan.ts'

export interface StatisticsOptions {
  store: Store
  directory: Directory
  /** Hands over what was counted and is not on disk yet; none of it gets there while `read` runs. */
  counted<Result>(read: (held: UnsavedCounts) => Promise<Result>): Promise<Result>
  runId: string
  now(): number
}

/** Rows times parts that one answer may be computed from. */
const MOST_CELLS = 3000
const ROWS_AT_ONCE = 1000

const noneLeftOut = Object.fromEntries(LEFT_OUT_REASONS.map((reason) => [reason, 0]))

/** Figures to be written into a file. Days are those of the time zone that was asked for. */
export interface StatisticsDownload {
  rows: AsyncIterable<StatisticsRow>
  first: string
  last: string
}

interface Read {
  plan: Plan
  reader: CounterReader
  buckets: TimeRange[]
  rows: CountedRow[]
}

function* portions(rows: readonly CountedRow[]) {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    yield rows.slice(start, start + ROWS_AT_ONCE)
}

/** Answers what is asked of the counters. What an editor has just done on the site is in the figures. */
export class Statistics {
  readonly #options: StatisticsOptions

  constructor(options: StatisticsOptions) {
    this.#options = options
  }

  /** One page of rows with totals. Throws a problem that names the field of the query that cannot be answered. */
  answer(publisher: Publisher, query: StatisticsQuery): Promise<StatisticsAnswer> {
    return this.#ask((figures) => figures.answer(publisher, query))
  }

  /** All rows, however many. */
  async rows(publisher: Publisher, query: StatisticsQuery): Promise<AsyncIterable<StatisticsRow>> {
    return (await this.download(publisher, query)).rows
  }

  /** All rows, however many, and the first and last day that they are about. */
  download(publisher: Publisher, query: StatisticsQuery): Promise<StatisticsDownload> {
    return this.#ask((figures) => figures.download(publisher, query))
  }

  #ask<Answer>(ask: (figures: Figures) => Promise<Answer>): Promise<Answer> {
    const options = this.#options
    return options.counted((held) =>
      ask(new Figures({ ...options, store: includingUnsaved(options.store, held) })),
    )
  }
}

/** Figures of one moment. */
class Figures {
  readonly #options: Omit<StatisticsOptions, 'counted'>

  constructor(options: Omit<StatisticsOptions, 'counted'>) {
    this.#options = options
  }

  async answer(publisher: Publisher, query: StatisticsQuery): Promise<StatisticsAnswer> {
    const { directory } = this.#options
    const { plan, reader, buckets, rows } = await this.#read(publisher, query)
    const order = rowOrder(plan, directory)
    const rest = order.after(rows, query.cursor)
    const page = rest.slice(0, query.limit)
    const last = page.at(-1)
    const totals = await this.#totals(plan, reader, plan.range, rows)
    if (!plan.interval) await reader.complete(page)
    const compare = await this.#compare(plan, reader, page)
    return {
      query: {
        metrics: query.metrics,
        ...presentRange(plan, plan.range),
        timeZone: plan.timeZone,
        dimensions: query.dimensions,
        filters: query.filters,
        orderBy: order.order,
        limit: query.limit,
      },
      results: await presentRows(plan, page, this.#options),
      totals,
      ...(compare ? { compare } : {}),
      meta: presentMeta(plan, {
        buckets,
        nextCursor: last && rest.length > page.length ? order.cursorOf(last) : null,
        totalRows: rows.length,
        hasSuspects: rows.some(({ counted }) => counted.counters.readersViewedSuspect > 0),
        hasMerged: page.some(({ scope }) => (scope?.ids.length ?? 0) > 1),
        ...(await this.#leftOut(plan)),
        now: this.#options.now(),
      }),
    }
  }

  /** All rows, however many, and the first and last day that they are about. */
  async download(publisher: Publisher, query: StatisticsQuery): Promise<StatisticsDownload> {
    const { plan, reader, rows } = await this.#read(publisher, query)
    const options = this.#options
    // Before others may write: what is held now would be counted twice.
    if (!plan.interval) for (const portion of portions(rows)) await reader.complete(portion)
    async function* presented() {
      for (const portion of portions(rows)) yield* await presentRows(plan, portion, options)
    }
    const { timeZone, range } = plan
    return {
      rows: presented(),
      first: dayIn(timeZone, range.from),
      last: dayIn(timeZone, range.to - 1),
    }
  }

  async #read(publisher: Publisher, query: StatisticsQuery): Promise<Read> {
    const { store, directory } = this.#options
    const plan = await planQuery(publisher, query, this.#options)
    const reader = new CounterReader(store, query)
    const { interval, timeZone, range } = plan
    const buckets = interval ? bucketsOf(interval, timeZone, range) : [range]
    const rows = await this.#rows(plan, reader, buckets)
    const order = rowOrder(plan, directory)
    if (!interval && reader.needsAll(order.order)) await reader.complete(rows)
    return { plan, reader, buckets, rows: order.sort(rows) }
  }

  async #rows(plan: Plan, reader: CounterReader, buckets: readonly TimeRange[]): Promise<CountedRow[]> {
    const { parts, interval, range } = plan
    if (parts.length === 0) {
      const whole = (await reader.wholeOf(plan)) ?? null
      if (interval) return reader.byTime(whole, buckets)
      const rows = whole ? await reader.byPart([whole], range) : []
      return rows.length > 0 ? rows : [{ scope: whole, time: range, counted: nothingCounted() }]
    }
    const rows = await reader.byPart(await reader.partsOf(plan), range)
    if (!interval) return rows
    if (rows.length * buckets.length > MOST_CELLS) {
      refuse('/dimensions', `would give more than ${MOST_CELLS} rows; ask for less time, or choose parts`)
    }
    const series = await Promise.all(rows.map(({ scope }) => reader.byTime(scope, buckets)))
    return series.flat()
  }

  /** Of a whole range, in which rows of times add up, and rows of parts do not. */
  async #totals(
    plan: Plan,
    reader: CounterReader,
    range: TimeRange,
    rows: readonly CountedRow[],
  ): Promise<StatisticsAnswer['totals']> {
    const { metrics } = plan.query
    if (plan.interval && plan.parts.length === 0) {
      return computeMetrics(metrics, sumOf(rows.map(({ counted }) => counted)))
    }
    const whole = await reader.wholeOf(plan)
    if (whole === undefined) return null
    const found = whole ? await reader.byPart([whole], range) : []
    await reader.complete(found)
    return computeMetrics(metrics, found[0]?.counted ?? nothingCounted())
  }

  /** The same for another range: parts in the order of the page, times in their own. */
  async #compare(
    plan: Plan,
    reader: CounterReader,
    page: readonly CountedRow[],
  ): Promise<StatisticsAnswer['compare']> {
    const { compare } = plan.query.include
    if (!compare) return undefined
    const { interval, parts, timeZone } = plan
    if (interval && parts.length > 0) {
      refuse('/include/compare', 'goes with times or with parts, not with both')
    }
    const range = comparedRange(compare, timeZone, plan.range)
    const buckets = interval ? bucketsOf(interval, timeZone, range) : [range]
    const rows =
      parts.length > 0
        ? await this.#sameParts(reader, page, range)
        : await this.#rows({ ...plan, range }, reader, buckets)
    if (!interval) await reader.complete(rows)
    return {
      ...presentRange(plan, range),
      totals: await this.#totals(plan, reader, range, rows),
      results: await presentRows(plan, rows, this.#options),
    }
  }

  async #sameParts(reader: CounterReader, page: readonly CountedRow[], time: TimeRange) {
    const scopes = page.flatMap(({ scope }) => scope ?? [])
    const rows = new Map((await reader.byPart(scopes, time)).map((row) => [row.scope, row]))
    return scopes.map((scope) => rows.get(scope) ?? { scope, time, counted: nothingCounted() })
  }

  async #leftOut({ publisher, range }: Plan) {
    const { store, runId } = this.#options
    const key = { publisherId: publisher.id, consultationId: null, kind: 'site' as const, value: '' }
    const site = await store.scopes.find(key)
    const [found] =
      site === undefined ? [] : await store.engagement.leftOut.between([site], range.from, range.to)
    return {
      leftOut: { ...noneLeftOut, ...found?.totals } as StatisticsAnswer['meta']['leftOut'],
      uncleanStops: await store.runs.countUnclean(runId, range.from, range.to),
    }
  }
}
