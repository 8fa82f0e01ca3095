import type { Readable } from 'node:stream'
import type { CellKind, Column, Value } from './column.ts'
import { writeCsv } from './csv-writer.ts'

// Data Package 2.0 (datapackage.org): files, and one that says what each column of them means.

/** A column, with what a data dictionary says of it. */
export interface Field<Row> {
  name: string
  kind: CellKind
  description: string
  value(row: Row): Value
}

/** One file of open data. */
export interface Resource<Row> {
  name: string
  title: string
  description: string
  primaryKey: readonly string[]
  /** The fields, as ever in this order. */
  fields: readonly Field<Row>[]
}

/** What the dictionary needs of a file, whatever its rows are. */
export type AnyResource = Pick<Resource<never>, 'name' | 'title' | 'description' | 'primaryKey'> & {
  fields: readonly Pick<Field<never>, 'name' | 'kind' | 'description'>[]
}

const TYPES: Record<CellKind, string> = {
  text: 'string',
  count: 'integer',
  share: 'number',
  score: 'number',
  ratio: 'number',
  seconds: 'number',
  instant: 'datetime',
  flag: 'boolean',
}

async function* each<Row>(rows: Iterable<Row>): AsyncGenerator<Row, void> {
  yield* rows
}

/** Rows as CSV with the names of the fields. */
export function resourceCsv<Row>({ fields }: Resource<Row>, rows: Iterable<Row>): Readable {
  const columns = fields.map((field): Column<Row> => ({ ...field, title: field.name }))
  return writeCsv(each(rows), columns)
}

/** Rows as a JSON array of objects, one a line. */
export async function* resourceJson<Row>(
  { fields }: Resource<Row>,
  rows: Iterable<Row>,
): AsyncGenerator<string, void> {
  let before = '[\n'
  for (const row of rows) {
    const values = fields.map(({ name, value }) => [name, value(row) ?? null])
    yield before + JSON.stringify(Object.fromEntries(values))
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** A file as the package describes it; its path is relative to that of the package. */
function described({ name, title, description, primaryKey, fields }: AnyResource) {
  return {
    name,
    title,
    description,
    type: 'table',
    path: `${name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      fields: fields.map((field) => ({
        name: field.name,
        type: TYPES[field.kind],
        description: field.description,
        ...(field.kind === 'flag' ? { trueValues: ['1'], falseValues: ['0'] } : {}),
      })),
      primaryKey,
      missingValues: [''],
    },
  }
}

/** What is said of the whole. */
export interface PackageFacts {
  slug: string
  title: string
  description: string
  homepage: string
  language: string
  /** Who asks; the first are its creators, as DataCite calls them. */
  publishers: readonly string[]
  licence: { name: string; title: string; path: string }
  /** Of the votes that are counted in it. */
  version: string
  /** When these figures last changed, ISO 8601. */
  created: string
  /** First and last day of the votes. */
  days: { from: string; to: string }
}

/** The `datapackage.json`: a data dictionary, and what a repository needs to give the data a DOI (DataCite 4.5). */
export function dataPackage(facts: PackageFacts, resources: readonly AnyResource[]) {
  const { slug, title, description, homepage, language, publishers, licence, version, created, days } = facts
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: slug,
    id: homepage,
    title,
    description,
    homepage,
    version,
    created,
    licenses: [licence],
    contributors: publishers.map((name) => ({ title: name, roles: ['creator', 'publisher'] })),
    keywords: ['consultation', 'public opinion', 'votes', 'consensus'],
    resources: resources.map(described),
    datacite: {
      titles: [{ title, lang: language }],
      creators: publishers.map((name) => ({ name, nameType: 'Organizational' })),
      publisher: { name: publishers[0] ?? slug },
      publicationYear: Number(created.slice(0, 4)),
      types: { resourceTypeGeneral: 'Dataset', resourceType: 'Public consultation' },
      dates: [{ date: `${days.from}/${days.to}`, dateType: 'Collected' }],
      version,
      rightsList: [{ rights: licence.title, rightsUri: licence.path, rightsIdentifier: licence.name }],
      descriptions: [{ description, descriptionType: 'Abstract' }],
      relatedIdentifiers: [
        { relatedIdentifier: homepage, relatedIdentifierType: 'URL', relationType: 'IsDocumentedBy' },
      ],
    },
  }
}
