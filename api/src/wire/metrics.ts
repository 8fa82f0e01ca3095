import { ENGAGEMENT_METRICS } from './engagement-metrics.ts'
import { TRUST_METRICS } from './trust-metrics.ts'

/**
 * The one list of what is measured: the API takes and gives these metrics, its reference and every tooltip say these
 * sentences. Readers are unique for each publisher, day and part of the site that is asked about.
 */
export const METRICS = { ...ENGAGEMENT_METRICS, ...TRUST_METRICS }

export type Metric = keyof typeof METRICS
export const METRIC_NAMES = Object.keys(METRICS) as [Metric, ...Metric[]]

/** For the description of a field: the same sentence as everywhere. */
export const definitionOf = (metric: Metric): string => METRICS[metric].definition.en
