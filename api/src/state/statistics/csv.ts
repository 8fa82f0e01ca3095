import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { guardCell } from '../../domain/spreadsheet-cells.ts'
import type { Measures, Metric, StatisticsQuery, StatisticsRow } from '../../wire/index.ts'
import { INTERVALS } from '../../wire/statistics-query.ts'

type Cell = string | number | null | undefined

interface Column {
  name: string
  cell(row: StatisticsRow): Cell
}

const text = (name: string, cell: (row: StatisticsRow) => string | null | undefined): Column => ({
  name,
  cell: (row) => guardCell(cell(row) ?? ''),
})

const number = (
  metric: Metric,
  part: string,
  pick: (value: Measures) => number | null | undefined,
): Column => ({
  name: part ? `${metric}.${part}` : metric,
  cell: pick,
})

function metricColumns(metric: Metric): Column[] {
  switch (metric) {
    case 'viewability':
    case 'engagementRate':
      return [
        number(metric, '', (row) => row[metric]?.rate),
        number(metric, 'low', (row) => row[metric]?.interval?.low),
        number(metric, 'high', (row) => row[metric]?.interval?.high),
        number(metric, 'numerator', (row) => row[metric]?.numerator),
        number(metric, 'denominator', (row) => row[metric]?.denominator),
      ]
    case 'votesPerReader':
      return [number(metric, '', (row) => row[metric]?.value)]
    case 'firstVoteDelay':
      return [
        number(metric, '', (row) => row[metric]?.median),
        number(metric, 'readers', (row) => row[metric]?.readers),
      ]
    default:
      return [number(metric, '', (row) => row[metric])]
  }
}

function columnsOf({ dimensions, metrics }: StatisticsQuery): Column[] {
  const columns = dimensions.flatMap((dimension): Column[] => {
    if (INTERVALS.some((interval) => interval === dimension)) {
      return [text('from', ({ time }) => time?.from), text('to', ({ time }) => time?.to)]
    }
    if (dimension === 'article') {
      return [
        text('article.id', ({ article }) => article?.id),
        text('article.url', ({ article }) => article?.url),
        text('article.title', ({ article }) => article?.title),
        text('article.section', ({ article }) => article?.section),
        text('article.publishedAt', ({ article }) => article?.publishedAt),
      ]
    }
    return [text(dimension, (row) => row[dimension as 'section'])]
  })
  return [...columns, ...metrics.flatMap(metricColumns)]
}

async function* cells(rows: AsyncIterable<StatisticsRow>, columns: readonly Column[]) {
  for await (const row of rows) yield columns.map(({ cell }) => cell(row) ?? '')
}

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark, without which Excel takes accents for something else). Texts
 * that a spreadsheet would run as formulas begin with an apostrophe.
 */
export function statisticsCsv(rows: AsyncIterable<StatisticsRow>, query: StatisticsQuery): Readable {
  const columns = columnsOf(query)
  const output = stringify({
    header: true,
    bom: true,
    columns: columns.map(({ name }) => name),
    record_delimiter: 'windows',
  })
  // A fault on either side ends the download short of its end, which the client notices.
  pipeline(Readable.from(cells(rows, columns)), output, () => undefined)
  return output
}
