import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { SEPARATOR_SIGNS } from '../domain/files/separators.ts'
import { guardCell } from '../domain/files/spreadsheets.ts'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { CsvStyle } from '../wire/index.ts'
import { type CellKind, type Column, DIGITS, rounded, type Value, wallTime } from './column.ts'

/** As programs read it. */
const PLAIN: CsvStyle = { separator: 'comma', decimals: 'point', digits: 'four' }

function writeNumber(kind: CellKind, value: number, { titles, decimals, digits }: CsvStyle): string {
  // As it has been since the first release: zeros at the end too.
  const isFixed = kind === 'score' && titles === undefined
  const short = isFixed ? value.toFixed(DIGITS) : String(rounded(value))
  const text = digits === 'all' ? String(value) : short
  return decimals === 'comma' ? text.replace('.', ',') : text
}

function writeInstant(value: string): string {
  const { day, time } = wallTime(value)
  return time === null ? day : `${day} ${time}`
}

function writeCell(kind: CellKind, value: Value, style: CsvStyle): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean')
    return style.titles ? FILE_WORDS[style.titles].flags[value ? 'yes' : 'no'] : value ? '1' : '0'
  if (typeof value === 'number') return writeNumber(kind, value, style)
  return guardCell(kind === 'instant' && style.titles ? writeInstant(value) : value)
}

async function* records<Row>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[], style: CsvStyle) {
  for await (const row of rows) yield columns.map(({ kind, value }) => writeCell(kind, value(row), style))
}

/**
 * Rows as CSV (RFC 4180, UTF-8). Texts that a spreadsheet would run as formulas begin with an apostrophe. A byte order
 * mark, without which Excel takes accents for something else, stands before what is made for people, or where asked.
 */
export function writeCsv<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly Column<Row>[],
  style: CsvStyle = PLAIN,
  hasMark = style.titles !== undefined,
): Readable {
  const output = stringify({
    header: true,
    bom: hasMark,
    columns: columns.map(({ name, title }) => (style.titles ? title : name)),
    delimiter: SEPARATOR_SIGNS[style.separator],
    record_delimiter: 'windows',
  })
  // A fault on either side ends the download short of its end, which the client notices.
  pipeline(Readable.from(records(rows, columns, style)), output, () => undefined)
  return output
}
