import { setImmediate as otherWork } from 'node:timers/promises'
import { columnOfTitle, languageOfTitles } from '../domain/files/import-columns.ts'
import { letterOfColumn, unguardCell } from '../domain/files/spreadsheets.ts'
import type { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import { IMPORT_COLUMNS, LEFT_ASIDE } from '../wire/import-words.ts'
import type { ImportColumn, ImportedFile } from '../wire/index.ts'
import { type CsvWishes, openCsv } from './csv-table.ts'
import { type ImportSource, invalidImport, readWhole } from './import-source.ts'
import { type RowProblem, type Table, type TableRow, tooManyCells } from './import-table.ts'
import { openWorkbook, type WorkbookWishes } from './workbook-table.ts'

/** What the person who imports says of the file; the rest is found out. */
export interface ImportWishes extends CsvWishes, WorkbookWishes {
  /** False: the first row is a proposal already. */
  header?: boolean | undefined
  /** What each column holds, from the left. */
  columns?: readonly (ImportColumn | typeof LEFT_ASIDE)[] | undefined
}

/** A row that names a proposal; `number` as a spreadsheet shows it, so the header is mostly row 1. */
export interface ImportRow {
  number: number
  cells: Record<ImportColumn, string>
  /** What is wrong with the row as a row; null if nothing is. */
  fault: RowProblem | null
  /** All its cells, from the left. */
  raw: readonly string[]
}

export interface ImportFile {
  file: ImportedFile
  /** Why it cannot be imported as it was understood; undefined if it can be. */
  problem: ProblemError | undefined
  rows: AsyncIterable<ImportRow>
  /** To be called at the end, whether all rows were read or not. */
  close(): Promise<unknown>
}

const ZIP = 'PK\u0003\u0004'
/** How files of older versions of Excel begin, and those with a password. */
const OLD_EXCEL = '\u00d0\u00cf\u0011\u00e0'

/** A CSV or XLSX file as a table, by what its bytes say. */
export async function openTable(file: Buffer<ArrayBuffer>, wishes: ImportWishes): Promise<Table> {
  const beginning = file.toString('latin1', 0, 4)
  if (beginning === OLD_EXCEL)
    throw invalidImport({
      detail: 'it is an .xls file, or has a password; save it as .xlsx without a password',
      code: 'old-excel',
    })
  return beginning === ZIP ? openWorkbook(file, wishes) : openCsv(file, wishes)
}

/** Judging one takes a part of a millisecond. */
const ROWS_AT_ONCE = 20

type Columns = ImportedFile['columns']

function columnsByTitle(titles: readonly string[]): Columns {
  const filled = titles.findLastIndex((title) => title.trim() !== '')
  return titles.slice(0, filled + 1).map((title, place) => {
    const meaning = columnOfTitle(title)
    return {
      letter: letterOfColumn(place),
      title: normaliseText(title.toWellFormed()),
      column: meaning === 'passed over' ? null : meaning,
      isKnown: meaning !== null,
    }
  })
}

function columnsByWish(wished: NonNullable<ImportWishes['columns']>, titles: readonly string[]): Columns {
  const length = Math.max(wished.length, titles.length)
  return Array.from({ length }, (_, place) => {
    const title = normaliseText((titles[place] ?? '').toWellFormed())
    const column = wished[place] ?? LEFT_ASIDE
    return {
      letter: letterOfColumn(place),
      title,
      column: column === LEFT_ASIDE ? null : column,
      isKnown: true,
    }
  })
}

const cut = (title: string): string => title.slice(0, 80)
const shown = (title: string): string => `"${cut(title)}"`

/** Why a file with these columns cannot be imported; undefined if it can be. */
function problemOf(columns: Columns, titles: readonly string[]): ProblemError | undefined {
  const unknown = columns.filter(({ isKnown }) => !isKnown)
  if (unknown.length > 0) {
    const list = unknown.map(({ title }) => shown(title)).join(', ')
    return invalidImport({
      detail: `unknown columns ${list} (known are ${IMPORT_COLUMNS.join(', ')})`,
      code: 'unknown-columns',
      values: { columns: unknown.map(({ title }) => cut(title)).join(', ') },
    })
  }
  const taken = columns.filter(({ column }) => column !== null)
  const twice = taken.filter(({ column }, place) => taken.findIndex((one) => one.column === column) !== place)
  if (twice.length > 0) {
    const list = twice.map(({ letter, title }) => `${letter} (${shown(title)})`).join(', ')
    return invalidImport({
      detail: `a column is named twice: ${list} means the same as an earlier one`,
      code: 'column-twice',
      values: { columns: twice.map(({ letter, title }) => `${letter} (${cut(title)})`).join(', ') },
    })
  }
  if (taken.some(({ column }) => column === 'text')) return undefined
  return titles.length === 0
    ? invalidImport({ detail: 'it is empty; the first row must name the columns', code: 'file-empty' })
    : invalidImport({
        detail: 'it has no column "text"; the first row must name the columns',
        code: 'no-text-column',
      })
}

function readRow({ number, cells, faults }: TableRow, columns: Columns, table: Table): ImportRow {
  const read: ImportRow['cells'] = { text: '', id: '', author_name: '', author_age: '' }
  let fault: RowProblem | null = null
  for (const [place, { column }] of columns.entries()) {
    if (column === null) continue
    const cell = cells[place] ?? ''
    read[column] = table.isGuarded ? unguardCell(cell) : cell
    fault ??= faults?.get(place) ?? null
  }
  fault = tooManyCells(cells, columns.length, table) ?? fault
  return { number, cells: read, fault, raw: cells }
}

async function* withFirst(first: TableRow | undefined, rows: AsyncIterable<TableRow>) {
  if (first) yield first
  yield* rows
}

/**
 * Opens a CSV or XLSX file: finds out how it is meant, and gives its rows one by one. Throws a problem where the file as
 * a whole cannot be trusted: its quoting, its encoding, its size.
 */
export async function openImport(
  source: ImportSource,
  wishes: ImportWishes,
  onBytes?: (bytes: number) => void,
): Promise<ImportFile> {
  const table = await openTable(await readWhole(source, onBytes), wishes)
  const first = (await table.rows.next()).value ?? undefined
  const hasHeader = wishes.header ?? true
  const titles = first && hasHeader ? first.cells : []
  const columns = wishes.columns ? columnsByWish(wishes.columns, titles) : columnsByTitle(titles)
  async function* rows() {
    let count = 0
    for await (const row of withFirst(hasHeader ? undefined : first, table.rows)) {
      yield readRow(row, columns, table)
      // Rows that are there already come one after the other without a turn for votes in between.
      if (++count % ROWS_AT_ONCE === 0) await otherWork()
    }
  }
  return {
    file: {
      ...table.file,
      headerRow: first && hasHeader ? first.number : null,
      headerLanguage: languageOfTitles(titles),
      columns,
    },
    problem: problemOf(columns, first?.cells ?? []),
    rows: rows(),
    close: () => table.rows.return(),
  }
}
