import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { letterOfColumn } from '../domain/column-letters.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { WORKBOOK_PROGRAM } from '../files.ts'
import { invalidImport } from './import-source.ts'
import type { Table, TableRow } from './table.ts'
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

const shownName = (name: string): string => `"${normaliseText(name.toWellFormed()).slice(0, 80)}"`
const listed = (sheets: readonly string[]): string => sheets.map(shownName).join(', ')

const unreadable = () =>
  invalidImport('it cannot be read as .xlsx; open it in a spreadsheet and save it again')
const overdone = () => invalidImport('reading it takes too much time or memory; save the sheet as CSV')

/** The thread that reads a workbook, asked for one message after the other. */
class WorkbookThread {
  readonly #worker: Worker
  readonly #timer: NodeJS.Timeout

  constructor(job: WorkbookJob) {
    this.#worker = new Worker(WORKBOOK_PROGRAM, {
      workerData: job,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES },
      env: {},
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

/** A cell as text, and why it cannot be taken as one. */
function readCell(value: CellValue): { text: string; fault?: string } {
  if (value === null) return { text: '' }
  if (value instanceof Date) {
    const text = Number.isNaN(value.valueOf()) ? '' : value.toISOString().slice(0, 10)
    return { text, fault: `is a date (${text}); format the column as text and write it again` }
  }
  if (typeof value === 'boolean') return { text: String(value), fault: 'is true or false, and no text' }
  if (typeof value === 'string' && ERRORS.test(value))
    return { text: value, fault: `holds the error ${value}` }
  return { text: String(value) }
}

function readRow({ number, values }: SheetRow): TableRow {
  const read = values.map(readCell)
  const faults = new Map<number, string>()
  for (const [place, { fault }] of read.entries())
    if (fault) faults.set(place, `cell ${letterOfColumn(place)}${number} ${fault}`)
  return { number, cells: read.map(({ text }) => text), faults }
}

async function* rowsOf(thread: WorkbookThread): AsyncGenerator<TableRow, void> {
  try {
    for (;;) {
      const said = await thread.ask()
      if (said.kind === 'too wide')
        throw invalidImport(`it has something beyond column ${letterOfColumn(MAX_COLUMNS - 1)}`, [said.row])
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
    if (said.kind === 'no such sheet')
      throw invalidImport(
        said.sheets.length === 0
          ? 'it has no sheet that is shown'
          : `it has no sheet ${shownName(wishes.sheet ?? '')}; its sheets are ${listed(said.sheets)}`,
      )
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
