import type { Directory, Publisher } from '../cache/directory.ts'
import { type MergedArticles, mergedArticles } from '../domain/articles/article-merges.ts'
import { shownChannel } from '../domain/articles/channels.ts'
import { isTimeZone } from '../domain/days.ts'
import { DEVICES } from '../domain/engagement/audience.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { bucketEstimate, periodRange, type TimeRange } from '../domain/time-ranges.ts'
import { dayStart, hourStart, offsetAt } from '../domain/zones.ts'
import type { Store } from '../store/index.ts'
import type { ScopeKind } from '../store/scopes.ts'
import type { FieldProblem, Interval, Part, StatisticsQuery } from '../wire/index.ts'
import { INTERVALS } from '../wire/statistics-query.ts'

/** A query that was checked, in terms of scopes and instants. */
export interface Plan {
  publisher: Publisher
  query: StatisticsQuery
  timeZone: string
  range: TimeRange
  interval: Interval | null
  /** What the rows are about, besides time; `consultation` may stand beside another. */
  parts: readonly Part[]
  kind: ScopeKind
  /** Only these values of the kind; null: all. */
  values: readonly string[] | null
  /** The value under which one is shown: of articles that which they were merged into, of channels a declared one. */
  rootOf(value: string): string
  /** Which articles are one; of articles only. */
  merged: MergedArticles
  /** Ids of the consultations that were chosen; null: all. */
  consultationIds: readonly string[] | null
}

export interface PlanOptions {
  store: Store
  directory: Directory
  now(): number
}

const MOST_BUCKETS = 1100
const HOUR = 3_600_000

/** Throws the problem `invalid-request`. `pointer` is the JSON pointer of the field, such as `/timeZone`. */
export function refuse(
  pointer: string,
  detail: string,
  found: Pick<FieldProblem, 'code' | 'values'> = {},
): never {
  throw new ProblemError('invalid-request', { errors: [{ pointer, detail, ...found }] })
}

function checkTimeZone({ timeZone }: StatisticsQuery, publisher: Publisher): string {
  if (timeZone === undefined) return publisher.timeZone
  if (!isTimeZone(timeZone))
    refuse('/timeZone', 'is not a time zone such as Europe/Paris', { code: 'not-a-time-zone' })
  return timeZone
}

function instantOf(bound: string, end: 'from' | 'to', timeZone: string): number {
  const pointer = `/dateRange/${end}`
  // Beyond these years calendars and clocks lose their meaning, and numbers their length.
  if (bound < '1970-01-02' || bound > '9999') refuse(pointer, 'lies outside of the years 1970 to 9998')
  const instant = bound.length === 10 ? dayStart(timeZone, bound) : Date.parse(bound)
  if (hourStart(timeZone, instant) !== instant) refuse(pointer, 'is not the beginning of an hour')
  return instant
}

async function rangeOf(
  { dateRange }: StatisticsQuery,
  timeZone: string,
  publisher: Publisher,
  { store, now }: PlanOptions,
): Promise<TimeRange> {
  if (typeof dateRange !== 'string') {
    const from = instantOf(dateRange.from, 'from', timeZone)
    const to = instantOf(dateRange.to, 'to', timeZone)
    if (to <= from)
      refuse('/dateRange/to', 'is not after the beginning of the range', {
        code: 'date-order',
        values: { before: 'from' },
      })
    return { from, to }
  }
  const site = { publisherId: publisher.id, consultationId: null, kind: 'site' as const, value: '' }
  const scopeId = dateRange === 'all' ? await store.scopes.find(site) : undefined
  const first = scopeId === undefined ? undefined : await store.statistics.firstHour(scopeId)
  return periodRange(dateRange, timeZone, now(), first ?? now())
}

/** Counters know hours of the publisher's clock: another zone can be shown where its hours begin at the same time. */
function checkHours(timeZone: string, publisher: Publisher, { from, to }: TimeRange): void {
  const isShifted = [from, to].some(
    (instant) => (offsetAt(timeZone, instant) - offsetAt(publisher.timeZone, instant)) % HOUR !== 0,
  )
  if (isShifted) {
    refuse('/timeZone', `has hours that begin at another minute than those of ${publisher.timeZone}`)
  }
}

