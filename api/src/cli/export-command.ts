import { createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { openDataCsv, openDataLines, openDataXlsx } from '../exports/open-data.ts'
import { proposalsCsv, proposalsXlsx } from '../exports/proposals.ts'
import { statisticsCsv, statisticsXlsx } from '../exports/statistics.ts'
import { asParameterProblem, queryOf } from '../statistics/parameters.ts'
import type { Store } from '../store/index.ts'
import { SEPARATORS, TITLE_LANGUAGES } from '../wire/import-words.ts'
import type { CsvStyle, Interval, Period, StatisticsQuery, TitleLanguage } from '../wire/index.ts'
import { METRIC_NAMES } from '../wire/metrics.ts'
import { INTERVALS, PERIODS } from '../wire/statistics-query.ts'
import { type CliContext, CliError } from './cli-context.ts'
import { statisticsOf } from './publisher-statistics.ts'
import { addExample } from './wording.ts'

const SUBJECTS = ['results', 'proposals', 'articles', 'series'] as const

interface ExportOptions extends CsvStyle {
  period?: Period
  from?: string
  to?: string
  interval: Interval
}

/** A thing to export, in each format that it has. */
interface Formats {
  csv(style: CsvStyle): Readable
  xlsx(titles: TitleLanguage): Promise<Readable>
  jsonl?(): Readable
}

async function ofConsultation(store: Store, subject: string, slug: string): Promise<Formats> {
  const { id, settings } = await findConsultation(store, slug)
  if (subject === 'proposals') {
    const proposals = store.proposals.eachListed(id)
    return {
      csv: (style) => proposalsCsv(proposals, style),
      xlsx: (titles) => proposalsXlsx(proposals, titles),
    }
  }
  const proposals = store.results.eachTallied(id)
  return {
    csv: (style) => openDataCsv(proposals, settings, style),
    xlsx: (titles) => openDataXlsx(proposals, settings, titles),
    jsonl: () => Readable.from(openDataLines(proposals, settings)),
  }
}

async function figuresOf(
  store: Store,
  name: string,
  query: StatisticsQuery,
  now: () => number,
): Promise<Formats> {
  const { publisher, statistics } = await statisticsOf(store, name, now)
  const rows = await statistics.rows(publisher, query).catch(asParameterProblem(query))
  return {
    csv: (style) => statisticsCsv(rows, query, style),
    xlsx: (titles) => statisticsXlsx(rows, query, titles),
  }
}

function queryFor(subject: string, { period, from, to, interval }: ExportOptions): StatisticsQuery {
  const range = { period, from, to, metrics: [...METRIC_NAMES] }
  return queryOf(range, [subject === 'articles' ? 'article' : interval])
}

async function writtenAs(extension: string, formats: Formats, options: ExportOptions): Promise<Readable> {
  if (extension === '.csv') return formats.csv(options)
  if (extension === '.xlsx') return formats.xlsx(options.titles ?? 'en')
  if (extension === '.jsonl' && formats.jsonl) return formats.jsonl()
  throw new CliError(`The name of the file must end in .csv or .xlsx${formats.jsonl ? ' or .jsonl' : ''}`)
}

/** Adds `export`. */
export function addExportCommand(parent: Command, cli: CliContext): void {
  const command = parent
    .command('export')
    .description('Write results, proposals or a publisher’s figures to a file')
    .argument('<what>', `${SUBJECTS.join(', ')}: the last two are figures of a publisher`)
    .argument('<name>', 'Slug of the consultation, or public key, id or name of the publisher')
    .argument('<file>', 'File to write; its extension sets the format: .csv, .xlsx, or .jsonl for results')
    .addOption(
      new Option(
        '--titles <language>',
        'Column titles in this language; default for CSV: technical names',
      ).choices(TITLE_LANGUAGES),
    )
    .addOption(
      new Option('--separator <separator>', 'CSV: separator between cells')
        .choices(SEPARATORS)
        .default('comma'),
    )
    .addOption(
      new Option('--decimals <sign>', 'CSV: decimal sign').choices(['point', 'comma']).default('point'),
    )
    .addOption(
      new Option('--digits <digits>', 'CSV: decimal digits').choices(['four', 'all']).default('four'),
    )
    .addOption(new Option('--period <period>', 'Figures: period').choices(PERIODS))
    .option('--from <day>', 'Figures: first day, such as 2026-11-01; needs --to')
    .option('--to <day>', 'Figures: the day after the last one')
    .addOption(
      new Option('--interval <interval>', 'Series: length of a row').choices(INTERVALS).default('day'),
    )
    .action((what: string, name: string, file: string, options: ExportOptions) =>
      cli.withStore(command, async (store) => {
        if (!SUBJECTS.some((subject) => subject === what))
          throw new CliError(`"${what}" cannot be exported; choose from ${SUBJECTS.join(', ')}`)
        const isFigures = what === 'articles' || what === 'series'
        const formats = isFigures
          ? await figuresOf(store, name, queryFor(what, options), cli.runtime.now)
          : await ofConsultation(store, what, name)
        const output = await writtenAs(extname(file).toLowerCase(), formats, options)
        const target = createWriteStream(file)
        await pipeline(output, target)
        const { bytesWritten: bytes } = target
        return { document: { file, bytes }, text: `Wrote ${what} of ${name} to ${file} (${bytes} bytes).` }
      }),
    )
  addExample(command, 'export results territoires resultats.xlsx --titles fr')
  addExample(
    command,
    'export articles pub_demo_eveil articles.csv --period lastMonth --titles fr --separator semicolon --decimals comma',
  )
}
