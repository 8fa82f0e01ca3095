import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Presets, SingleBar } from 'cli-progress'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import {
  type ImportOptions,
  type ImportReport,
  importProposals,
  previewImport,
} from '../administration/import-proposals.ts'
import type { ImportWishes } from '../administration/import-rows.ts'
import { MAX_IMPORT_BYTES, tooLarge } from '../administration/import-source.ts'
import { ENCODINGS, IMPORT_COLUMNS, LEFT_ASIDE, SEPARATORS } from '../wire/import-words.ts'
import { importPreviewQuery } from '../wire/imports.ts'
import type { ImportedFile, ImportPreview } from '../wire/index.ts'
import { type Answer, type CliContext, CliError, type Output } from './cli-context.ts'
import { addExample, counted } from './wording.ts'

const MEGABYTE = 1e6

interface ImportProgress {
  update(bytes: number): void
  stop(): void
}

/** A bar that fills as the file is read; nothing at all where nobody watches. */
function importProgress(output: Output, totalBytes: number): ImportProgress {
  if (!output.isTTY) return { update: () => undefined, stop: () => undefined }
  const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1)
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {read} of {size} MB', stream: output, clearOnComplete: true },
    Presets.shades_classic,
  )
  bar.start(totalBytes, 0, { read: megabytes(0), size: megabytes(totalBytes) })
  return {
    update: (bytes) => bar.update(bytes, { read: megabytes(bytes) }),
    stop: () => bar.stop(),
  }
}

interface ImportCommandOptions extends ImportWishes {
  status: 'pending' | 'accepted'
  seed?: boolean
  strict?: boolean
  preview?: boolean
}

async function sizeOf(file: string): Promise<number> {
  const facts = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new CliError(`There is no file ${file}`) : error
  })
  if (!facts.isFile()) throw new CliError(`${file} is not a file`)
  if (facts.size > MAX_IMPORT_BYTES) throw tooLarge()
  return facts.size
}

function readColumns(list: string): NonNullable<ImportWishes['columns']> {
  const read = importPreviewQuery.shape.columns.safeParse(list)
  if (!read.success || !read.data)
    throw new InvalidArgumentError(read.error?.issues[0]?.message ?? 'is empty')
  return read.data
}

/** How the file was taken, in a sentence or two. */
function describeFile({
  format,
  encoding,
  separator,
  sheet,
  sheets,
  columns,
  ...file
}: ImportedFile): string {
  const others = sheets.filter((name) => name !== sheet)
  const how =
    format === 'xlsx'
      ? `XLSX, sheet "${sheet}"${others.length > 0 ? ` (others: ${others.join(', ')})` : ''}`
      : `CSV, ${encoding}${file.byteOrderMark ? ' with a byte order mark' : ''}, separated by ${separator}`
  const taken = columns.map(({ letter, title, column }) => `${letter} "${title}" = ${column ?? 'ignored'}`)
  const language = file.headerLanguage === null ? '' : `, titles in ${file.headerLanguage}`
  return `Read as ${how}${language}. Columns: ${taken.join('; ') || 'none'}.`
}

/** True if there was nothing to find out: a file as programs write it. */
const isPlain = ({ encoding, separator, headerLanguage, columns }: ImportedFile): boolean =>
  encoding === 'utf-8' &&
  separator === 'comma' &&
  headerLanguage === null &&
  columns.every(({ title, column }) => column === null || title === column)

function listRemarks(cli: CliContext, title: string, remarks: ImportPreview['refused']): string {
  if (remarks.length === 0) return ''
  const rows = remarks.map(({ row, text, reason }) => [row, text, reason])
  return `\n\n${title}\n${cli.table(['row', 'text', 'reason'], rows)}`
}

