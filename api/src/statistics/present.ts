import type { Directory } from '../cache/directory.ts'
import { computeMetrics } from '../domain/engagement/compute-metrics.ts'
import { SUPPRESSED_BELOW } from '../domain/engagement/engagement.ts'
import type { TimeRange } from '../domain/time-ranges.ts'
import { isoIn } from '../domain/zones.ts'
import type { Store } from '../store/index.ts'
import type { StatisticsAnswer, StatisticsRow, StatisticsWarning } from '../wire/index.ts'
import type { CountedRow } from './counted-rows.ts'
import type { Plan } from './query-plan.ts'

const HOUR = 3_600_000
const LONGEST_DAY = 25 * HOUR
const NAMED = ['channel', 'section', 'device', 'language'] as const

/** Both ends as ISO 8601 with the offset of the zone; `to` is not included. */
export const presentRange = ({ timeZone }: Plan, { from, to }: TimeRange) => ({
  from: isoIn(timeZone, from),
  to: isoIn(timeZone, to),
})

/** Rows as they are answered, with what there is to say about their articles. */
export async function presentRows(
  plan: Plan,
  rows: readonly CountedRow[],
  { store, directory }: { store: Store; directory: Directory },
): Promise<StatisticsRow[]> {
  const { parts, publisher, interval, query, timeZone } = plan
  const ids = parts.includes('article') ? [...new Set(rows.map(({ scope }) => scope?.value ?? ''))] : []
  const articles = new Map((await store.articles.listed(publisher.id, ids)).map((one) => [one.id, one]))
  const named = NAMED.find((part) => parts.includes(part))
  return rows.map(({ scope, time, counted }): StatisticsRow => {
    const row: StatisticsRow = {}
    if (interval) row.time = presentRange(plan, time)
    const article = articles.get(scope?.value ?? '')
    if (article) {
      const { id, url, title, isTitleConfirmed, section, publishedAt } = article
      row.article = {
        id,
        url,
        title,
        isTitleConfirmed,
        section,
        publishedAt: publishedAt === null ? null : isoIn(timeZone, publishedAt),
      }
    }
    const consultation = directory.consultationById(scope?.consultationId ?? '')
    if (parts.includes('consultation') && consultation) row.consultation = consultation.slug
    if (named && scope) row[named] = scope.value
    return Object.assign(row, computeMetrics(query.metrics, counted))
  })
}

/** What a reader of the figures should know before drawing conclusions. */
function warningsOf(
  { query, publisher, range, timeZone, parts }: Plan,
  { uncleanStops, hasMerged, hasSuspects }: Pick<MetaFacts, 'uncleanStops' | 'hasMerged' | 'hasSuspects'>,
): StatisticsWarning[] {
  const warnings: StatisticsWarning[] = []
  const warn = (code: StatisticsWarning['code'], detail: string) => warnings.push({ code, detail })
  const isAboutReaders = query.metrics.some((metric) =>
    /^readers|^engagementRate|^networks|^suspect/.test(metric),
  )
  if (isAboutReaders && range.to - range.from > LONGEST_DAY) {
    warn('reader-days', 'Readers are unique per day; over several days they add up')
  }
  if (isAboutReaders && parts.length > 0) {
    warn('parts-overlap', 'A reader of two parts counts in each; rows do not add up to the totals')
  }
  if (isAboutReaders && hasMerged) {
    warn('merged-articles', 'A reader of two merged addresses on one day counts twice in the article')
  }
  if (isAboutReaders && hasSuspects) {
    warn(
      'suspect-readers',
      'Some of these readers look like a program, or their votes are not counted: suspectShare says how many, engagementRateWithoutSuspects what the rate is without them',
    )
  }
  if (timeZone !== publisher.timeZone) {
    warn('other-time-zone', `Readers are unique per day in ${publisher.timeZone}, not in the zone shown`)
  }
  if (publisher.counting !== 'full') {
    warn('counting-limited', `The publisher has counting set to ${publisher.counting}`)
  }
  if (uncleanStops > 0) warn('counts-lost', 'A crash may have lost some minutes of loads and views')
  return warnings
}

/** The instant from which on there is more to come. */
function partialFrom({ range, timeZone }: Plan, buckets: readonly TimeRange[], now: number): string | null {
  if (range.to <= now) return null
  const bucket = buckets.find(({ to }) => to > now)
  return isoIn(timeZone, Math.max(bucket?.from ?? 0, range.from))
}

export interface MetaFacts {
  buckets: readonly TimeRange[]
  nextCursor: string | null
  totalRows: number
  /** True if a row is about an article into which others were merged. */
  hasMerged: boolean
  /** True if a reader in a row is suspect. */
  hasSuspects: boolean
  uncleanStops: number
  leftOut: StatisticsAnswer['meta']['leftOut']
  now: number
}

/** What goes with the rows: how fresh and how complete they are, and what is left out of them. */
export function presentMeta(plan: Plan, facts: MetaFacts): StatisticsAnswer['meta'] {
  const { publisher, query, timeZone } = plan
  const { uncleanStops, leftOut, nextCursor, totalRows, buckets, now } = facts
  return {
    publisher: { name: publisher.name, timeZone: publisher.timeZone },
    updatedAt: isoIn(timeZone, now),
    partialFrom: partialFrom(plan, buckets, now),
    nextCursor,
    ...(query.include.totalRows ? { totalRows } : {}),
    suppressedBelow: SUPPRESSED_BELOW,
    leftOut,
    uncleanStops,
    warnings: warningsOf(plan, facts),
  }
}
