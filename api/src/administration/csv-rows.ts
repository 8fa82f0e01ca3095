import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { unguardCell } from '../domain/spreadsheet-cells.ts'
import { OPEN_DATA_COLUMNS } from '../wire/constants.ts'

/** Larger files are refused; a consultation's proposals are a few megabytes. */
export const MAX_IMPORT_BYTES = 50_000_000
const MAX_RECORD_BYTES = 1_000_000
const ROWS_NAMED = 10

const COLUMNS = ['text', 'id', 'author_name', 'author_age'] as const
type Column = (typeof COLUMNS)[number]

/** A row that names a proposal; `number` as a spreadsheet shows it, so the header is row 1. */
export interface CsvRow {
  number: number
  cells: Record<Column, string>
  /** What is wrong with the row as a row; null if nothing is. */
  fault: string | null
}

interface Parsed {
  record: string[]
  info: { records: number; empty_lines: number }
}

export type CsvSource = AsyncIterable<Uint8Array | string>

/** The problem of a file that is too large. */
export function tooLarge(): ProblemError {
  return new ProblemError('body-too-large', {
    detail: `The file is larger than ${MAX_IMPORT_BYTES / 1e6} MB; split it`,
  })
}

function invalid(detail: string, rows: readonly number[] = []): ProblemError {
  const errors = rows.map((row) => ({ pointer: `/rows/${row}`, detail }))
  const first = rows.slice(0, ROWS_NAMED).join(', ')
  const more = rows.length > ROWS_NAMED ? ` and ${rows.length - ROWS_NAMED} more` : ''
  const place = rows.length === 0 ? '' : `${rows.length === 1 ? 'row' : 'rows'} ${first}${more}: `
  return new ProblemError('invalid-import', {
    detail: `The file cannot be imported: ${place}${detail}`,
    ...(errors.length === 0 ? {} : { errors }),
  })
}

async function* limited(source: CsvSource, onBytes?: (bytes: number) => void) {
  let bytes = 0
  for await (const chunk of source) {
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength
    if (bytes > MAX_IMPORT_BYTES) throw tooLarge()
    onBytes?.(bytes)
    yield chunk
  }
}

const QUOTING: Record<string, string> = {
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a cell that is not quoted',
  CSV_INVALID_CLOSING_QUOTE: 'a quoted cell goes on after its closing quotation mark',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'the row is too long; a quotation mark may be missing',
}

function translated(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const { records = 0, empty_lines = 0 } = error as { records?: number; empty_lines?: number }
  return invalid(QUOTING[error.code] ?? error.message, [records + empty_lines + 1])
}

type HeaderColumn = (typeof OPEN_DATA_COLUMNS)[number]

function readHeader(record: readonly string[]): HeaderColumn[] {
  const names = record.map((name) => name.trim())
  // Our own open data may come back: what it says besides is passed over.
  const unknown = names.filter((name) => !(OPEN_DATA_COLUMNS as readonly string[]).includes(name))
  if (unknown.length > 0) {
    const list = unknown.map((name) => `"${normaliseText(name.toWellFormed()).slice(0, 80)}"`).join(', ')
    const hint = unknown.some((name) => /[;\t]/.test(name)) ? '; columns must be separated by commas' : ''
    throw invalid(`unknown columns ${list} (known are ${COLUMNS.join(', ')}${hint})`)
  }
  if (new Set(names).size !== names.length) throw invalid('a column is named twice')
  if (!names.includes('text')) throw invalid('it has no column "text"; the first row must name the columns')
  return names as HeaderColumn[]
}

function readRow(number: number, columns: readonly HeaderColumn[], record: readonly string[]): CsvRow {
  const cells: Record<Column, string> = { text: '', id: '', author_name: '', author_age: '' }
  for (const [index, column] of columns.entries())
    if (column in cells) cells[column as Column] = unguardCell(record[index] ?? '')
  const isRight = record.length === columns.length
  const fault = isRight
    ? null
    : `has ${record.length} cells where the header names ${columns.length}; a text with a comma must be quoted`
  return { number, cells, fault }
}

/**
 * Rows of a CSV file (UTF-8, commas, RFC 4180), one by one; empty ones are passed over. Throws a problem that names
 * the rows when the file as a whole cannot be trusted: its columns, its quoting, its encoding or its size.
 */
export async function* readRows(
  source: CsvSource,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<CsvRow, void> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MAX_RECORD_BYTES,
  })
  // Errors of either side reach the loop below through the parser.
  pipeline(Readable.from(limited(source, onBytes)), parser, () => undefined)
  const unreadable: number[] = []
  let columns: HeaderColumn[] | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const number = info.records + info.empty_lines
      // Where the decoder met bytes that are not UTF-8, it left U+FFFD.
      if (record.some((cell) => cell.includes('\uFFFD'))) unreadable.push(number)
      else if (!columns) columns = readHeader(record)
      else if (record.some((cell) => cell !== '')) yield readRow(number, columns, record)
    }
  } catch (error) {
    throw translated(error)
  }
  if (unreadable.length > 0)
    throw invalid('characters that are not UTF-8; save the file as UTF-8', unreadable)
  if (!columns) throw invalid('it is empty; the first row must name the columns')
}
