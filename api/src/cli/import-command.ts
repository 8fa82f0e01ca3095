import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { MAX_IMPORT_BYTES, tooLarge } from '../administration/csv-rows.ts'
import { type ImportReport, importProposals, type RowRemark } from '../administration/import-proposals.ts'
import { importProgress } from './import-progress.ts'
import { CliError, type Session } from './session.ts'
import { addExample, counted } from './wording.ts'

interface ImportCommandOptions {
  status: 'pending' | 'accepted'
  seed?: boolean
  strict?: boolean
}

async function sizeOf(file: string): Promise<number> {
  const facts = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new CliError(`There is no file ${file}`) : error
  })
  if (!facts.isFile()) throw new CliError(`${file} is not a file`)
  if (facts.size > MAX_IMPORT_BYTES) throw tooLarge()
  return facts.size
}

function describe(session: Session, report: ImportReport): string {
  const { rows, added, alreadyThere, refused, warnings } = report
  const list = (title: string, remarks: readonly RowRemark[]): string =>
    remarks.length === 0
      ? ''
      : `\n\n${title}\n${session.table(
          ['row', 'text', 'reason'],
          remarks.map(({ row, text, reason }) => [row, text, reason]),
        )}`
  const isKeptOut = !report.isStored
  return [
    `${counted(rows, 'row')}: ${added} added, ${alreadyThere} already there, ${refused.length} refused.`,
    isKeptOut ? ' Nothing is stored, because rows are refused (--strict).' : '',
    list('Refused', refused),
    list('Taken, but', warnings),
  ].join('')
}

const present = ({ proposalIds, ...report }: ImportReport) => ({
  ...report,
  proposalIds: Object.fromEntries(proposalIds),
})

async function importFile(session: Session, file: string, use: (size: number) => Promise<ImportReport>) {
  const report = await use(await sizeOf(file))
  return { document: present(report), text: describe(session, report), isFailure: !report.isStored }
}

/** Adds `import` to the commands on proposals. */
export function addImportCommand(parent: Command, session: Session): void {
  const command = parent
    .command('import')
    .description('Import proposals from a CSV file; what is there already is left as it is')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<file>', 'UTF-8, commas; columns text and, if known, id, author_name, author_age')
    .addOption(
      new Option('--status <status>', 'Put them to moderation or open them to votes')
        .choices(['pending', 'accepted'])
        .default('pending'),
    )
    .option('--seed', "Mark them as the consultation team's own")
    .option('--strict', 'Store nothing if any row is refused')
    .action((slug: string, file: string, { status, seed, strict }: ImportCommandOptions) =>
      session.withStore(command, async (store, desk) => {
        const consultation = await findConsultation(store, slug)
        return importFile(session, file, async (size) => {
          const progress = importProgress(session.stderr, size)
          try {
            return await importProposals(desk, {
              consultation,
              csv: createReadStream(file),
              status,
              isSeed: seed === true,
              isStrict: strict === true,
              onProgress: progress.update,
            })
          } finally {
            progress.stop()
          }
        })
      }),
    )
  addExample(command, 'proposal import territoires seeds/territoires.csv --status accepted --seed')
}
