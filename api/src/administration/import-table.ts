import type { RowProblemCode } from '../wire/import-problems.ts'
import type { FieldProblem, ImportedFile } from '../wire/index.ts'

/** What is to be said of a row: in words, and by its stable name. */
export interface RowProblem {
  reason: string
  code: RowProblemCode
  values?: FieldProblem['values']
}

/** A row of a table as it stands in a file, with what is wrong with single cells of it. */
export interface TableRow {
  /** As a spreadsheet shows it: the first is row 1. */
  number: number
  cells: readonly string[]
  /** By the place of the cell, from 0: why it cannot be taken. */
  faults?: ReadonlyMap<number, RowProblem>
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
