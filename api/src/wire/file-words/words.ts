import { METRIC_NAMES, METRICS, type Metric } from '../metrics.ts'

/** The columns of proposals and of results, by the names that programs read. */
export type FileColumn =
  | 'text'
  | 'id'
  | 'author_name'
  | 'author_age'
  | 'status'
  | 'refusal_reason'
  | 'created_at'
  | 'votes'
  | 'theme'
  | 'agree'
  | 'disagree'
  | 'neutral'
  | 'likeIt'
  | 'doable'
  | 'platitudeAgree'
  | 'noWay'
  | 'impossible'
  | 'platitudeDisagree'
  | 'doNotUnderstand'
  | 'noOpinion'
  | 'doNotCare'
  | 'adhesion'
  | 'engagement'
  | 'top_score'
  | 'controversy'
  | 'rejection'
  | 'zone'
  | 'plebiscite'

/** What a table of figures is divided by, and what stands beside a figure. */
type FigureWord =
  | 'from'
  | 'to'
  | 'article.title'
  | 'article.section'
  | 'article.publishedAt'
  | 'article.url'
  | 'article.id'
  | 'consultation'
  | 'channel'
  | 'section'
  | 'device'
  | 'language'
  | 'low'
  | 'high'
  | 'readers'
  | 'seconds'

type Subject = 'proposals' | 'results' | 'translations' | 'articles' | 'series' | 'summary'

/** What files for people say in a language. */
export interface FileWords {
  columns: Readonly<Record<FileColumn, string>>
  /** Columns of translations, beside one for each language under its code. */
  translations: Readonly<Record<'id' | 'language' | 'original', string>>
  statuses: Readonly<Record<'pending' | 'accepted' | 'refused' | 'postponed', string>>
  zones: Readonly<Record<'consensus' | 'controversy' | 'rejection' | 'limbo', string>>
  flags: Readonly<Record<'no' | 'yes', string>>
  sheets: Readonly<Record<Subject, string>>
  /** Parts of names of files: no accents, since old programs damage them. */
  files: Readonly<Record<Subject | 'template', string>>
  figures: Readonly<Record<FigureWord, string>>
  /** As the dashboard calls them. */
  metrics: Readonly<Record<Metric, string>>
}

/** The names of the metrics in one of the two languages in which the list of metrics has them. */
export const metricNames = (language: 'en' | 'fr'): FileWords['metrics'] =>
  Object.fromEntries(METRIC_NAMES.map((metric) => [metric, METRICS[metric].name[language]])) as Record<
    Metric,
    string
  >
