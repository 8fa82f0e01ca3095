import type { Language } from './languages.ts'

export type FileFormat = 'xlsx' | 'csv'

/** How files are written for who reads this language: a French spreadsheet opens semicolons and decimal commas. */
const CSV_STYLES: Record<Language, Record<string, string>> = {
  fr: { titles: 'fr', separator: 'semicolon', decimals: 'comma' },
  en: { titles: 'en' },
}

/** The query parameters by which a file opens with a double click. */
export const fileStyle = (format: FileFormat, language: Language): Record<string, string> =>
  format === 'csv' ? CSV_STYLES[language] : { titles: language }
