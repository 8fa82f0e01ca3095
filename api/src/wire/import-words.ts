// Words of the files that are imported and exported. Imports nothing, so that pages can take them without a validator coming
// along.

/** How CSV files are written for who reads this language: a French spreadsheet opens semicolons and decimal commas. */
export const CSV_STYLES = {
  fr: 'titles=fr&separator=semicolon&decimals=comma',
  en: 'titles=en',
} as const

/** Encodings of texts that offices write, as the Encoding Standard calls them. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const

/** What stands between two cells. */
export const SEPARATORS = ['comma', 'semicolon', 'tab'] as const

/** What an import takes of a proposal. */
export const IMPORT_COLUMNS = ['text', 'id', 'author_name', 'author_age'] as const

/** The place of a column that is left aside, in a list of columns. */
export const LEFT_ASIDE = '-'
