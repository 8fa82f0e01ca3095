import { OPEN_DATA_COLUMNS } from '../../wire/constants.ts'
import { IMPORT_COLUMNS } from '../../wire/import-words.ts'
import type { ImportColumn } from '../../wire/index.ts'
import { COLUMN_TITLES } from './spreadsheets.ts'

/** What a column's title means: a column to import, one of our exports to skip, or unknown. */
export type TitleMeaning = ImportColumn | 'passed over' | null

export type HeaderLanguage = 'en' | 'fr' | 'de'

/** Titles that people write above the columns, in the form that `plain` gives. */
const WORDS: Record<HeaderLanguage, Record<ImportColumn, readonly string[]>> = {
  en: {
    text: [
      'proposal',
      'proposals',
      'proposal text',
      'text of the proposal',
      'content',
      'idea',
      'contribution',
    ],
    id: ['identifier', 'proposal id', 'number', 'no', 'ref', 'reference'],
    author_name: ['author', 'author name', 'name', 'first name', 'name of the author'],
    author_age: ['age', 'author age', 'age of the author'],
  },
  fr: {
    text: [
      'texte',
      'proposition',
      'propositions',
      'texte de la proposition',
      'contenu',
      'idee',
      'contribution',
    ],
    id: ['identifiant', 'id proposition', 'numero', 'n', 'no', 'ref', 'reference'],
    author_name: ['auteur', 'autrice', 'nom', 'prenom', 'nom de l auteur', 'prenom de l auteur', 'pseudo'],
    author_age: ['age', 'age de l auteur'],
  },
  de: {
    text: ['vorschlag', 'vorschlage', 'text des vorschlags', 'vorschlagstext', 'inhalt', 'idee', 'beitrag'],
    id: ['kennung', 'nummer', 'nr', 'ref', 'referenz'],
    author_name: ['autor', 'autorin', 'verfasser', 'name', 'vorname', 'name des autors', 'name der autorin'],
    author_age: ['alter', 'alter des autors', 'alter der autorin'],
  },
}
const LANGUAGES = Object.keys(WORDS) as HeaderLanguage[]

/** A title without case, accents, spaces around it and signs: "N° de l’Âge " and "n de l age" are the same. */
const plain = (title: string): string =>
  title
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

interface Meaning {
  column: TitleMeaning
  languages: Set<HeaderLanguage>
}

const PROGRAM_NAMES: ReadonlySet<string> = new Set([...OPEN_DATA_COLUMNS, ...Object.keys(COLUMN_TITLES)])

function vocabulary(): Map<string, Meaning> {
  const words = new Map<string, Meaning>()
  const add = (title: string, column: TitleMeaning, language?: HeaderLanguage) => {
    const key = plain(title)
    const held = words.get(key) ?? { column, languages: new Set() }
    if (language) held.languages.add(language)
    words.set(key, held)
  }
  for (const column of IMPORT_COLUMNS) add(column, column)
  for (const language of LANGUAGES)
    for (const column of IMPORT_COLUMNS)
      for (const word of WORDS[language][column]) add(word, column, language)
  for (const name of PROGRAM_NAMES) add(name, 'passed over')
  // What we exported ourselves may come back.
  for (const [name, titles] of Object.entries(COLUMN_TITLES))
    for (const language of ['en', 'fr'] as const)
      add(titles[language], IMPORT_COLUMNS.find((one) => one === name) ?? 'passed over', language)
  return words
}

let known: Map<string, Meaning> | undefined
const meaningOf = (title: string): Meaning | undefined => {
  known ??= vocabulary()
  return known.get(plain(title))
}

export const columnOfTitle = (title: string): TitleMeaning => meaningOf(title)?.column ?? null

/** The language of most titles; null where they are the names that programs use, or none is known. */
export function languageOfTitles(titles: readonly string[]): HeaderLanguage | null {
  const words = titles.filter((title) => !PROGRAM_NAMES.has(title))
  const counts = LANGUAGES.map((language) => ({
    language,
    count: words.filter((title) => meaningOf(title)?.languages.has(language)).length,
  }))
  const best = counts.reduce((one, other) => (other.count > one.count ? other : one))
  return best.count === 0 ? null : best.language
}
