const LETTERS = 26

/** A column as a spreadsheet calls it, by its place from 0: A, B, …, Z, AA. */
export function letterOfColumn(place: number): string {
  const rest = Math.floor(place / LETTERS)
  return (rest === 0 ? '' : letterOfColumn(rest - 1)) + String.fromCharCode(65 + (place % LETTERS))
}

// What makes a spreadsheet run a cell (OWASP, CSV injection), wide forms too, and what may stand before it and be lost on
// the way: quotation marks, apostrophes, spaces and line ends. A tab or a line end at the beginning is enough by itself.
const RUNS = /^['"\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/u

/** A text that no spreadsheet runs: an apostrophe stands before what it would take for a formula. */
export const guardCell = (text: string): string => (RUNS.test(text) ? `'${text}` : text)

/** The text that a guarded cell was made of, exactly; a cell that needed no guard stays as it is. */
export const unguardCell = (cell: string): string =>
  // A text that begins with apostrophes is guarded as well, so that reading back is unambiguous.
  cell.startsWith("'") && RUNS.test(cell.slice(1)) ? cell.slice(1) : cell
