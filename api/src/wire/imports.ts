import { z } from 'zod'
import { count } from './fields.ts'
import { ROW_PROBLEMS } from './import-problems.ts'
import { ENCODINGS, IMPORT_COLUMNS, LEFT_ASIDE, SEPARATORS, TITLE_LANGUAGES } from './import-words.ts'
import { fieldProblem, problemValues } from './problems.ts'

/** A query parameter that is `true` or `false`, as a boolean. */
export const flag = (initial: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(initial)
    .transform((value) => value === 'true')

export const encoding = z.enum(ENCODINGS)
export const separator = z.enum(SEPARATORS)
export const importColumn = z.enum(IMPORT_COLUMNS)

const columnList = z
  .string()
  .max(1000)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum([...IMPORT_COLUMNS, LEFT_ASIDE])).max(100))
  .refine((columns) => columns.filter((column) => column === 'text').length === 1, {
    error: 'must name "text" once',
  })
  .refine(
    (columns) => {
      const named = columns.filter((column) => column !== LEFT_ASIDE)
      return new Set(named).size === named.length
    },
    { error: 'names a column twice' },
  )

/** What the person who imports it says of any file; what is left out is found out from the file itself. */
export const tableFields = {
  encoding: encoding.optional().describe('CSV: encoding of the file'),
  separator: separator.optional().describe('CSV: separator between cells'),
  sheet: z
    .string()
    .max(100)
    .optional()
    .describe('XLSX: name of the sheet; default: the first one that is shown'),
}

const fileFields = {
  ...tableFields,
  header: flag('true').describe('false: the first row is a proposal already; then columns must be given'),
  columns: columnList
    .optional()
    .describe(
      `What each column holds, from the left, separated by commas: ${IMPORT_COLUMNS.join(', ')}, or ${LEFT_ASIDE} for one that is left aside`,
    ),
}

export const importQuery = z.strictObject({
  status: z.enum(['pending', 'accepted']).default('pending').describe('What the imported proposals are'),
  seed: flag('false').describe('true: they come from the team'),
  strict: flag('true').describe('true: nothing is stored if any row is refused'),
  ...fileFields,
})

export const importPreviewQuery = z.strictObject(fileFields)

const rowRemark = z.strictObject({
  row: z.int().describe('Number of the row in a spreadsheet; the header is row 1'),
  text: z.string().describe('How its text begins'),
  reason: z.string(),
  code: z.enum(ROW_PROBLEMS).optional().describe('Stable name of the reason'),
  values: problemValues,
})

export const understoodTable = {
  format: z.enum(['csv', 'xlsx']),
  encoding: encoding.nullable().describe('CSV: encoding with which it was read'),
  byteOrderMark: z.boolean().describe('true: a mark at the beginning of the file says its encoding'),
  separator: separator.nullable().describe('CSV: separator between cells'),
  sheet: z.string().nullable().describe('XLSX: the sheet that was read'),
  sheets: z.array(z.string()).describe('XLSX: all sheets that are shown'),
  headerRow: z.int().nullable().describe('The row with the column names; null: none'),
}

export const firstRows = z
  .array(
    z.strictObject({
      row: z.int(),
      cells: z.array(z.string()).describe('Cells as read, from the left; long ones are cut'),
    }),
  )
  .describe('The first rows')

export const importedFile = z
  .strictObject({
    ...understoodTable,
    headerLanguage: z
      .enum(TITLE_LANGUAGES)
      .nullable()
      .describe('Language of the titles; null: technical names, or unknown'),
    columns: z.array(
      z.strictObject({
        letter: z.string().describe('Letter of the column in a spreadsheet: A, B, …'),
        title: z.string(),
        column: importColumn.nullable().describe('What was taken from it; null: it was left aside'),
        isKnown: z.boolean().describe('false: nobody knows this title'),
      }),
    ),
  })
  .describe('How the file was understood')

export const importAnswer = z.strictObject({
  rows: count,
  added: count,
  alreadyThere: count,
  refused: z.array(rowRemark),
  warnings: z.array(rowRemark).describe('What was left out of rows that were taken'),
  isStored: z.boolean().describe('false: refused rows kept everything out'),
  file: importedFile,
})

export const importPreviewAnswer = z
  .strictObject({
    file: importedFile,
    first: firstRows,
    problem: z
      .string()
      .nullable()
      .describe('Why the file cannot be imported as it was understood; null: it can be'),
    errors: z.array(fieldProblem).optional().describe('The same problem, by its stable name'),
    rows: count.describe('Rows that are not empty, without the header'),
    fresh: count.describe('Rows that would be stored'),
    alreadyThere: count,
    refused: z.array(rowRemark),
    warnings: z.array(rowRemark).describe('What would be left out of rows that are taken'),
  })
  .describe('What an import would come to; nothing is stored')
