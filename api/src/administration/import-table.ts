import type { CellProblemCode, RowProblemCode } from '../wire/import-problems.ts'
import type { FieldProblem, ImportedFile } from '../wire/index.ts'

/** What is to be said of a row: in words, and by its stable name. */
export interface RowProblem<Code extends string = RowProblemCode> {
  reason: string
  code: Code
  values?: FieldProblem['values']
}

/** A row of a table as it stands in a file, with what is wrong with single cells of it. */
export interface TableRow {
  /** As a spreadsheet shows it: the first is row 1. */
  number: number
  cells: readonly string[]
  /** By the place of the cell, from 0: why it cannot be taken. */
  faults?: ReadonlyMap<number, RowProblem<CellProblemCode>>
}

/** A file that was opened and not yet read: how it is meant, and its rows one by one, empty ones left out. */
export interface Table {
  file: Omit<ImportedFile, 'headerRow' | 'headerLanguage' | 'columns'>
  rows: AsyncGenerator<TableRow, void>
  /** Why a text may have fallen into more cells than there are columns, for who reads of it. */
  splitHint: string
  /** Cells in which an apostrophe at the beginning guards against formulas. */
  isGuarded: boolean
}

/** What is wrong with a row that has more cells than the header names; null if it does not. */
export function tooManyCells(
  cells: readonly string[],
  columns: number,
  { splitHint }: Pick<Table, 'splitHint'>,
): RowProblem<CellProblemCode> | null {
  // Spreadsheets leave out empty cells at the end of a row, or put more of them there.
  const filled = cells.findLastIndex((cell) => cell !== '') + 1
  if (filled <= columns || splitHint === '') return null
  const reason = `has ${cells.length} cells where the header names ${columns}; ${splitHint}`
  return { reason, code: 'too-many-cells', values: { cells: cells.length, columns } }
}

const ROWS_SHOWN = 10
const CELL_SHOWN = 200

/** A row as a person is shown it. */
export interface ShownRow {
  row: number
  cells: string[]
}

/** Passes rows on, and keeps the first of them for a person to see. */
export async function* keepFirst<Row extends { number: number; raw: readonly string[] }>(
  rows: AsyncIterable<Row>,
  first: ShownRow[],
): AsyncGenerator<Row, void> {
  for await (const row of rows) {
    if (first.length < ROWS_SHOWN) {
      const cells = row.raw.map((cell) => cell.slice(0, CELL_SHOWN).toWellFormed())
      first.push({ row: row.number, cells })
    }
    yield row
  }
}

/** The first rows of a table of which no more is wanted. */
export async function firstRowsOf<Row extends { number: number; raw: readonly string[] }>(
  rows: AsyncIterable<Row>,
): Promise<ShownRow[]> {
  const first: ShownRow[] = []
  for await (const _ of keepFirst(rows, first)) if (first.length === ROWS_SHOWN) break
  return first
}
