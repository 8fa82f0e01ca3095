const LETTERS = 26

/** A column as a spreadsheet calls it, by its place from 0: A, B, …, Z, AA. */
export function letterOfColumn(place: number): string {
  const rest = Math.floor(place / LETTERS)
  return (rest === 0 ? '' : letterOfColumn(rest - 1)) + String.fromCharCode(65 + (place % LETTERS))
}
