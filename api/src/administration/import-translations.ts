import type { OriginalText } from '../domain/consultations/consultation-texts.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { TranslationRecord } from '../store/translations.ts'
import type { TranslationProblemCode } from '../wire/import-problems.ts'
import type { TranslationImportAnswer, TranslationPreview } from '../wire/index.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { type ImportSource, invalidImport } from './import-source.ts'
import { firstRowsOf, keepFirst, type RowProblem } from './import-table.ts'
import { everyOriginal } from './list-translations.ts'
import {
  type OpenTranslations,
  openTranslations,
  type TableWishes,
  type TranslationRow,
} from './translation-table.ts'
import { judgeTranslation, putAct } from './translations.ts'

// New ones are stored in one transaction, with an act of each, and votes wait while it lasts.
const MOST_ROWS = 50_000
const TEXT_START = 60

type CellProblem = RowProblem<TranslationProblemCode>

const UNKNOWN_TEXT: CellProblem = {
  reason: 'there is no such text in this consultation',
  code: 'unknown-text',
}
const OWN_LANGUAGE: CellProblem = {
  reason: 'is the language in which the text is written',
  code: 'own-language',
}
const ORIGINAL_CHANGED: CellProblem = {
  reason: 'the original was changed since the file was made',
  code: 'original-changed',
}
const TWICE: CellProblem = { reason: 'stands in an earlier row as well', code: 'translated-twice' }

const LINE_ENDS = /\r\n?/g
const sameText = (one: string, other: string): boolean =>
  one.replace(LINE_ENDS, '\n').trim() === other.replace(LINE_ENDS, '\n').trim()

const keyOf = ({ textId, language }: Pick<TranslationRecord, 'textId' | 'language'>): string =>
  `${textId} ${language}`

/** Judges the cells of one file, in order, by the texts of the consultation and by what they say already. */
class TranslationCheck {
  readonly #originals: ReadonlyMap<string, OriginalText>
  readonly #before: ReadonlyMap<string, TranslationRecord>
  readonly #now: number
  readonly #seen = new Set<string>()
  readonly fresh: TranslationRecord[] = []
  readonly refused: TranslationImportAnswer['refused'] = []
  rows = 0
  unchanged = 0

  constructor(originals: readonly OriginalText[], before: readonly TranslationRecord[], now: number) {
    this.#originals = new Map(originals.map((original) => [original.id, original]))
    this.#before = new Map(before.map((one) => [keyOf(one), one]))
    this.#now = now
  }

  /** What there was of a translation; undefined if it is new. */
  before(one: TranslationRecord): TranslationRecord | undefined {
    return this.#before.get(keyOf(one))
  }

  take(row: TranslationRow): void {
    this.rows++
    if (row.fault) this.#refuse(row, null, row.raw.join(' '), row.fault)
    else for (const cell of row.cells) if (cell.text.trim() !== '') this.#takeCell(row, cell)
  }

  #takeCell(row: TranslationRow, cell: TranslationRow['cells'][number]): void {
    const { language } = cell
    const original = this.#originals.get(row.id)
    const judged = original ? this.#judge(row, cell, original) : UNKNOWN_TEXT
    if (typeof judged !== 'string' || !original) {
      if (typeof judged !== 'string') this.#refuse(row, language, cell.text, judged)
      return
    }
    const one: TranslationRecord = {
      textId: row.id,
      language,
      text: judged,
      source: original.text,
      provider: null,
      changedAt: this.#now,
    }
    const known = this.before(one)
    this.#seen.add(keyOf(one))
    if (known?.text === judged && known.source === original.text) this.unchanged++
    else this.fresh.push(one)
  }

  #judge(
    { id, original: said }: TranslationRow,
    { language, text, fault }: TranslationRow['cells'][number],
    original: OriginalText,
  ): string | CellProblem {
    if (original.language === language) return OWN_LANGUAGE
    if (fault) return fault
    if (said && !sameText(said, original.text)) return ORIGINAL_CHANGED
    if (this.#seen.has(keyOf({ textId: id, language }))) return TWICE
    const judged = judgeTranslation(text, original)
    if (typeof judged === 'string') return judged
    const { detail: reason, ...problem } = judged
    return { reason, ...problem }
  }

  #refuse(
    { number: row }: TranslationRow,
    language: string | null,
    cell: string,
    problem: CellProblem,
  ): void {
    const letters = [...normaliseText(cell.slice(0, TEXT_START * 4).toWellFormed())]
    const start = letters.slice(0, TEXT_START).join('')
    const text = letters.length > TEXT_START ? `${start}…` : start
    this.refused.push({ row, language, text, ...problem })
  }
}

