import { setImmediate as otherWork } from 'node:timers/promises'
import { languagesOf } from '../domain/consultations/consultation-languages.ts'
import { letterOfColumn, unguardCell } from '../domain/files/spreadsheets.ts'
import type { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { CellProblemCode } from '../wire/import-problems.ts'
import { TITLE_LANGUAGES } from '../wire/import-words.ts'
import type { TranslationFile } from '../wire/index.ts'
import { type ImportWishes, openTable } from './import-rows.ts'
import { type ImportSource, invalidImport, readWhole } from './import-source.ts'
import { type RowProblem, type Table, type TableRow, tooManyCells } from './import-table.ts'

/** What the person who imports says of the file; the rest is found out. */
export type TableWishes = Pick<ImportWishes, 'encoding' | 'separator' | 'sheet'>

type CellProblem = RowProblem<CellProblemCode>

/** What a row says of one text; `number` as a spreadsheet shows it. */
export interface TranslationRow {
  number: number
  id: string
  /** The original as it stood when the file was made; undefined: the file does not say. */
  original: string | undefined
  cells: { language: string; text: string; fault: CellProblem | null }[]
  /** What is wrong with the row as a row; null if nothing is. */
  fault: CellProblem | null
  /** All its cells, from the left. */
  raw: readonly string[]
}

export interface OpenTranslations {
  file: TranslationFile
  /** Why it cannot be imported as it was understood; undefined if it can be. */
  problem: ProblemError | undefined
  rows: AsyncIterable<TranslationRow>
  /** To be called at the end, whether all rows were read or not. */
  close(): Promise<unknown>
}

type Columns = TranslationFile['columns']

const ID = 'id'
const ORIGINAL = 'original'
/** In which the original is written: for people who fill the file in. */
const WRITTEN_IN = 'language'
const ABOUT_THE_TEXT: readonly (string | null)[] = [ID, ORIGINAL, WRITTEN_IN, null]
/** Judging one takes a part of a millisecond. */
const ROWS_AT_ONCE = 20

/** What the titles of our exports mean, in every language that they are written in. */
const TITLES = TITLE_LANGUAGES.flatMap((language) =>
  Object.entries(FILE_WORDS[language].translations).map(([column, title]) => ({ column, title })),
)

function columnsIn(titles: readonly string[], languages: readonly string[]): Columns {
  const names = [ID, WRITTEN_IN, ORIGINAL, ...languages].map((name) => ({ column: name, title: name }))
  const known = [...names, ...TITLES]
  const filled = titles.findLastIndex((title) => title.trim() !== '')
  return titles.slice(0, filled + 1).map((cell, place) => {
    const title = normaliseText(unguardCell(cell).toWellFormed())
    const found = known.find((one) => one.title.toLowerCase() === title.toLowerCase())
    return { letter: letterOfColumn(place), title, column: found?.column ?? null }
  })
}

/** Why a file with these columns cannot be imported; undefined if it can be. */
function problemOf(columns: Columns, languages: readonly string[]): ProblemError | undefined {
  if (columns.length === 0)
    return invalidImport({ detail: 'it is empty; the first row must name the columns', code: 'file-empty' })
  const taken = columns.filter(({ column }) => column !== null)
  const twice = taken.filter(({ column }, place) => taken.findIndex((one) => one.column === column) !== place)
  if (twice.length > 0) {
    const list = twice.map(({ letter, column }) => `${letter} (${column})`).join(', ')
    return invalidImport({
      detail: `a column is named twice: ${list} means the same as an earlier one`,
      code: 'column-twice',
      values: { columns: list },
    })
  }
  const list = languages.join(', ')
  if (!taken.some(({ column }) => column === ID))
    return invalidImport({
      detail: 'it needs the column "id", which names the text of each row',
      code: 'no-id-column',
    })
  if (columns.every(({ column }) => ABOUT_THE_TEXT.includes(column)))
    return invalidImport({
      detail: `it needs a column for a language of the consultation, named ${list}`,
      code: 'no-language-column',
      values: { languages: list },
    })
  return undefined
}

function readRow({ number, cells, faults }: TableRow, columns: Columns, table: Table): TranslationRow {
  const said = (place: number): string => {
    const cell = cells[place] ?? ''
    return table.isGuarded ? unguardCell(cell) : cell
  }
  const placeOf = (name: string) => columns.findIndex(({ column }) => column === name)
  const original = placeOf(ORIGINAL)
  return {
    number,
    id: said(placeOf(ID)).trim(),
    original: original < 0 ? undefined : said(original),
    cells: columns.flatMap(({ column }, place) =>
      column === null || ABOUT_THE_TEXT.includes(column)
        ? []
        : [{ language: column, text: said(place), fault: faults?.get(place) ?? null }],
    ),
    fault: tooManyCells(cells, columns.length, table),
    raw: cells,
  }
}

/**
 * Opens a CSV or XLSX file of translations as the export makes it: a row for each text, a column for each language. Columns
 * of other names are left aside. Throws a problem where the file as a whole cannot be read.
 */
export async function openTranslations(
  source: ImportSource,
  consultation: ConsultationRecord,
  wishes: TableWishes,
): Promise<OpenTranslations> {
  const table = await openTable(await readWhole(source), wishes)
  const header = (await table.rows.next()).value ?? undefined
  const languages = languagesOf(consultation)
  const columns = columnsIn(header?.cells ?? [], languages)
  async function* rows() {
    let count = 0
    for await (const row of table.rows) {
      yield readRow(row, columns, table)
      // Votes have a turn in between.
      if (++count % ROWS_AT_ONCE === 0) await otherWork()
    }
  }
  return {
    file: { ...table.file, headerRow: header?.number ?? null, columns },
    problem: problemOf(columns, languages),
    rows: rows(),
    close: () => table.rows.return(),
  }
}
