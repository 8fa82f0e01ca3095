/** What the thread that reads a workbook is given. */
export interface WorkbookJob {
  file: Uint8Array
  /** Name of the sheet; null: the first one that is shown. */
  sheet: string | null
}

export type CellValue = string | number | boolean | Date | null

export interface SheetRow {
  number: number
  values: CellValue[]
}

/** What it says: first which sheet it reads, then rows each time it is asked for more. */
export type WorkbookMessage =
  | { kind: 'opened'; sheet: string; sheets: string[] }
  | { kind: 'no such sheet'; sheets: string[] }
  | { kind: 'rows'; rows: SheetRow[]; isLast: boolean }
  | { kind: 'too wide'; row: number }
  | { kind: 'unreadable' }

/** Columns of a table of proposals; more are a sheet that was filled by accident, or to do harm. */
export const MAX_COLUMNS = 100
