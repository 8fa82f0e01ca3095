import { isolatedNumber } from '../../domain/text/typography.ts'
import type { MetricValues } from '../../wire/index.ts'

/** What stands where there is no number. */
export const NOTHING = '–'
const PERCENT = { style: 'percent', maximumFractionDigits: 0 } as const

/** Numbers and days as people of a language write them; null: unknown or withheld. */
export function numbersIn(language: string) {
  const format = (value: number, options: Intl.NumberFormatOptions = {}): string =>
    isolatedNumber(new Intl.NumberFormat(language, { maximumFractionDigits: 1, ...options }).format(value))
  return {
    count: (value = 0): string => format(value),
    /** With a decimal below one percent: some are not none. */
    percent: (value: number | null = null): string =>
      value === null ? NOTHING : format(value, { ...PERCENT, maximumFractionDigits: value < 0.01 ? 1 : 0 }),
    interval: (interval: { low: number; high: number } | null): string =>
      interval ? new Intl.NumberFormat(language, PERCENT).formatRange(interval.low, interval.high) : NOTHING,
    /** How a count moved, in percent; of nothing one cannot say it. */
    growth: (now: number | null, before: number | null): string =>
      now === null || !before ? NOTHING : format(now / before - 1, { ...PERCENT, signDisplay: 'exceptZero' }),
    /** How far a rate moved, in points; undefined where one of both is unknown. */
    points: (now: number | null, before: number | null): string | undefined =>
      now === null || before === null
        ? undefined
        : format((now - before) * 100, { signDisplay: 'exceptZero' }),
    /** From a day to another, both counted in. */
    days: (first: string, last: string): string =>
      new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(
        Date.parse(first),
        Date.parse(last),
      ),
  }
}

/** The engagement rate, from 0 to 1; null if it is not given. */
export const rateOf = (values: MetricValues | null): number | null => values?.engagementRate?.rate ?? null
