import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { letterOfColumn } from '../domain/files/spreadsheets.ts'
import type { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import { startThread, WORKBOOK_PROGRAM } from '../files.ts'
import type { CellProblemCode } from '../wire/import-problems.ts'
import { invalidImport } from './import-source.ts'
import type { RowProblem, Table, TableRow } from './import-table.ts'
import {
  type CellValue,
  MAX_COLUMNS,
  type SheetRow,
  type WorkbookJob,
  type WorkbookMessage,
} from './workbook-messages.ts'
import { checkUnpackedSize } from './workbook-size.ts'

/** The heap of the thread alone: if it is exceeded the thread ends, not the process. */
const HEAP_MEBIBYTES = 512
const LONGEST_READING_MILLISECONDS = 60_000

const nameOf = (sheet: string): string => normaliseText(sheet.toWellFormed()).slice(0, 80)
const quoted = (sheet: string): string => `"${nameOf(sheet)}"`

const unreadable = () =>
  invalidImport({
    detail: 'it cannot be read as .xlsx; open it in a spreadsheet and save it again',
    code: 'workbook-unreadable',
  })
const overdone = () =>
  invalidImport({
    detail: 'reading it takes too much time or memory; save the sheet as CSV',
    code: 'workbook-too-slow',
  })

function tooWide(row: number): ProblemError {
  const column = letterOfColumn(MAX_COLUMNS - 1)
  return invalidImport({
    detail: `it has something beyond column ${column}`,
    code: 'too-many-columns',
    values: { column },
    rows: [row],
  })
}

function noSuchSheet(name: string, sheets: readonly string[]): ProblemError {
  if (sheets.length === 0) return invalidImport({ detail: 'all its sheets are hidden', code: 'no-sheet' })
  return invalidImport({
    detail: `it has no sheet ${quoted(name)}; its sheets are ${sheets.map(quoted).join(', ')}`,
    code: 'unknown-sheet',
    values: { sheet: nameOf(name), sheets: sheets.map(nameOf).join(', ') },
  })
}

/** The thread that reads a workbook, asked for one message after the other. */
class WorkbookThread {
  readonly #worker: Worker
  readonly #timer: NodeJS.Timeout

  constructor(job: WorkbookJob) {
    this.#worker = startThread(WORKBOOK_PROGRAM, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES },
    })
    this.#timer = setTimeout(() => void this.#worker.terminate(), LONGEST_READING_MILLISECONDS)
  }

  async next(): Promise<WorkbookMessage> {
    const stop = new AbortController()
    const message = once(this.#worker, 'message', { signal: stop.signal })
    const end = once(this.#worker, 'exit', { signal: stop.signal }).then(() => {
      throw overdone()
    })
    try {
      const [said] = (await Promise.race([message, end])) as [WorkbookMessage]
      return said
    } catch {
      throw overdone()
    } finally {
      stop.abort()
      for (const left of [message, end]) left.catch(() => undefined)
    }
  }

  ask(): Promise<WorkbookMessage> {
    const message = this.next()
    this.#worker.postMessage('more')
    return message
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#worker.terminate()
  }
}

const ERRORS = /^#(?:REF!|NAME\?|VALUE!|DIV\/0!|N\/A|NUM!|NULL!|SPILL!|CALC!)$/

interface ReadCell {
  text: string
  fault?: RowProblem<CellProblemCode>
}

/** A cell as text, and why it cannot be taken as one; `cell` is what the spreadsheet calls it. */
function readCell(value: CellValue, cell: string): ReadCell {
  if (value === null) return { text: '' }
  if (value instanceof Date) {
    const text = Number.isNaN(value.valueOf()) ? '' : value.toISOString().slice(0, 10)
    const reason = `cell ${cell} is a date (${text}); format the column as text and write it again`
    return { text, fault: { reason, code: 'cell-is-date', values: { cell, date: text } } }
  }
  if (typeof value === 'boolean') {
    const reason = `cell ${cell} is true or false, and no text`
    return { text: String(value), fault: { reason, code: 'cell-is-boolean', values: { cell } } }
  }
  if (typeof value === 'string' && ERRORS.test(value)) {
    const reason = `cell ${cell} holds the error ${value}`
    return { text: value, fault: { reason, code: 'cell-is-error', values: { cell, error: value } } }
  }
  return { text: String(value) }
}

function readRow({ number, values }: SheetRow): TableRow {
  const read = values.map((value, place) => readCell(value, `${letterOfColumn(place)}${number}`))
  const faults = new Map<number, RowProblem<CellProblemCode>>()
  for (const [place, { fault }] of read.entries()) if (fault) faults.set(place, fault)
  return { number, cells: read.map(({ text }) => text), faults }
}

async function* rowsOf(thread: WorkbookThread): AsyncGenerator<TableRow, void> {
  try {
    for (;;) {
      const said = await thread.ask()
      if (said.kind === 'too wide') throw tooWide(said.row)
      if (said.kind !== 'rows') throw unreadable()
      yield* said.rows.map(readRow)
      if (said.isLast) return
    }
  } finally {
    await thread.close()
  }
}

export interface WorkbookWishes {
  sheet?: string | undefined
}

/**
 * The rows of a sheet of an .xlsx file, in memory that is bounded. Formulas are not computed: the value counts that the
 * spreadsheet stored beside them. Throws a problem if the file is no workbook, or has no such sheet.
 */
export async function openWorkbook(file: Buffer<ArrayBuffer>, wishes: WorkbookWishes): Promise<Table> {
  checkUnpackedSize(file)
  const thread = new WorkbookThread({ file, sheet: wishes.sheet ?? null })
  try {
    const said = await thread.next()
    if (said.kind === 'no such sheet') throw noSuchSheet(wishes.sheet ?? '', said.sheets)
    if (said.kind !== 'opened') throw unreadable()
    const { sheet, sheets } = said
    return {
      file: { format: 'xlsx', encoding: null, byteOrderMark: false, separator: null, sheet, sheets },
      rows: rowsOf(thread),
      splitHint: '',
      isGuarded: false,
    }
  } catch (error) {
    await thread.close()
    throw error
  }
}
