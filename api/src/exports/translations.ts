import type { Readable } from 'node:stream'
import { attachment } from '../domain/files/file-names.ts'
import { FILE_WORDS } from '../wire/file-words/languages.ts'
import type { CsvStyle, TitleLanguage, TranslatedText } from '../wire/index.ts'
import type { Column } from './column.ts'
import { writeCsv } from './csv-writer.ts'
import { writeXlsx } from './xlsx-writer.ts'

const text = (
  name: string,
  value: (row: TranslatedText) => string,
  title = name,
): Column<TranslatedText> => ({
  name,
  title,
  kind: 'text',
  width: name === 'id' || name === 'language' ? 16 : 60,
  value,
})

/** A column for each language behind the original; the column of the language in which a text is written stays empty. */
function columnsFor(
  languages: readonly string[],
  titles: TitleLanguage | undefined,
): Column<TranslatedText>[] {
  const words = FILE_WORDS[titles ?? 'en'].translations
  return [
    text('id', ({ id }) => id, words.id),
    text('language', ({ language }) => language, words.language),
    text('original', (row) => row.text, words.original),
    ...languages.map((language) =>
      text(language, ({ translations }) => {
        const found = translations.find((one) => one.language === language)
        // One that is out of date would come back as if it were right.
        return found && !found.isOutdated ? found.text : ''
      }),
    ),
  ]
}

/** Texts with their translations, to be filled in and imported again, as CSV. */
export const translationsCsv = (
  texts: AsyncIterable<TranslatedText>,
  languages: readonly string[],
  style?: CsvStyle,
): Readable => writeCsv(texts, columnsFor(languages, style?.titles), style, true)

/** The same as a workbook with one sheet. */
export const translationsXlsx = (
  texts: AsyncIterable<TranslatedText>,
  languages: readonly string[],
  titles: TitleLanguage = 'en',
): Promise<Readable> =>
  writeXlsx(texts, {
    name: FILE_WORDS[titles].sheets.translations,
    columns: columnsFor(languages, titles),
    titles,
  })

/** Content-Disposition of translations that were downloaded on the day of `now`. */
export const translationsDisposition = (
  slug: string,
  extension: 'csv' | 'xlsx',
  titles: TitleLanguage | undefined,
  now: number,
): string =>
  attachment(
    [slug, FILE_WORDS[titles ?? 'en'].files.translations, new Date(now).toISOString().slice(0, 10)],
    extension,
  )
