import type { Metric, MetricValues, StatisticsAnswer } from '../../src/wire/index.ts'
import type { Language } from '../shared/languages.ts'

/** What a metric is measured in decides how it is written. */
export type Kind = 'count' | 'rate' | 'ratio' | 'delay'

/** The number of a metric: counts as they are, rates as fractions, delays in seconds; null: unknown or withheld. */
export function numberOf(values: MetricValues | null | undefined, metric: Metric): number | null {
  const value = values?.[metric]
  if (value === undefined) return null
  if (typeof value === 'number') return value
  if ('rate' in value) return value.rate
  return 'value' in value ? value.value : value.median
}

/** The interval of a rate. */
export function intervalOf(
  values: MetricValues | null | undefined,
  metric: Metric,
): { low: number; high: number } | null {
  const value = values?.[metric]
  return typeof value === 'object' && 'interval' in value ? value.interval : null
}

const NOTHING = '–'
const formats = new Map<string, Intl.NumberFormat>()

function formatted(value: number, language: Language, options: Intl.NumberFormatOptions): string {
  const name = language + JSON.stringify(options)
  let format = formats.get(name)
  if (!format) {
    format = new Intl.NumberFormat(language, options)
    formats.set(name, format)
  }
  return format.format(value)
}

const PERCENT = { style: 'percent', maximumFractionDigits: 0 } as const
/** Below a tenth, whole percents would hide what differs. */
const FINE_PERCENT = { style: 'percent', maximumFractionDigits: 1 } as const
const FINE_BELOW = 0.1
const MINUTE = 60

const percentOptions = (share: number) => (share > 0 && share < FINE_BELOW ? FINE_PERCENT : PERCENT)

/** A number as people read it. */
export function written(value: number | null, kind: Kind, language: Language): string {
  if (value === null) return NOTHING
  if (kind === 'rate') return formatted(value, language, percentOptions(value))
  if (kind === 'count') return formatted(value, language, { maximumFractionDigits: 0 })
  if (kind === 'ratio') return formatted(value, language, { maximumFractionDigits: 1 })
  const unit = value < 2 * MINUTE ? 'second' : 'minute'
  return formatted(unit === 'second' ? value : value / MINUTE, language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  } as Intl.NumberFormatOptions)
}

/** "31–37 %". */
export function writtenInterval({ low, high }: { low: number; high: number }, language: Language): string {
  const options = percentOptions(low)
  const bare = formatted(low * 100, language, { maximumFractionDigits: options.maximumFractionDigits })
  return `${bare}–${formatted(high, language, options)}`
}

/** The totals compared with; null where nothing was counted then, so that nothing can be held against it. */
export const totalsBefore = ({ compare }: Pick<StatisticsAnswer, 'compare'>): MetricValues | null =>
  compare?.totals?.loads ? compare.totals : null

/** How a number moved: counts in percent, rates in points; null where one of them is unknown, or was 0. */
export function change(now: number | null, before: number | null, kind: Kind): number | null {
  if (now === null || before === null) return null
  if (kind === 'rate') return (now - before) * 100
  return before === 0 ? null : now / before - 1
}

/** "+12 %", "−3 pts"; the unit of rates is the caller's word. */
export function writtenChange(moved: number, kind: Kind, language: Language, points: string): string {
  const signed = { signDisplay: 'exceptZero' } as const
  const number =
    kind === 'rate'
      ? `${formatted(moved, language, { ...signed, maximumFractionDigits: 1 })} ${points}`
      : formatted(moved, language, { ...signed, ...PERCENT })
  // Intl writes a hyphen; a number has a minus sign.
  return number.replace(/^-/, '\u2212')
}

/** True if a reader who viewed is suspect, so that there is something to say. */
export const hasSuspectReaders = (totals: MetricValues | null): boolean =>
  (totals?.readersViewedSuspect ?? 0) > 0
