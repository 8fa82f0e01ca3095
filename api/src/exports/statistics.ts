import type { Readable } from 'node:stream'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { FileWords } from '../wire/file-words/words.ts'
import type {
  CsvStyle,
  Metric,
  MetricValues,
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

const WIDTHS: Record<string, number> = { 'article.title': 60, 'article.url': 50 }

const part = (
  language: TitleLanguage,
  name: keyof FileWords['figures'],
  value: (row: StatisticsRow) => Value,
  kind: CellKind = 'text',
): FigureColumn => {
  const width = WIDTHS[name]
  const title = FILE_WORDS[language].figures[name]
  return { name, title, kind, value, ...(width === undefined ? {} : { width }) }
}

function metricColumns(metric: Metric, language: TitleLanguage): FigureColumn[] {
  const { metrics, figures: words } = FILE_WORDS[language]
  const name = metrics[metric]
  const column = (
    suffix: string,
    title: string,
    kind: CellKind,
    value: (row: MetricValues) => number | null | undefined,
  ): FigureColumn => ({ name: suffix ? `${metric}.${suffix}` : metric, title, kind, value })
  switch (metric) {
    case 'viewability':
    case 'engagementRate':
    case 'suspectShare':
    case 'engagementRateWithoutSuspects': {
      const { numerator, denominator } = METRICS[metric]
      const of = (counted: Metric) => `${name} – ${metrics[counted]}`
      return [
        column('', name, 'share', (row) => row[metric]?.rate),
        column('low', `${name} – ${words.low}`, 'share', (row) => row[metric]?.interval?.low),
        column('high', `${name} – ${words.high}`, 'share', (row) => row[metric]?.interval?.high),
        column('numerator', of(numerator), 'count', (row) => row[metric]?.numerator),
        column('denominator', of(denominator), 'count', (row) => row[metric]?.denominator),
      ]
    }
    case 'votesPerReader':
      return [column('', name, 'ratio', (row) => row[metric]?.value)]
    case 'firstVoteDelay':
      return [
        column('', `${name} (${words.seconds})`, 'seconds', (row) => row[metric]?.median),
        column('readers', `${name} – ${words.readers}`, 'count', (row) => row[metric]?.readers),
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
    return [part(language, dimension as 'section', (row) => row[dimension as 'section'])]
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

/** What a table of figures is about, by what it is asked for. */
function subjectOf({ dimensions }: StatisticsQuery): 'articles' | 'series' | 'summary' {
  if (dimensions.some(isInterval)) return 'series'
  return dimensions.includes('article') ? 'articles' : 'summary'
}

const subjectName = (query: StatisticsQuery, titles: TitleLanguage): string =>
  FILE_WORDS[titles].sheets[subjectOf(query)]

/** What the subject is called in the name of a file. */
export const subjectInName = (query: StatisticsQuery, titles: TitleLanguage): string =>
  FILE_WORDS[titles].files[subjectOf(query)]

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
