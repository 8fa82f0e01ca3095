import type { Readable } from 'node:stream'
import type {
  CsvStyle,
  Measures,
  Metric,
  StatisticsQuery,
  StatisticsRow,
  TitleLanguage,
} from '../wire/index.ts'
import { METRICS } from '../wire/metrics.ts'
import { INTERVALS } from '../wire/statistics-query.ts'
import type { CellKind, Column, Value } from './column.ts'
import { writeCsv } from './csv-writer.ts'
import { writeXlsx } from './xlsx-writer.ts'

type FigureColumn = Column<StatisticsRow>

const TITLES: Record<TitleLanguage, Record<string, string>> = {
  en: {
    from: 'From',
    to: 'Until (not included)',
    'article.title': 'Article',
    'article.section': 'Section of the article',
    'article.publishedAt': 'Published on',
    'article.url': 'Address',
    'article.id': 'Id of the article',
    consultation: 'Consultation',
    channel: 'Channel',
    section: 'Section',
    device: 'Device',
    language: 'Language',
    low: 'at least',
    high: 'at most',
    readers: 'readers whose delay is known',
    seconds: 'seconds',
  },
  fr: {
    from: 'Du',
    to: 'Jusqu’au (exclu)',
    'article.title': 'Article',
    'article.section': 'Rubrique de l’article',
    'article.publishedAt': 'Publié le',
    'article.url': 'Adresse',
    'article.id': 'Identifiant de l’article',
    consultation: 'Consultation',
    channel: 'Canal',
    section: 'Rubrique',
    device: 'Appareil',
    language: 'Langue',
    low: 'au moins',
    high: 'au plus',
    readers: 'lecteurs dont le délai est connu',
    seconds: 'secondes',
  },
}
const WIDTHS: Record<string, number> = { 'article.title': 60, 'article.url': 50 }

const part = (
  language: TitleLanguage,
  name: string,
  value: (row: StatisticsRow) => Value,
  kind: CellKind = 'text',
): FigureColumn => {
  const width = WIDTHS[name]
  const title = TITLES[language][name] ?? name
  return { name, title, kind, value, ...(width === undefined ? {} : { width }) }
}

function metricColumns(metric: Metric, language: TitleLanguage): FigureColumn[] {
  const name = METRICS[metric].name[language]
  const words = TITLES[language]
  const column = (
    suffix: string,
    title: string,
    kind: CellKind,
    value: (row: Measures) => number | null | undefined,
  ): FigureColumn => ({ name: suffix ? `${metric}.${suffix}` : metric, title, kind, value })
  switch (metric) {
    case 'viewability':
    case 'engagementRate':
    case 'suspectShare':
    case 'engagementRateWithoutSuspects': {
      const { numerator, denominator } = METRICS[metric]
      const of = (counted: Metric) => `${name} – ${METRICS[counted].name[language]}`
      return [
        column('', name, 'share', (row) => row[metric]?.rate),
        column('low', `${name} – ${words['low']}`, 'share', (row) => row[metric]?.interval?.low),
        column('high', `${name} – ${words['high']}`, 'share', (row) => row[metric]?.interval?.high),
        column('numerator', of(numerator), 'count', (row) => row[metric]?.numerator),
        column('denominator', of(denominator), 'count', (row) => row[metric]?.denominator),
      ]
    }
    case 'votesPerReader':
      return [column('', name, 'ratio', (row) => row[metric]?.value)]
    case 'firstVoteDelay':
      return [
        column('', `${name} (${words['seconds']})`, 'seconds', (row) => row[metric]?.median),
        column('readers', `${name} – ${words['readers']}`, 'count', (row) => row[metric]?.readers),
      ]
    default:
      return [column('', name, 'count', (row) => row[metric])]
  }
}

const isInterval = (dimension: string): boolean => INTERVALS.some((interval) => interval === dimension)

/** People look for the title of an article, and have no use for its id; programs have had the id first. */
function articleColumns(language: TitleLanguage, isForPeople: boolean): FigureColumn[] {
  const id = part(language, 'article.id', ({ article }) => article?.id)
  const url = part(language, 'article.url', ({ article }) => article?.url)
  const title = part(language, 'article.title', ({ article }) => article?.title)
  const section = part(language, 'article.section', ({ article }) => article?.section)
  const published = part(language, 'article.publishedAt', ({ article }) => article?.publishedAt, 'instant')
  return isForPeople ? [title, section, published, url] : [id, url, title, section, published]
}

function columnsOf(
  { dimensions, metrics }: StatisticsQuery,
  titles: TitleLanguage | undefined,
): FigureColumn[] {
  const language = titles ?? 'en'
  const columns = dimensions.flatMap((dimension): FigureColumn[] => {
    if (isInterval(dimension)) {
      return [
        part(language, 'from', ({ time }) => time?.from, 'instant'),
        part(language, 'to', ({ time }) => time?.to, 'instant'),
      ]
    }
    if (dimension === 'article') return articleColumns(language, titles !== undefined)
    return [part(language, dimension, (row) => row[dimension as 'section'])]
  })
  return [...columns, ...metrics.flatMap((metric) => metricColumns(metric, language))]
}

/** Rows as CSV, with a byte order mark: without it Excel takes accents for something else. */
export function statisticsCsv(
  rows: AsyncIterable<StatisticsRow>,
  query: StatisticsQuery,
  style?: CsvStyle,
): Readable {
  return writeCsv(rows, columnsOf(query, style?.titles), style, true)
}

const SHEET_NAMES = {
  en: { articles: 'Articles', series: 'Over time', summary: 'Figures' },
  fr: { articles: 'Articles', series: 'Évolution', summary: 'Chiffres' },
} as const

/** What a table of figures is about, by what it is asked for. */
function subjectOf({ dimensions }: StatisticsQuery): keyof (typeof SHEET_NAMES)['en'] {
  if (dimensions.some(isInterval)) return 'series'
  return dimensions.includes('article') ? 'articles' : 'summary'
}

/** What the subject is called in a language. */
export const subjectName = (query: StatisticsQuery, titles: TitleLanguage): string =>
  SHEET_NAMES[titles][subjectOf(query)]

/** Rows as a workbook with one sheet. */
export function statisticsXlsx(
  rows: AsyncIterable<StatisticsRow>,
  query: StatisticsQuery,
  titles: TitleLanguage,
): Promise<Readable> {
  return writeXlsx(rows, {
    name: subjectName(query, titles),
    columns: columnsOf(query, titles),
    titles,
    hasTimes: query.dimensions.includes('hour') || query.dimensions.includes('article'),
  })
}
