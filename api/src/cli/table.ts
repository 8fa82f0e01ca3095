import { stripVTControlCharacters } from 'node:util'
import Table from 'cli-table3'

const GAP = 2
const NARROWEST = 20

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
}

type Cell = string | number

const widthOf = (cell: Cell): number => stripVTControlCharacters(String(cell)).length

/** Room for the last column; undefined if all fits as it is. */
function lastWidth(lines: readonly (readonly Cell[])[], width: number): number | undefined {
  const columns = lines[0]?.length ?? 0
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => widthOf(line[column] ?? ''))),
  )
  const last = widths.pop() ?? 0
  const others = widths.reduce((sum, each) => sum + each + GAP, 0)
  return others + last <= width ? undefined : Math.max(NARROWEST, width - others)
}

/** Columns side by side without borders. Within a width, the last column breaks into lines. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  width?: number,
): string {
  const last = width === undefined ? undefined : lastWidth([head, ...rows], width)
  const table = new Table({
    head: [...head],
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(last === undefined
      ? {}
      : { colWidths: [...Array<null>(head.length - 1).fill(null), last], wordWrap: true }),
  })
  table.push(...rows.map((row) => [...row]))
  const lines = table.toString().split('\n')
  return lines.map((line) => line.trimEnd()).join('\n')
}
