// Imports nothing, so that the console can take the lists without a validator coming along.

/** Encodings of texts that offices write, as the Encoding Standard calls them. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const

/** What stands between two cells. */
export const SEPARATORS = ['comma', 'semicolon', 'tab'] as const

/** What an import takes of a proposal. */
export const IMPORT_COLUMNS = ['text', 'id', 'author_name', 'author_age'] as const

/** The place of a column that is left aside, in a list of columns. */
export const LEFT_ASIDE = '-'