function describe(cli: CliContext, report: ImportReport): string {
  const { rows, added, alreadyThere, refused, warnings } = report
  const isKeptOut = !report.isStored
  return [
    isPlain(report.file) ? '' : `${describeFile(report.file)}\n`,
    `${counted(rows, 'row')}: ${added} added, ${alreadyThere} already there, ${refused.length} refused.`,
    isKeptOut ? ' Nothing is stored, because rows are refused (--strict).' : '',
    listRemarks(cli, 'Refused', refused),
    listRemarks(cli, 'Taken, but', warnings),
  ].join('')
}

function describePreview(cli: CliContext, preview: ImportPreview): string {
  const { file, first, problem, rows, fresh, alreadyThere, refused, warnings } = preview
  const head = ['row', ...file.columns.map(({ column }, place) => column ?? `(${place + 1})`)]
  const shown = first.map(({ row, cells }) => [row, ...file.columns.map((_, place) => cells[place] ?? '')])
  return [
    `${describeFile(file)}\n\n${cli.table(head, shown)}\n\n`,
    problem ??
      `${counted(rows, 'row')}: ${fresh} new, ${alreadyThere} already there, ${refused.length} refused.`,
    ' Nothing is stored.',
    listRemarks(cli, 'Refused', refused),
    listRemarks(cli, 'Taken, but', warnings),
  ].join('')
}

const present = ({ proposalIds, ...report }: ImportReport) => ({
  ...report,
  proposalIds: Object.fromEntries(proposalIds),
})

async function importFile(cli: CliContext, run: () => Promise<ImportReport>): Promise<Answer> {
  const report = await run()
  return { document: present(report), text: describe(cli, report), isFailure: !report.isStored }
}

async function previewFile(cli: CliContext, run: () => Promise<ImportPreview>): Promise<Answer> {
  const preview = await run()
  return {
    document: preview,
    text: describePreview(cli, preview),
    isFailure: preview.problem !== null,
  }
}

function addFileOptions(command: Command): Command {
  return command
    .option('--preview', 'Show how the file is read and what would be stored; store nothing')
    .addOption(new Option('--encoding <encoding>', 'CSV: encoding; default: detected').choices(ENCODINGS))
    .addOption(
      new Option('--separator <separator>', 'CSV: separator between cells; default: detected').choices(
        SEPARATORS,
      ),
    )
    .option('--sheet <name>', 'XLSX: the sheet; default: the first visible one')
    .option(
      '--columns <list>',
      `What each column holds, from the left: ${IMPORT_COLUMNS.join(', ')}, or ${LEFT_ASIDE} to ignore one`,
      readColumns,
    )
    .option('--no-header', 'The first row is a proposal; needs --columns')
}

/** Adds `import` to the commands on proposals. */
export function addImportCommand(parent: Command, cli: CliContext): void {
  const command = addFileOptions(
    parent
      .command('import')
      .description('Import proposals from a CSV or XLSX file; existing ones stay unchanged')
      .argument('<consultation>', 'Slug of the consultation')
      .argument(
        '<file>',
        'Columns: text and, optionally, id, author_name, author_age; titles in eight languages work too',
      )
      .addOption(
        new Option('--status <status>', 'Send them to moderation or open them to votes')
          .choices(['pending', 'accepted'])
          .default('pending'),
      )
      .option('--seed', "Mark them as the consultation team's own")
      .option('--strict', 'Store nothing if any row is refused'),
  ).action((slug: string, file: string, given: ImportCommandOptions) =>
    cli.withStore(command, async (store, context) => {
      const { status, seed, strict, preview, ...wishes } = given
      const consultation = await findConsultation(store, slug)
      const progress = importProgress(cli.stderr, await sizeOf(file))
      const options: ImportOptions = {
        consultation,
        csv: createReadStream(file),
        wishes,
        status,
        isSeed: seed === true,
        isStrict: strict === true,
        onProgress: progress.update,
      }
      try {
        return await (preview
          ? previewFile(cli, () => previewImport(context, options))
          : importFile(cli, () => importProposals(context, options)))
      } finally {
        progress.stop()
      }
    }),
  )
  addExample(command, 'proposal import territoires seeds/territoires.csv --status accepted --seed')
  addExample(command, 'proposal import territoires propositions.xlsx --preview')
}
