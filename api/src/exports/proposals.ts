import type { Readable } from 'node:stream'
import { attachment } from '../domain/files/file-names.ts'
import type { ProposalListing } from '../store/proposals.ts'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { FileColumn } from '../wire/file-words/words.ts'
import { IMPORT_COLUMNS } from '../wire/import-words.ts'
import type { CsvStyle, TitleLanguage } from '../wire/index.ts'
import type { CellKind, Column, Value } from './column.ts'
import { writeCsv } from './csv-writer.ts'
import { writeXlsx } from './xlsx-writer.ts'

type Proposals = AsyncIterable<ProposalListing>

const TEXT_WIDTH = 70

function columnsIn(titles: TitleLanguage | undefined): Column<ProposalListing>[] {
  const { columns, statuses } = FILE_WORDS[titles ?? 'en']
  const column = (
    name: FileColumn,
    kind: CellKind,
    value: (proposal: ProposalListing) => Value,
    width?: number,
  ): Column<ProposalListing> => ({
    name,
    title: columns[name],
    kind,
    value,
    ...(width === undefined ? {} : { width }),
  })
  return [
    column('text', 'text', ({ text }) => text, TEXT_WIDTH),
    column('id', 'text', ({ externalId, id }) => externalId ?? id),
    column('author_name', 'text', ({ authorName }) => authorName),
    column('author_age', 'count', ({ authorAge }) => authorAge),
    column('status', 'text', ({ status }) => (titles ? statuses[status] : status), 14),
    column('refusal_reason', 'text', ({ refusalReason }) => refusalReason, 30),
    column('created_at', 'instant', ({ createdAt }) => new Date(createdAt).toISOString()),
    column('votes', 'count', ({ votes }) => votes),
    column('theme', 'text', ({ theme }) => theme, 30),
  ]
}

/** Every proposal with its status as CSV, which our own import takes back. */
export const proposalsCsv = (proposals: Proposals, style: CsvStyle): Readable =>
  writeCsv(proposals, columnsIn(style.titles), style)

/** The same as a workbook with one sheet. */
export const proposalsXlsx = (proposals: Proposals, titles: TitleLanguage): Promise<Readable> =>
  writeXlsx(proposals, {
    name: FILE_WORDS[titles].sheets.proposals,
    columns: columnsIn(titles),
    titles,
    hasTimes: true,
  })

/** Content-Disposition of proposals that were downloaded on the day of `now`. */
export const proposalsDisposition = (
  slug: string,
  extension: 'csv' | 'xlsx',
  titles: TitleLanguage | undefined,
  now: number,
): string =>
  attachment(
    [slug, FILE_WORDS[titles ?? 'en'].files.proposals, new Date(now).toISOString().slice(0, 10)],
    extension,
  )

async function* nothing(): AsyncGenerator<ProposalListing, void> {}

const templateColumns = (titles: TitleLanguage | undefined) =>
  columnsIn(titles).filter(({ name }) => IMPORT_COLUMNS.some((column) => column === name))

/** The titles of what an import takes, and no row. */
export const templateCsv = (style: CsvStyle): Readable =>
  writeCsv(nothing(), templateColumns(style.titles), style)

/** The same as a workbook with one sheet. */
export const templateXlsx = (titles: TitleLanguage): Promise<Readable> =>
  writeXlsx(nothing(), {
    name: FILE_WORDS[titles].sheets.proposals,
    columns: templateColumns(titles),
    titles,
  })

/** Content-Disposition of the empty file. */
export const templateDisposition = (extension: 'csv' | 'xlsx', titles?: TitleLanguage): string =>
  attachment([FILE_WORDS[titles ?? 'en'].files.template], extension)
