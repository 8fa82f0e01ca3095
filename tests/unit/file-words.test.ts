import { describe, expect, it } from 'vitest'
import { FILE_WORDS } from '../../api/src/wire/file-words/languages.ts'
import {
  csvStyle,
  IMPORT_COLUMNS,
  TITLE_LANGUAGES,
  titleLanguageFor,
} from '../../api/src/wire/import-words.ts'
import { METRIC_NAMES } from '../../api/src/wire/metrics.ts'
import { TEXT_FILES as CONSOLE } from '../../api/web/console/locales/files.ts'
import { TEXT_FILES as DASHBOARD } from '../../api/web/dashboard/locales/files.ts'
import { LANGUAGES } from '../../api/web/shared/languages.ts'

describe('files for people', () => {
  it('are in the languages of the console and the dashboard', () => {
    expect([...TITLE_LANGUAGES].sort()).toEqual([...LANGUAGES].sort())
  })

  it('are in the reader’s language, else in English', () => {
    expect(['pt-BR', 'de', 'fr-CA', 'ar', 'nb'].map(titleLanguageFor)).toEqual(['pt', 'de', 'fr', 'en', 'en'])
    expect(csvStyle('de')).toBe('titles=de&separator=semicolon&decimals=comma')
    expect(csvStyle('en')).toBe('titles=en')
  })

  describe.each(TITLE_LANGUAGES)('in %s', (language) => {
    const words = FILE_WORDS[language]

    it('call figures, columns and states what the pages call them', async () => {
      const { metrics } = await DASHBOARD[language]()
      for (const metric of METRIC_NAMES) expect(words.metrics[metric]).toBe(metrics?.[metric]?.name)
      const { reading, moderation } = await CONSOLE[language]()
      for (const column of IMPORT_COLUMNS) expect(words.columns[column]).toBe(reading?.columns?.[column])
      expect(words.statuses).toEqual(moderation?.status)
    })

    it('give every column of a file a title of its own', () => {
      for (const titles of [words.columns, words.translations, words.figures, words.metrics])
        expect(new Set(Object.values(titles)).size).toBe(Object.keys(titles).length)
    })

    it('have names that every program can write, and sheets that a workbook can have', () => {
      for (const name of Object.values(words.files)) expect(name).toMatch(/^[a-z-]+$/)
      for (const name of Object.values(words.sheets)) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/)
    })
  })
})