/** Judges every row; nothing is stored yet. */
async function check(
  { store, runtime }: AdminContext,
  consultation: ConsultationRecord,
  rows: OpenTranslations['rows'],
): Promise<TranslationCheck> {
  const originals: OriginalText[] = []
  for await (const original of everyOriginal(store, consultation)) originals.push(original)
  const before = await store.translations.all(consultation.id)
  const checked = new TranslationCheck(originals, before, runtime.now())
  for await (const row of rows) {
    checked.take(row)
    if (checked.rows > MOST_ROWS || checked.fresh.length > MOST_ROWS)
      throw invalidImport({
        detail: `it has more than ${MOST_ROWS} rows or new translations; split it`,
        code: 'too-many-rows',
        values: { limit: MOST_ROWS },
      })
  }
  return checked
}

/** What the person who imports wants beside that. */
export interface TranslationImportOptions {
  wishes?: TableWishes
  /** Store nothing at all if any cell is refused. */
  isStrict?: boolean
}

/**
 * What an import of this file would come to: how the file is understood, its first rows, and what would become of all of
 * them. Nothing is stored. Throws a problem where the file cannot be read at all.
 */
export async function previewTranslations(
  context: AdminContext,
  consultation: ConsultationRecord,
  source: ImportSource,
  wishes: TableWishes = {},
): Promise<TranslationPreview> {
  const opened = await openTranslations(source, consultation, wishes)
  try {
    const { file, problem } = opened
    if (problem) {
      const { errors = [] } = problem.facts
      const nothing = { rows: 0, fresh: 0, unchanged: 0, refused: [] }
      return { file, first: await firstRowsOf(opened.rows), problem: problem.message, errors, ...nothing }
    }
    const first: TranslationPreview['first'] = []
    const { rows, fresh, unchanged, refused } = await check(
      context,
      consultation,
      keepFirst(opened.rows, first),
    )
    return { file, first, problem: null, rows, fresh: fresh.length, unchanged, refused }
  } finally {
    await opened.close()
  }
}

/**
 * Takes in translations from a CSV or XLSX file as the export makes it. Empty cells change nothing, and what is there already
 * stays as it is, so that a file can be imported twice. All cells are judged first, then the good ones are stored in one
 * transaction, with an act of each.
 */
export async function importTranslations(
  context: AdminContext,
  consultation: ConsultationRecord,
  source: ImportSource,
  { wishes = {}, isStrict = true }: TranslationImportOptions = {},
): Promise<TranslationImportAnswer> {
  const opened = await openTranslations(source, consultation, wishes)
  try {
    const { file, problem } = opened
    if (problem) throw problem
    const checked = await check(context, consultation, opened.rows)
    const { rows, fresh, unchanged, refused } = checked
    const report = { rows, fresh: fresh.length, unchanged, refused, file }
    if (isStrict && refused.length > 0) return { ...report, isStored: false }
    if (fresh.length > 0) {
      const puttings = fresh.map((one) => context.store.translations.putting(consultation.id, one))
      const acts = fresh.map((one) => putAct(consultation.id, checked.before(one), one))
      await perform(context, puttings, ...acts)
    }
    return { ...report, isStored: true }
  } finally {
    await opened.close()
  }
}