function splitDimensions({ dimensions }: StatisticsQuery): { interval: Interval | null; parts: Part[] } {
  const isInterval = (one: Interval | Part): one is Interval => INTERVALS.some((each) => each === one)
  const intervals = dimensions.filter(isInterval)
  const parts = dimensions.filter((one) => !isInterval(one)) as Part[]
  if (new Set(dimensions).size < dimensions.length) refuse('/dimensions', 'names one of them twice')
  if (intervals.length > 1) refuse('/dimensions', 'names more than one interval')
  if (parts.filter((part) => part !== 'consultation').length > 1) {
    refuse('/dimensions', `cannot tell readers apart by ${parts.join(' and ')} together`)
  }
  return { interval: intervals[0] ?? null, parts }
}

function consultationsOf({ filters }: StatisticsQuery, directory: Directory): string[] | null {
  const index = filters.findIndex(({ dimension }) => dimension === 'consultation')
  const filter = filters[index]
  if (!filter) return null
  return filter.in.map((slug, place) => {
    const consultation = directory.consultationBySlug(slug)
    return consultation?.id ?? refuse(`/filters/${index}/in/${place}`, 'is not known')
  })
}

interface Choice {
  kind: ScopeKind
  values: string[] | null
}

async function checkValues(choice: Choice, index: number, publisher: Publisher, store: Store): Promise<void> {
  const { kind, values } = choice
  const isKnown = (known: readonly string[]) =>
    values?.forEach((value, place) => {
      if (!known.includes(value)) refuse(`/filters/${index}/in/${place}`, 'is not known')
    })
  if (kind === 'device') isKnown(DEVICES)
  if (kind === 'article') {
    const articles = await store.articles.listed(publisher.id, values ?? [])
    isKnown(articles.map(({ id }) => id))
  }
}

async function choiceOf(
  { filters }: StatisticsQuery,
  parts: readonly Part[],
  publisher: Publisher,
  store: Store,
): Promise<Choice> {
  const told = parts.find((part) => part !== 'consultation')
  const index = filters.findIndex(({ dimension }) => dimension !== 'consultation')
  const filter = filters[index]
  if (!filter) return { kind: told ?? 'site', values: null }
  const kind = filter.dimension as ScopeKind
  if (told !== undefined && told !== kind) {
    refuse('/dimensions', `cannot tell readers apart by ${told} and ${kind} together`)
  }
  const choice = { kind, values: filter.in }
  await checkValues(choice, index, publisher, store)
  return choice
}

/** Readers of two parts do not add up: several parts can be chosen only where each has its own row. */
function checkSeveral({ filters }: StatisticsQuery, parts: readonly Part[]): void {
  filters.forEach((filter, index) => {
    if (filters.findIndex(({ dimension }) => dimension === filter.dimension) < index) {
      refuse(`/filters/${index}/dimension`, 'is chosen twice')
    }
    if (filter.in.length > 1 && !parts.includes(filter.dimension)) {
      refuse(`/filters/${index}/in`, `takes one value, unless ${filter.dimension} is among the dimensions`)
    }
  })
  const kinds = filters.filter(({ dimension }) => dimension !== 'consultation')
  if (kinds.length > 1) refuse('/filters/1/dimension', `cannot stand beside ${kinds[0]?.dimension}`)
}

/** Checks a query against what can be known. Throws a problem that names the field. */
export async function planQuery(
  publisher: Publisher,
  query: StatisticsQuery,
  options: PlanOptions,
): Promise<Plan> {
  const timeZone = checkTimeZone(query, publisher)
  const range = await rangeOf(query, timeZone, publisher, options)
  checkHours(timeZone, publisher, range)
  const { interval, parts } = splitDimensions(query)
  if (interval && bucketEstimate(interval, range) > MOST_BUCKETS) {
    refuse('/dimensions', `would give more than ${MOST_BUCKETS} times by the ${interval}`)
  }
  checkSeveral(query, parts)
  const consultationIds = consultationsOf(query, options.directory)
  const { kind, values } = await choiceOf(query, parts, publisher, options.store)
  const merged = mergedArticles(kind === 'article' ? await options.store.articleMerges.of(publisher.id) : [])
  const rootOf = (value: string): string =>
    kind === 'channel' ? shownChannel(value, publisher.channels) : merged.rootOf(value)
  // A merged address stands for the article that it was merged into, a channel that is not declared for all of them.
  const chosen = values && [...new Set(values.map(rootOf))]
  const about = { parts, kind, values: chosen, rootOf, merged, consultationIds }
  return { publisher, query, timeZone, range, interval, ...about }
}
