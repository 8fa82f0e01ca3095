import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { setImmediate as otherWork } from 'node:timers/promises'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { TitleLanguage } from '../wire/index.ts'
import { type CellKind, type Column, rounded, type Value, wallTime } from './column.ts'

const FORMATS: Partial<Record<CellKind, string>> = {
  count: '#,##0',
  share: '0.0%',
  score: '0.00',
  ratio: '0.00',
  seconds: '0.0',
  instant: 'yyyy-mm-dd',
}
const WIDTHS: Record<CellKind, number> = {
  text: 24,
  count: 12,
  share: 12,
  score: 12,
  ratio: 12,
  seconds: 12,
  instant: 17,
  flag: 12,
}
/** Other work has its turn in between. */
const ROWS_AT_ONCE = 200

/** What no cell of a workbook may hold, by the rules of XML. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function asDate(instant: string): Date | string {
  const { day, time } = wallTime(instant)
  const date = new Date(`${day}T${time ?? '00:00'}:00Z`)
  return Number.isNaN(date.valueOf()) ? instant : date
}

function cellOf(kind: CellKind, value: Value, titles: TitleLanguage): string | number | Date | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return FILE_WORDS[titles].flags[value ? 'yes' : 'no']
  if (typeof value === 'number') return rounded(value)
  return kind === 'instant' ? asDate(value) : value.toWellFormed().replace(FORBIDDEN, '')
}

async function* cells<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[], titles: TitleLanguage) {
  let count = 0
  for await (const row of rows) {
    yield columns.map(({ kind, value }) => cellOf(kind, value(row), titles))
    if (++count % ROWS_AT_ONCE === 0) await otherWork()
  }
}

export interface Sheet<Row> {
  name: string
  columns: readonly Column<Row>[]
  titles: TitleLanguage
  /** True if instants have a time of the day. */
  hasTimes?: boolean
}

/**
 * Rows as a workbook with one sheet, made while it is read: numbers are numbers, and texts are texts however they begin
 * with, and the titles stay in sight.
 */
export async function writeXlsx<Row>(rows: AsyncIterable<Row>, sheet: Sheet<Row>): Promise<Readable> {
  // Loaded when it is wanted: no start needs it.
  const { writeXlsxStream } = await import('hucre/xlsx')
  const { name, columns, titles, hasTimes } = sheet
  const stream = writeXlsxStream(cells(rows, columns, titles), {
    name,
    columns: columns.map(({ title, kind, width }) => {
      const numFmt = kind === 'instant' && hasTimes ? 'yyyy-mm-dd hh:mm' : FORMATS[kind]
      return {
        header: title,
        width: width ?? Math.max(WIDTHS[kind], title.length + 2),
        ...(numFmt === undefined ? {} : { numFmt }),
      }
    }),
    freezePane: { rows: 1 },
  })
  return Readable.fromWeb(stream as ReadableStream<Uint8Array>)
}
