import type { Metric, StatisticsAnswer, StatisticsRow } from '../../../src/wire/index.ts'
import { intervalOf, numberOf, totalsBefore } from '../numbers.ts'

type Numbers = (number | null)[]

/** What a chart draws, a place for each piece of time. */
export interface Curve {
  times: { from: string; to: string }[]
  now: Numbers
  /** The same for the time compared with; null without one. */
  before: Numbers | null
  /** Interval of a rate; null for what has none. */
  low: Numbers | null
  high: Numbers | null
  /** Pieces of time with too few readers for a rate. */
  withheld: number
  /** Place of the time that is not over; null if all is. */
  unfinished: number | null
}

const timed = (rows: readonly StatisticsRow[]) =>
  rows.flatMap((row) => (row.time ? [{ ...row, time: row.time }] : []))

/** The curve of a metric. Where time has not come yet there is nothing, not zero. */
export function curveOf({ results, compare, meta }: StatisticsAnswer, metric: Metric): Curve {
  const rows = timed(results)
  const isRate = metric === 'engagementRate' || metric === 'viewability'
  const end = meta.partialFrom === null ? Number.POSITIVE_INFINITY : Date.parse(meta.updatedAt)
  const hasBegun = ({ time }: { time: { from: string } }): boolean => Date.parse(time.from) <= end
  const isUnfinished = ({ time }: { time: { from: string; to: string } }): boolean =>
    Date.parse(time.from) <= end && end < Date.parse(time.to)
  const bounds = rows.map((row) => (hasBegun(row) ? intervalOf(row, metric) : null))
  const before = compare && totalsBefore({ compare }) && timed(compare.results)
  const unfinished = rows.findIndex(isUnfinished)
  return {
    times: rows.map(({ time }) => time),
    now: rows.map((row) => (hasBegun(row) ? numberOf(row, metric) : null)),
    before: before ? rows.map((_, index) => numberOf(before[index], metric)) : null,
    low: isRate ? bounds.map((interval) => interval?.low ?? null) : null,
    high: isRate ? bounds.map((interval) => interval?.high ?? null) : null,
    withheld: isRate ? rows.filter((row) => hasBegun(row) && numberOf(row, metric) === null).length : 0,
    unfinished: unfinished === -1 ? null : unfinished,
  }
}

/** The finished part and the last step to the unfinished one: two lines, drawn differently. */
export function splitAtUnfinished({ now, unfinished }: Pick<Curve, 'now' | 'unfinished'>): {
  over: Numbers
  underWay: Numbers
} {
  if (unfinished === null) return { over: now, underWay: now.map(() => null) }
  return {
    over: now.map((value, index) => (index < unfinished ? value : null)),
    underWay: now.map((value, index) => (index === unfinished || index === unfinished - 1 ? value : null)),
  }
}

/** Places of the labels below a chart: whole steps apart, as many as have room. */
export function labelled(count: number, room: number): number[] {
  const most = Math.max(2, room)
  const steps = [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 56]
  const step = steps.find((one) => Math.ceil(count / one) <= most) ?? Math.ceil(count / most)
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step)
}
