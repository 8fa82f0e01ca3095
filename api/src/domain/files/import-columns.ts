import { OPEN_DATA_COLUMNS } from '../../wire/constants.ts'
import { FILE_WORDS } from '../../wire/file-words/languages.ts'
import { IMPORT_COLUMNS, TITLE_LANGUAGES } from '../../wire/import-words.ts'
import type { ImportColumn, TitleLanguage } from '../../wire/index.ts'

/** What a column's title means: a column to import, one of our exports to skip, or unknown. */
export type TitleMeaning = ImportColumn | 'passed over' | null

/** Titles that people write above the columns, in the form that `plain` gives; those of our own exports are added. */
const WORDS: Record<TitleLanguage, Record<ImportColumn, readonly string[]>> = {
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
  es: {
    text: ['propuesta', 'propuestas', 'texto de la propuesta', 'texto', 'contenido', 'idea', 'contribucion'],
    id: ['identificador', 'numero', 'n', 'no', 'ref', 'referencia'],
    author_name: ['autor', 'autora', 'nombre', 'nombre del autor', 'nombre de la autora'],
    author_age: ['edad', 'edad del autor', 'edad de la autora'],
  },
  it: {
    text: ['proposta', 'proposte', 'testo della proposta', 'testo', 'contenuto', 'idea', 'contributo'],
    id: ['identificativo', 'numero', 'n', 'rif', 'riferimento'],
    author_name: ['autore', 'autrice', 'nome', 'nome dell autore', 'nome dell autrice'],
    author_age: ['eta', 'eta dell autore', 'eta dell autrice'],
  },
  nl: {
    text: ['voorstel', 'voorstellen', 'tekst van het voorstel', 'tekst', 'inhoud', 'idee', 'bijdrage'],
    id: ['kenmerk', 'nummer', 'nr', 'ref', 'referentie'],
    author_name: ['auteur', 'naam', 'voornaam', 'naam van de auteur', 'schrijver'],
    author_age: ['leeftijd', 'leeftijd van de auteur'],
  },
  pl: {
    text: ['propozycja', 'propozycje', 'tresc propozycji', 'tresc', 'tekst', 'pomysl'],
    id: ['identyfikator', 'numer', 'nr', 'ref'],
    author_name: ['autor', 'autorka', 'imie', 'imie autora', 'imie i nazwisko', 'nazwisko'],
    author_age: ['wiek', 'wiek autora', 'wiek autorki'],
  },
  pt: {
    text: ['proposta', 'propostas', 'texto da proposta', 'texto', 'conteudo', 'ideia', 'contribuicao'],
    id: ['identificador', 'numero', 'n', 'ref', 'referencia'],
    author_name: ['autor', 'autora', 'nome', 'nome do autor', 'nome da autora'],
    author_age: ['idade', 'idade do autor', 'idade da autora'],
  },
}

/** A title without case, accents, spaces around it and signs: "N° de l’Âge " and "n de l age" are the same. */
const plain = (title: string): string =>
  title
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

interface Meaning {
  column: TitleMeaning
  languages: Set<TitleLanguage>
}

const PROGRAM_NAMES: ReadonlySet<string> = new Set([
  ...OPEN_DATA_COLUMNS,
  ...Object.keys(FILE_WORDS.en.columns),
])

function vocabulary(): Map<string, Meaning> {
  const words = new Map<string, Meaning>()
  const add = (title: string, column: TitleMeaning, language?: TitleLanguage) => {
    const key = plain(title)
    const held = words.get(key) ?? { column, languages: new Set() }
    if (language) held.languages.add(language)
    words.set(key, held)
  }
  for (const column of IMPORT_COLUMNS) add(column, column)
  for (const language of TITLE_LANGUAGES)
    for (const column of IMPORT_COLUMNS)
      for (const word of WORDS[language][column]) add(word, column, language)
  for (const name of PROGRAM_NAMES) add(name, 'passed over')
  // What we exported ourselves may come back.
  for (const language of TITLE_LANGUAGES)
    for (const [name, title] of Object.entries(FILE_WORDS[language].columns))
      add(title, IMPORT_COLUMNS.find((one) => one === name) ?? 'passed over', language)
  return words
}

let known: Map<string, Meaning> | undefined
const meaningOf = (title: string): Meaning | undefined => {
  known ??= vocabulary()
  return known.get(plain(title))
}

/** What a title in the first row of a file means, in any language of the titles; null if it is not known. */
export const columnOfTitle = (title: string): TitleMeaning => meaningOf(title)?.column ?? null

/** The language of most titles; null where they are the names that programs use, or none is known. */
export function languageOfTitles(titles: readonly string[]): TitleLanguage | null {
  const words = titles.filter((title) => !PROGRAM_NAMES.has(title))
  const counts = TITLE_LANGUAGES.map((language) => ({
    language,
    count: words.filter((title) => meaningOf(title)?.languages.has(language)).length,
  }))
  const best = counts.reduce((one, other) => (other.count > one.count ? other : one))
  return best.count === 0 ? null : best.language
}
