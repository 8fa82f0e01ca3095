import { languagesOf } from '../domain/consultation-languages.ts'
import { longestTranslation, type OriginalText, textsOf } from '../domain/consultation-texts.ts'
import { unguardCell } from '../domain/spreadsheets.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { TranslationRecord } from '../store/translations.ts'
import type { AdminContext } from './admin-context.ts'
import { perform } from './admin-context.ts'
import { openTable } from './import-rows.ts'
import { type ImportSource, invalidImport, readWhole } from './import-source.ts'
import { judgeTranslation, putAct } from './translations.ts'

/** A cell that cannot be taken, with the row as a spreadsheet shows it. */
export interface TranslationRemark {
  row: number
  language: string
  text: string
  reason: string
}

export interface TranslationImport {
  rows: number
  /** Translations that are new or say something else. */
  fresh: number
  /** Those that are there already. */
  unchanged: number
  refused: TranslationRemark[]
  /** False: nothing was stored, since it was only looked at, or since cells were refused. */
  isStored: boolean
}

const PAGE = 500
const MOST_ROWS = 50_000
const TEXT_START = 60

async function originalsOf({ store }: AdminContext, consultation: ConsultationRecord) {
  const originals = new Map<string, OriginalText>(textsOf(consultation).map((text) => [text.id, text]))
  const longest = longestTranslation(consultation.proposalMaxLength)
  const query = { consultationId: consultation.id, own: consultation.language, missingIn: null, limit: PAGE }
  let after = ''
  for (;;) {
    const page = await store.translations.originals({ ...query, after })
    for (const proposal of page) originals.set(proposal.id, { ...proposal, longest })
    if (page.length < PAGE) return originals
    after = page.at(-1)?.id ?? ''
  }
}

interface Places {
  id: number
  original: number
  languages: [language: string, place: number][]
}

function placesIn(titles: readonly string[], consultation: ConsultationRecord): Places {
  const plain = titles.map((title) => unguardCell(title).trim())
  const languages = languagesOf(consultation).flatMap((language): [string, number][] => {
    const place = plain.findIndex((title) => title.toLowerCase() === language.toLowerCase())
    return place < 0 ? [] : [[language, place]]
  })
  const id = plain.indexOf('id')
  if (id >= 0 && languages.length > 0) return { id, original: plain.indexOf('original'), languages }
  throw invalidImport({
    detail: `it needs the column "id" and one for a language (${languagesOf(consultation).join(', ')})`,
    code: 'unknown-columns',
    values: { columns: plain.join(', ').slice(0, 200) },
  })
}

const LINE_ENDS = /\r\n?/g

/** Why a cell cannot be taken; else the translation that it holds. */
function judgeCell(
  cell: string,
  language: string,
  original: OriginalText | undefined,
  said: string | undefined,
): string | { text: string } {
  if (!original) return 'there is no such text in this consultation'
  if (original.language === language) return 'is the language in which the text is written'
  if (said && said.replace(LINE_ENDS, '\n').trim() !== original.text)
    return 'the original was changed since the file was made'
  if (!cell.isWellFormed()) return 'is not well-formed Unicode'
  const judged = judgeTranslation(cell, original)
  return typeof judged === 'string' ? { text: judged } : judged.detail
}

/**
 * Takes in translations from a CSV or XLSX file as the export makes it: a row for each text, a column for each language. Empty
 * cells change nothing, and what is there already stays as it is, so that a file can be imported twice. Nothing is stored
 * where a cell is refused, or with `isPreview`.
 */
export async function importTranslations(
  context: AdminContext,
  consultation: ConsultationRecord,
  source: ImportSource,
  { isPreview = false } = {},
): Promise<TranslationImport> {
  const { store, runtime } = context
  const table = await openTable(await readWhole(source), {})
  const report: TranslationImport = { rows: 0, fresh: 0, unchanged: 0, refused: [], isStored: false }
  const originals = await originalsOf(context, consultation)
  const all = await store.translations.all(consultation.id)
  const before = new Map(all.map((one) => [`${one.textId} ${one.language}`, one]))
  const fresh = new Map<string, TranslationRecord>()
  const unguarded = (cell: string) => (table.isGuarded ? unguardCell(cell) : cell)
  let places: Places | undefined
  for await (const { number, cells } of table.rows) {
    if (!places) {
      places = placesIn(cells, consultation)
      continue
    }
    // New ones are stored in one transaction, with an act of each.
    if (++report.rows > MOST_ROWS || fresh.size > MOST_ROWS)
      throw invalidImport({
        detail: `it has more than ${MOST_ROWS} rows or new translations; split it`,
        code: 'too-many-rows',
        values: { limit: MOST_ROWS },
      })
    const textId = unguarded(cells[places.id] ?? '').trim()
    const original = originals.get(textId)
    const said = places.original < 0 ? undefined : unguarded(cells[places.original] ?? '')
    for (const [language, place] of places.languages) {
      const cell = unguarded(cells[place] ?? '')
      if (cell.trim() === '') continue
      const judged = judgeCell(cell, language, original, said)
      const refuse = (reason: string) =>
        report.refused.push({ row: number, language, text: cell.slice(0, TEXT_START).toWellFormed(), reason })
      if (typeof judged === 'string' || !original) {
        refuse(typeof judged === 'string' ? judged : '')
        continue
      }
      const key = `${textId} ${language}`
      const known = before.get(key)
      if (fresh.has(key)) refuse('stands in an earlier row as well')
      else if (known?.text === judged.text && known.source === original.text) report.unchanged++
      else
        fresh.set(key, {
          textId,
          language,
          text: judged.text,
          source: original.text,
          provider: null,
          changedAt: runtime.now(),
        })
    }
  }
  report.fresh = fresh.size
  if (isPreview || report.refused.length > 0) return report
  report.isStored = true
  if (fresh.size === 0) return report
  const acts = Array.from(fresh, ([key, one]) => putAct(consultation.id, before.get(key), one))
  const puttings = Array.from(fresh.values(), (one) => store.translations.putting(consultation.id, one))
  await perform(context, puttings, ...acts)
  return report
}
