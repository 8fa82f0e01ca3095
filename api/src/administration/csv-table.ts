import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { detectSeparator, SEPARATOR_SIGNS } from '../domain/files/separators.ts'
import { detectEncoding, markOf, textDecoder } from '../domain/files/text-encodings.ts'
import type { Encoding, Separator } from '../wire/index.ts'
import { type FileProblem, invalidImport } from './import-source.ts'
import type { Table, TableRow } from './import-table.ts'

const MAX_RECORD_BYTES = 1_000_000
/** Other work has its turn between two pieces. */
const PIECE_BYTES = 65_536

interface Parsed {
  record: string[]
  info: { records: number; empty_lines: number }
}

const QUOTING: Record<string, FileProblem> = {
  INVALID_OPENING_QUOTE: {
    detail: 'a quotation mark is inside a cell that is not quoted',
    code: 'quote-inside-cell',
  },
  CSV_INVALID_CLOSING_QUOTE: {
    detail: 'a quoted cell continues after its closing quotation mark',
    code: 'quote-closed-early',
  },
  CSV_QUOTE_NOT_CLOSED: {
    detail: 'a quotation mark is opened and never closed',
    code: 'quote-not-closed',
  },
  CSV_MAX_RECORD_SIZE: {
    detail: 'the row is too long; a quotation mark may be missing',
    code: 'row-too-long',
  },
}
const UNREADABLE: FileProblem = { detail: 'the row cannot be read as CSV', code: 'row-unreadable' }

function translated(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const { records = 0, empty_lines = 0 } = error as { records?: number; empty_lines?: number }
  return invalidImport({ ...(QUOTING[error.code] ?? UNREADABLE), rows: [records + empty_lines + 1] })
}

function* decoded(bytes: Uint8Array, encoding: Encoding, skipped: number): Generator<string, void> {
  const decode = textDecoder(encoding)
  let left = skipped
  for (let place = 0; place < bytes.length; place += PIECE_BYTES) {
    const end = place + PIECE_BYTES
    const text = decode(bytes.subarray(place, end), end >= bytes.length)
    if (left < text.length) yield text.slice(left)
    left = Math.max(0, left - text.length)
  }
}

async function* rowsOf(pieces: Iterable<string>, separator: Separator): AsyncGenerator<TableRow, void> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    delimiter: SEPARATOR_SIGNS[separator],
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MAX_RECORD_BYTES,
  })
  // Errors of either side reach the loop below through the parser.
  pipeline(Readable.from(pieces), parser, () => undefined)
  const unreadable: number[] = []
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const number = info.records + info.empty_lines
      // Where the decoder met bytes that the encoding does not have, it left U+FFFD.
      if (record.some((cell) => cell.includes('\uFFFD'))) unreadable.push(number)
      else if (record.some((cell) => cell.trim() !== '')) yield { number, cells: record }
    }
  } catch (error) {
    throw translated(error)
  }
  if (unreadable.length > 0)
    throw invalidImport({
      detail: 'characters that are not UTF-8; save the file as UTF-8',
      code: 'not-utf-8',
      rows: unreadable,
    })
}

export interface CsvWishes {
  encoding?: Encoding | undefined
  separator?: Separator | undefined
}

const SPLIT_HINTS: Record<Separator, string> = {
  comma: 'a text with a comma must be quoted',
  semicolon: 'a text with a semicolon must be quoted',
  tab: 'a text with a tab must be quoted',
}

/**
 * The rows of a CSV file, whose encoding and separator are found out unless they are given. Reading them throws a
 * problem that names the rows where the quoting or the encoding is broken.
 */
export function openCsv(file: Uint8Array, wishes: CsvWishes): Table {
  const found = detectEncoding(file)
  const encoding = wishes.encoding ?? found.encoding
  const markBytes = markOf(file, encoding)
  const bytes = file.subarray(markBytes)
  const beginning = textDecoder(encoding)(bytes.subarray(0, PIECE_BYTES), false)
  const detected = detectSeparator(beginning)
  const separator = wishes.separator ?? detected.separator
  return {
    file: {
      format: 'csv',
      encoding,
      byteOrderMark: markBytes > 0,
      separator,
      sheet: null,
      sheets: [],
    },
    rows: rowsOf(decoded(bytes, encoding, detected.declarationLength), separator),
    splitHint: SPLIT_HINTS[separator],
    isGuarded: true,
  }
}
