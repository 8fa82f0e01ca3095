import { z } from 'zod'
import { SEPARATORS, TITLE_LANGUAGES } from './import-words.ts'

export const CSV_TYPE = 'text/csv'
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const titleLanguage = z.enum(TITLE_LANGUAGES)

const titles = titleLanguage.describe('Language of the column titles and of the file name')

/** How a CSV is to be written. Without any of it, as programs read it: names of columns, commas, decimal points. */
export const csvParameters = {
  titles: titles
    .optional()
    .describe(
      'Titles in this language, readable days and times, and a byte order mark; default: technical names',
    ),
  separator: z.enum(SEPARATORS).default('comma').describe('French and German spreadsheets open semicolons'),
  decimals: z.enum(['point', 'comma']).default('point').describe('Decimal separator'),
  digits: z.enum(['four', 'all']).default('four').describe('Decimals: four at most, or full precision'),
}

export const xlsxParameters = { titles: titles.default('en') }

export const csvQuery = z.strictObject(csvParameters)
export const xlsxQuery = z.strictObject(xlsxParameters)
