import { type Command, Option } from 'commander'
import { addDays, daysBetween } from '../domain/days.ts'
import { weekStart } from '../domain/time-ranges.ts'
import { wordsIn } from '../pages/languages.ts'
import { type Block, reportBlocks } from '../pages/report/blocks.ts'
import { asHtml } from '../pages/report/html.ts'
import { asMarkdown } from '../pages/report/markdown.ts'
import { lastWeek, weekReport } from '../statistics/week-report.ts'
import { type CliContext, CliError } from './cli-context.ts'
import { statisticsOf } from './publisher-statistics.ts'
import { spokenLanguage } from './spoken-language.ts'
import { addExample } from './wording.ts'

const FORMATS = ['text', 'markdown', 'html'] as const

interface ReportOptions {
  week?: string
  format: (typeof FORMATS)[number]
  language: string
  url?: string
}

/** For the terminal: tables side by side, headings in bold. */
function asText(blocks: readonly Block[], cli: CliContext): string {
  const { bold, dim } = cli.colours
  return blocks
    .map((block) => {
      if (block.kind === 'table') return cli.table(block.head, block.rows)
      if (block.kind === 'link') return `${block.text}\n${block.address}`
      if (block.kind === 'title' || block.kind === 'heading') return bold(block.text)
      return block.kind === 'note' ? dim(block.text) : block.text
    })
    .join('\n\n')
}

function mondayOf(week: string | undefined, timeZone: string, now: number): string {
  if (week === undefined) return lastWeek(timeZone, now)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(week) || Number.isNaN(Date.parse(week)))
    throw new CliError(`"${week}" is not a day such as 2026-03-02`)
  return weekStart(week)
}

/** Adds `report`. */
export function addReportCommand(parent: Command, cli: CliContext): void {
  const command = parent
    .command('report')
    .description("Print a publisher's week for a mail; default: the last full week")
    .argument('<publisher>', 'Public key, id or name of the publisher')
    .option('--week <day>', 'Any day of the week, such as 2026-03-02')
    .addOption(new Option('--format <format>', 'Output format').choices(FORMATS).default('text'))
    .option('--language <tag>', 'Language, such as de or pt-BR', spokenLanguage, 'en')
    .option('--url <origin>', 'Public address of the server, for links to the dashboard')
    .action((name: string, { week, format, language, url }: ReportOptions) =>
      cli.withStore(command, async (store) => {
        const publicUrl = url ?? cli.environment['PUBLIC_URL'] ?? null
        const { now } = cli.runtime
        const { publisher: found, statistics } = await statisticsOf(store, name, now)
        const monday = mondayOf(week, found.timeZone, now())
        if (daysBetween('1970-01-05', monday) < 1) throw new CliError('There were no figures in that week')
        const report = await weekReport(statistics, found, monday)
        const view = new URLSearchParams({ from: report.first, to: addDays(monday, 6) })
        const dashboard = publicUrl === null ? null : `${publicUrl.replace(/\/$/, '')}/dashboard#/?${view}`
        const words = wordsIn(language)
        const blocks = reportBlocks(report, words, dashboard)
        const written = {
          text: () => asText(blocks, cli),
          markdown: () => asMarkdown(blocks),
          html: () => asHtml(blocks, words),
        }
        return { document: report, text: written[format]() }
      }),
    )
  addExample(
    command,
    'report pub_demo_eveil --format html --language fr --url https://consultation.example.org',
  )
}
