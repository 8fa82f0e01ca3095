// Imports nothing, so that pages can take the list without a validator coming along.

/** `count`: a number. `rate`: a part of a whole. `ratio`: one count for each of another. `delay`: seconds. */
export const KINDS = ['count', 'rate', 'ratio', 'delay'] as const

interface Text {
  en: string
  fr: string
}

export interface MetricDefinition {
  kind: (typeof KINDS)[number]
  /** What a count counts, or what the result is measured in. */
  unit: 'times' | 'readers' | 'networks' | 'votes' | 'proposals' | 'fraction' | 'votes per reader' | 'seconds'
  numerator?: string
  denominator?: string
  name: Text
  definition: Text
}

/** Definition of a metric that is a plain count. */
export const counted = (unit: MetricDefinition['unit'], name: Text, definition: Text): MetricDefinition => ({
  kind: 'count',
  unit,
  name,
  definition,
})
