import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { extname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { importTranslations, previewTranslations } from '../administration/import-translations.ts'
import { everyTranslation, listTranslations } from '../administration/list-translations.ts'
import { translateMissing } from '../administration/machine-translations.ts'
import { checkLanguage } from '../administration/translations.ts'
import { readProvider } from '../config.ts'
import { languagesOf } from '../domain/consultations/consultation-languages.ts'
import { translationsCsv, translationsXlsx } from '../exports/translations.ts'
import { ProviderError, providerOf } from '../jobs/translation-provider.ts'
import { type CliContext, CliError } from './cli-context.ts'
import { addExample } from './wording.ts'

function addMissing(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('How many texts are translated into each language, and how many are missing')
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const { languages } = await listTranslations(store, consultation, { limit: 1 })
        const rows = languages.map(({ language, done, missing }) => [language, done, missing])
        return { document: { languages }, text: cli.table(['language', 'done', 'missing'], rows) }
      }),
    )
  addExample(command, 'translation list territoires')
}

function addMachine(parent: Command, cli: CliContext): void {
  const command = parent
    .command('fetch')
    .description('Have the provider translate the missing texts; the team’s translations stay')
    .argument('<consultation>', 'Slug of the consultation')
    .option('--language <tag>', 'Only into this language')
    .action((slug: string, { language }: { language?: string }) =>
      cli.withStore(command, async (store, context) => {
        const settings = readProvider(cli.environment)
        if (!settings)
          throw new CliError(
            'No translation provider is configured: set TRANSLATION_PROVIDER and TRANSLATION_URL',
          )
        const consultation = await findConsultation(store, slug)
        if (language !== undefined) checkLanguage(consultation, language)
        const provider = providerOf(settings)
        const wanted = language === undefined ? undefined : [language]
        const document = await translateMissing(context, consultation, provider, wanted).catch(
          (error: unknown) => {
            throw error instanceof ProviderError ? new CliError(error.message) : error
          },
        )
        return {
          document,
          text: `${document.done} of ${document.total} texts translated by ${provider.name}`,
        }
      }),
    )
  addExample(command, 'translation fetch territoires --language de')
}

function addExport(parent: Command, cli: CliContext): void {
  const command = parent
    .command('export')
    .description('Write texts and translations to a file with a column for each language, to fill in')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<file>', 'Its name ends in .csv or .xlsx')
    .action((slug: string, file: string) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const kind = extname(file).toLowerCase()
        if (kind !== '.csv' && kind !== '.xlsx')
          throw new CliError('The name of the file must end in .csv or .xlsx')
        const texts = everyTranslation(store, consultation)
        const languages = languagesOf(consultation)
        const written =
          kind === '.csv' ? translationsCsv(texts, languages) : await translationsXlsx(texts, languages)
        await pipeline(written, createWriteStream(file))
        return { document: { file }, text: `Written to ${file}` }
      }),
    )
  addExample(command, 'translation export territoires translations.xlsx')
}

function addImport(parent: Command, cli: CliContext): void {
  const command = parent
    .command('import')
    .description('Import translations from such a file; nothing is stored if a cell is refused')
    .argument('<consultation>', 'Slug of the consultation')
    .argument('<file>', 'CSV or XLSX with the column id and a column for each language')
    .option('--preview', 'Show the result and store nothing')
    .action((slug: string, file: string, { preview = false }: { preview?: boolean }) =>
      cli.withStore(command, async (store, context) => {
        if (!existsSync(file)) throw new CliError(`There is no file ${file}`)
        const consultation = await findConsultation(store, slug)
        const source = createReadStream(file)
        const document = preview
          ? await previewTranslations(context, consultation, source)
          : await importTranslations(context, consultation, source)
        if ('problem' in document && document.problem !== null) throw new CliError(document.problem)
        const { fresh, unchanged, refused } = document
        const isStored = 'isStored' in document && document.isStored
        const head = `${fresh} new or changed, ${unchanged} unchanged, ${refused.length} refused`
        const rows = refused.map(({ row, language, text, reason }) => [row, language ?? '', text, reason])
        const table = rows.length > 0 ? `\n${cli.table(['row', 'language', 'text', 'why'], rows)}` : ''
        return {
          document,
          text: `${head}${isStored ? '' : '; nothing was stored'}${table}`,
          isFailure: refused.length > 0,
        }
      }),
    )
  addExample(command, 'translation import territoires translations.xlsx --preview')
}

/** What texts say in the other languages of their consultation. */
export function addTranslationCommands(parent: Command, cli: CliContext): void {
  addMissing(parent, cli)
  addExport(parent, cli)
  addImport(parent, cli)
  addMachine(parent, cli)
}
