import { z } from 'zod'
import { SEPARATORS, TITLE_LANGUAGES } from './import-words.ts'

export const CSV_TYPE = 'text/csv'
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const titleLanguage = z.enum(TITLE_LANGUAGES)

const titles = titleLanguage.describe(
  'The language of the titles of the columns, and of the name of the file',
)

/** How a CSV is to be written. Without any of it, as programs read it: names of columns, commas, decimal points. */
export const csvParameters = {
  titles: titles
    .optional()
    .describe(
      'Titles for people in this language, days and times as a clock shows them, and a byte order mark; default: the names that programs read',
    ),
  separator: z.enum(SEPARATORS).default('comma').describe('French and German spreadsheets open semicolons'),
  decimals: z.enum(['point', 'comma']).default('point').describe('The sign in front of decimals'),
  digits: z
    .enum(['four', 'all'])
    .default('four')
    .describe('Behind the point: four at most, or all that the computer has'),
}

export const xlsxParameters = { titles: titles.default('en') }

export const csvQuery = z.strictObject(csvParameters)
export const xlsxQuery = z.strictObject(xlsxParameters)
