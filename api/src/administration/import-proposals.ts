import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { ConstraintError } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { ImportedFile, ImportPreview } from '../wire/index.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { ImportCheck, KnownProposals } from './import-check.ts'
import { type ImportFile, type ImportWishes, openImport } from './import-rows.ts'
import type { ImportSource } from './import-source.ts'
import { firstRowsOf, keepFirst, type RowProblem } from './import-table.ts'

export interface ImportOptions {
  consultation: ConsultationRecord
  /** A CSV or XLSX file with the column `text`, and `id`, `author_name`, `author_age` if they are known. */
  csv: ImportSource
  /** What the caller knows of the file; the rest is detected. */
  wishes?: ImportWishes
  status: 'pending' | 'accepted'
  isSeed: boolean
  /** Store nothing at all if any row is refused. */
  isStrict?: boolean
  /** Bytes read so far. */
  onProgress?(bytes: number): void
}

/** Something to say about one row of the file. */
interface RowRemark extends RowProblem {
  /** As a spreadsheet shows it: the header is row 1. */
  row: number
  /** How its text begins. */
  text: string
}

export interface ImportReport {
  /** Rows with something in them, the header aside. */
  rows: number
  added: number
  alreadyThere: number
  refused: RowRemark[]
  /** What was left out of rows that were taken. */
  warnings: RowRemark[]
  /** False when refused rows kept everything out (strict). */
  isStored: boolean
  /** Proposal of each row that has an id and is stored, whether it was there before or not. */
  proposalIds: Map<string, string>
  /** How the file was understood. */
  file: ImportedFile
}

interface Fresh {
  row: number
  record: ProposalRecord
}

// One transaction takes all rows, and votes wait while it lasts.
const MAX_ROWS = 50_000
const ATTEMPTS = 3
const TEXT_START = 60

function remark(row: number, text: string, { reason, code, values }: RowProblem): RowRemark {
  const letters = [...normaliseText(text.slice(0, TEXT_START * 4).toWellFormed())]
  const start = letters.slice(0, TEXT_START).join('')
  const beginning = letters.length > TEXT_START ? `${start}…` : start
  return { row, text: beginning, reason, code, ...(values ? { values } : {}) }
}

function tooManyRows(): ProblemError {
  const detail = `The file has more than ${MAX_ROWS} rows; split it`
  return new ProblemError('invalid-import', {
    detail,
    errors: [{ pointer: '/file', detail, code: 'too-many-rows', values: { limit: MAX_ROWS } }],
  })
}

async function knownProposals(store: Store, consultationId: string): Promise<KnownProposals> {
  return new KnownProposals(await store.proposals.identities(consultationId))
}

/** Judges every row; nothing is stored yet. */
async function judge({ store, runtime }: AdminContext, options: ImportOptions, { file, rows }: ImportFile) {
  const { consultation, status, isSeed } = options
  const known = await knownProposals(store, consultation.id)
  const checks = new ImportCheck({
    consultation,
    status,
    isSeed,
    known,
    freshId: runtime.id,
    now: runtime.now(),
  })
  const report: ImportReport = {
    rows: 0,
    added: 0,
    alreadyThere: 0,
    refused: [],
    warnings: [],
    isStored: false,
    proposalIds: new Map(),
    file,
  }
  const fresh: Fresh[] = []
  for await (const row of rows) {
    if (++report.rows > MAX_ROWS) throw tooManyRows()
    const verdict = checks.judge(row)
    if (verdict.kind === 'refused') report.refused.push(remark(row.number, row.cells.text, verdict))
    else if (verdict.kind === 'known') noteKnown(report, verdict)
    else {
      fresh.push({ row: row.number, record: verdict.record })
      for (const warning of verdict.warnings)
        report.warnings.push(remark(row.number, row.cells.text, warning))
    }
  }
  return { report, fresh }
}

/** Reads and judges every row; nothing is stored yet. */
async function check(context: AdminContext, options: ImportOptions) {
  const opened = await openImport(options.csv, options.wishes ?? {}, options.onProgress)
  try {
    if (opened.problem) throw opened.problem
    return await judge(context, options, opened)
  } finally {
    await opened.close()
  }
}

/**
 * What an import of this file would come to: how the file is understood, its first rows, and what would become of all of
 * them. Nothing is stored. Throws a problem where the file cannot be read at all.
 */
export async function previewImport(context: AdminContext, options: ImportOptions): Promise<ImportPreview> {
  const opened = await openImport(options.csv, options.wishes ?? {}, options.onProgress)
  try {
    const { file, problem } = opened
    if (problem) {
      const first = await firstRowsOf(opened.rows)
      const nothing = { rows: 0, fresh: 0, alreadyThere: 0, refused: [], warnings: [] }
      const { errors = [] } = problem.facts
      return { file, first, problem: problem.message, errors, ...nothing }
    }
    const first: ImportPreview['first'] = []
    const rows = keepFirst(opened.rows, first)
    const { report, fresh } = await judge(context, options, { ...opened, rows })
    const { alreadyThere, refused, warnings } = report
    const counts = { rows: report.rows, fresh: fresh.length, alreadyThere }
    return { file, first, problem: null, ...counts, refused, warnings }
  } finally {
    await opened.close()
  }
}

function noteKnown(
  report: ImportReport,
  { id, externalId }: { id: string; externalId: string | null },
): void {
  report.alreadyThere++
  if (externalId !== null) report.proposalIds.set(externalId, id)
}

/** Stores them in one transaction; false if a reader has proposed one of them in the meantime. */
async function tryToStore(
  context: AdminContext,
  fresh: readonly Fresh[],
  { consultation, status }: ImportOptions,
  report: ImportReport,
): Promise<boolean> {
  if (fresh.length === 0) return true
  const { rows, alreadyThere, refused } = report
  try {
    await perform(
      context,
      fresh.flatMap(({ record }) => context.store.proposals.insertion(record)),
      {
        act: 'proposals.import',
        consultationId: consultation.id,
        subject: consultation.id,
        after: { status, added: fresh.length, rows, alreadyThere, refused: refused.length },
      },
    )
    return true
  } catch (error) {
    if (error instanceof ConstraintError) return false
    throw error
  }
}

/** Moves out of `fresh` what has come to be there since the rows were judged. */
async function judgeAgain(store: Store, fresh: readonly Fresh[], report: ImportReport): Promise<Fresh[]> {
  const known = await knownProposals(store, fresh[0]?.record.consultationId ?? '')
  return fresh.filter(({ row, record }) => {
    const verdict = known.meet(record)
    if (verdict?.kind === 'refused') report.refused.push(remark(row, record.text, verdict))
    else if (verdict?.kind === 'known') noteKnown(report, verdict)
    return verdict === undefined
  })
}

/**
 * Imports proposals from a CSV or XLSX file. All rows are judged first, then the good ones are stored in one transaction;
 * what is there already is left as it is, so importing a file twice adds nothing. Throws the problem `unavailable` if new
 * proposals keep arriving meanwhile.
 */
export async function importProposals(context: AdminContext, options: ImportOptions): Promise<ImportReport> {
  let { report, fresh } = await check(context, options)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (options.isStrict && report.refused.length > 0) return report
    if (await tryToStore(context, fresh, options, report)) {
      report.isStored = true
      report.added = fresh.length
      for (const { record } of fresh)
        if (record.externalId !== null) report.proposalIds.set(record.externalId, record.id)
      return report
    }
    fresh = await judgeAgain(context.store, fresh, report)
  }
  throw new ProblemError('unavailable', {
    detail: 'New proposals keep arriving; try again in a moment',
  })
}
