import type { Measures } from '../../wire/index.ts'
import type { ReportLanguage } from './texts.ts'

const NOTHING = '–'
const PERCENT = { style: 'percent', maximumFractionDigits: 0 } as const

/** Numbers as people of a language write them; null: unknown or withheld. */
export function numbersIn(language: ReportLanguage) {
  const format = (value: number, options: Intl.NumberFormatOptions = {}): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1, ...options }).format(value)
  return {
    count: (value = 0): string => format(value),
    ratio: (value: number | null = null): string => (value === null ? NOTHING : format(value)),
    percent: (value: number | null = null): string => (value === null ? NOTHING : format(value, PERCENT)),
    interval: (interval: { low: number; high: number } | null): string =>
      interval
        ? `${format(interval.low * 100, { maximumFractionDigits: 0 })}–${format(interval.high, PERCENT)}`
        : NOTHING,
    /** How a count moved, in percent; of nothing one cannot say it. */
    growth: (now: number | null, before: number | null): string =>
      now === null || !before ? NOTHING : format(now / before - 1, { ...PERCENT, signDisplay: 'exceptZero' }),
    points: (now: number | null, before: number | null, unit: string): string =>
      now === null || before === null
        ? NOTHING
        : `${format((now - before) * 100, { signDisplay: 'exceptZero' })} ${unit}`,
    day: (day: string): string =>
      new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day)),
  }
}

export const rateOf = (measures: Measures | null): number | null => measures?.engagementRate?.rate ?? null
