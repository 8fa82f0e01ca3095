// The program of the thread that reads a workbook: the texts of one are unpacked and parsed in one go, which would keep
// votes waiting, and what a hostile one takes of memory ends with the thread.

import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { MAX_COLUMNS, type SheetRow, type WorkbookJob, type WorkbookMessage } from './workbook-messages.ts'

const ROWS_AT_ONCE = 500

const say = (message: WorkbookMessage) => parentPort?.postMessage(message)

/** Names of all sheets that are shown, in their order. */
async function shownSheets(file: Uint8Array): Promise<string[]> {
  const names: string[] = []
  await readXlsx(file, {
    sheets: ({ name, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) names.push(name)
      return false
    },
  })
  return names
}

async function* filledRows(file: Uint8Array, sheet: string): AsyncGenerator<SheetRow, void> {
  let number = 0
  for await (const { index, values } of streamXlsxRows(file, { sheet })) {
    number = Number.isSafeInteger(index) ? index + 1 : number + 1
    const filled = values.findLastIndex((value) => value !== null && value !== '')
    if (filled >= 0) yield { number, values: values.slice(0, filled + 1) }
  }
}

/** Says the rows, some at a time, each time that it is asked. */
async function sayRows(rows: AsyncIterable<SheetRow>): Promise<void> {
  let ready: SheetRow[] = []
  for await (const row of rows) {
    if (row.values.length > MAX_COLUMNS) return say({ kind: 'too wide', row: row.number })
    ready.push(row)
    if (ready.length < ROWS_AT_ONCE) continue
    if (parentPort) await once(parentPort, 'message')
    say({ kind: 'rows', rows: ready, isLast: false })
    ready = []
  }
  if (parentPort) await once(parentPort, 'message')
  say({ kind: 'rows', rows: ready, isLast: true })
}

async function read({ file, sheet }: WorkbookJob): Promise<void> {
  const sheets = await shownSheets(file)
  const chosen = sheet === null ? sheets[0] : sheets.find((name) => name === sheet)
  if (chosen === undefined) return say({ kind: 'no such sheet', sheets })
  say({ kind: 'opened', sheet: chosen, sheets })
  await sayRows(filledRows(file, chosen))
}

try {
  await read(workerData as WorkbookJob)
} catch {
  say({ kind: 'unreadable' })
}
