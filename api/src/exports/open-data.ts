import type { Readable } from 'node:stream'
import { attachment } from '../domain/files/file-names.ts'
import { scored } from '../domain/results/rank-results.ts'
import { TALLY_KEYS, tallyOf } from '../domain/votes/votes.ts'
import type { TalliedProposal } from '../store/results.ts'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { FileColumn } from '../wire/file-words/words.ts'
import type { ConsultationSettings, CsvStyle, ScoredProposal, TitleLanguage } from '../wire/index.ts'
import type { CellKind, Column, Value } from './column.ts'
import { writeCsv } from './csv-writer.ts'
import { writeXlsx } from './xlsx-writer.ts'

type Proposals = AsyncIterable<TalliedProposal>

interface Row {
  proposal: TalliedProposal
  scored: ScoredProposal
}

const TEXT_WIDTH = 70

function columnsIn(titles: TitleLanguage | undefined): Column<Row>[] {
  const { columns, zones } = FILE_WORDS[titles ?? 'en']
  const column = (
    name: FileColumn,
    kind: CellKind,
    value: (row: Row) => Value,
    width?: number,
  ): Column<Row> => ({
    name,
    title: columns[name],
    kind,
    value,
    ...(width === undefined ? {} : { width }),
  })
  const score = (name: FileColumn, key: keyof ScoredProposal['scores']) =>
    column(name, 'score', ({ scored: { scores } }) => scores[key].value)
  return [
    column('text', 'text', ({ proposal }) => proposal.text, TEXT_WIDTH),
    column('id', 'text', ({ proposal }) => proposal.externalId ?? proposal.id),
    column('author_name', 'text', ({ proposal }) => proposal.authorName),
    column('author_age', 'count', ({ proposal }) => proposal.authorAge),
    column('votes', 'count', (row) => row.scored.votes),
    ...TALLY_KEYS.map((key) => column(key, 'count', ({ proposal }) => tallyOf(proposal.tallies, key))),
    score('adhesion', 'adhesion'),
    score('engagement', 'engagement'),
    score('top_score', 'topScore'),
    score('controversy', 'controversy'),
    score('rejection', 'rejection'),
    column('zone', 'text', ({ scored: { zone } }) => (titles ? zones[zone] : zone), 14),
    column('plebiscite', 'flag', (row) => row.scored.plebiscite),
  ]
}

async function* rows(proposals: Proposals, settings: ConsultationSettings): AsyncGenerator<Row, void> {
  for await (const proposal of proposals) yield { proposal, scored: scored(proposal, settings) }
}

/** Content-Disposition of a file of open data: for people with what it is and the day, for programs as ever. */
export function openDataDisposition(
  slug: string,
  extension: 'csv' | 'xlsx' | 'jsonl',
  titles?: TitleLanguage,
  now = 0,
): string {
  const parts = titles
    ? [slug, FILE_WORDS[titles].files.results, new Date(now).toISOString().slice(0, 10)]
    : [slug]
  return attachment(parts, extension)
}

/** Open data as CSV that our own import takes back, however it is written. */
export function openDataCsv(
  proposals: Proposals,
  settings: ConsultationSettings,
  style?: CsvStyle,
): Readable {
  return writeCsv(rows(proposals, settings), columnsIn(style?.titles), style)
}

/** The same as a workbook with one sheet. */
export function openDataXlsx(
  proposals: Proposals,
  settings: ConsultationSettings,
  titles: TitleLanguage,
): Promise<Readable> {
  const sheet = { name: FILE_WORDS[titles].sheets.results, columns: columnsIn(titles), titles }
  return writeXlsx(rows(proposals, settings), sheet)
}

/** Open data as JSON Lines: a proposal with its tallies, rates and scores in each. */
export async function* openDataLines(proposals: Proposals, settings: ConsultationSettings) {
  for await (const proposal of proposals) yield `${JSON.stringify(scored(proposal, settings))}\n`
}
