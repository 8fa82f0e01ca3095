import { SEPARATORS } from '../../wire/import-words.ts'
import type { Separator } from '../../wire/index.ts'
import { columnOfTitle } from './import-columns.ts'

export const SEPARATOR_SIGNS: Record<Separator, string> = { comma: ',', semicolon: ';', tab: '\t' }

/** What Excel itself reads before the first row, and shows to nobody: `sep=;`. */
const DECLARATION = /^"?sep=([,;\t])"?(?:\r\n|\n|\r|$)/i

export interface DetectedSeparator {
  separator: Separator
  /** Characters at the beginning of the text that say so. */
  declarationLength: number
}

const KEPT_ROWS = 20

/** Cells of the first rows, by quotation marks as a spreadsheet takes them; a row that is cut at the end is left out. */
function firstRows(text: string, sign: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let place = 0; place < text.length && rows.length < KEPT_ROWS; place++) {
    const letter = text[place] ?? ''
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[place + 1] === '"') cell += text[++place]
      else isQuoted = false
    } else if (letter === '"' && cell === '') isQuoted = true
    else if (letter === sign) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n' || letter === '\r') {
      if (row.length > 0 || cell !== '') rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += letter
  }
  return rows.length === 0 ? [[...row, cell]] : rows
}

/** How well a separator explains the beginning of a text: by the titles that it brings out, then by rows of one length. */
function fitOf(text: string, separator: Separator): number[] {
  const rows = firstRows(text, SEPARATOR_SIGNS[separator]).filter((row) =>
    row.some((cell) => cell.trim() !== ''),
  )
  const [head = [], ...others] = rows
  const known = head.filter((title) => columnOfTitle(title) !== null).length
  const alike = others.filter((row) => row.length === head.length).length
  return [known, head.length > 1 ? 1 : 0, alike]
}

function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((value, index) => value !== other[index])
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0)
}

/** What separates the cells of a text, most likely; the comma where nothing speaks against it. */
export function detectSeparator(text: string): DetectedSeparator {
  const declared = DECLARATION.exec(text)
  const stated = SEPARATORS.find((separator) => SEPARATOR_SIGNS[separator] === declared?.[1])
  if (declared && stated) return { separator: stated, declarationLength: declared[0].length }
  const [first = 'comma', ...others] = SEPARATORS
  let separator: Separator = first
  let best = fitOf(text, first)
  for (const other of others) {
    const fit = fitOf(text, other)
    if (isBetter(fit, best)) [separator, best] = [other, fit]
  }
  return { separator, declarationLength: 0 }
}
