// Words of the files that are imported and exported. Imports nothing, so that pages can take them without a validator coming
// along.

/** The languages of files for people: those of the console and the dashboard. */
export const TITLE_LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'nl', 'pl', 'pt'] as const

/** The language of files for readers of a BCP 47 tag: `pt-BR` gets Portuguese, one that is not among them English. */
export const titleLanguageFor = (tag: string): (typeof TITLE_LANGUAGES)[number] =>
  TITLE_LANGUAGES.find((language) => language === tag.split('-')[0]) ?? 'en'

/** How CSV files are written for readers of a language, as parameters of a download. Decimal points are English. */
export const csvStyle = (language: (typeof TITLE_LANGUAGES)[number]): string =>
  language === 'en' ? 'titles=en' : `titles=${language}&separator=semicolon&decimals=comma`

/** Encodings of texts that offices write, as the Encoding Standard calls them. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const

/** What stands between two cells. */
export const SEPARATORS = ['comma', 'semicolon', 'tab'] as const

/** What an import takes of a proposal. */
export const IMPORT_COLUMNS = ['text', 'id', 'author_name', 'author_age'] as const

/** The place of a column that is left aside, in a list of columns. */
export const LEFT_ASIDE = '-'
