import { METRIC_NAMES, METRICS, type Metric } from '../../../src/wire/metrics.ts'

/** What each metric is called and means. */
export type MetricWords = Readonly<Record<Metric, { name: string; definition: string }>>

/** From the one list of metrics, as in the API and its reference. */
export function metricsIn(language: 'fr' | 'en'): MetricWords {
  return Object.fromEntries(
    METRIC_NAMES.map((metric) => {
      const { name, definition } = METRICS[metric]
      return [metric, { name: name[language], definition: definition[language] }]
    }),
  ) as MetricWords
}
