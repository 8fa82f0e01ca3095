import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importTranslations } from '../../api/src/administration/import-translations.ts'
import { everyTranslation } from '../../api/src/administration/list-translations.ts'
import { translationsCsv, translationsXlsx } from '../../api/src/exports/translations.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import { openApi, type TestApi } from '../support/api.ts'

let api: TestApi
let consultation: ConsultationRecord
let id: string
const LANGUAGES = ['fr', 'de']

beforeAll(async () => {
  api = await openApi()
  consultation = await api.addConsultation({ otherLanguages: ['de'], proposalPrefix: '' })
  id = (await api.addProposals(consultation, ['=Des gares, "partout"']))[0] ?? ''
})
afterAll(() => api.close())

const exported = () => text(translationsCsv(everyTranslation(api.context.store, consultation), LANGUAGES))
const take = (file: string | Buffer, isPreview = false) =>
  importTranslations(api.context, consultation, Readable.from([Buffer.from(file)]), { isPreview })

describe('Translations in a file', () => {
  it('begin with what is missing', async () => {
    const lines = (await exported()).trim().split('\r\n')
    expect(lines[0]?.replace('\ufeff', '')).toBe('id,language,original,fr,de')
    expect(lines[2]).toBe(`${id},fr,"'=Des gares, ""partout""",,`)
  })

  it('are looked at first, then stored, and once', async () => {
    const filled = (await exported()).replace('partout""",,', 'partout""",,"=Bahnhöfe, ""überall"""')
    expect(await take(filled, true)).toMatchObject({ rows: 2, fresh: 1, isStored: false })
    expect(await take(filled)).toMatchObject({ fresh: 1, refused: [], isStored: true })
    expect(await take(filled)).toMatchObject({ fresh: 0, unchanged: 1, isStored: true })
    const [stored] = await api.context.store.translations.ofText(consultation.id, id)
    expect(stored).toMatchObject({ language: 'de', text: '=Bahnhöfe, "überall"', provider: null })
  })

  it('come back unchanged from CSV and from a workbook', async () => {
    expect(await take(await exported())).toMatchObject({ fresh: 0, unchanged: 1, refused: [] })
    const texts = everyTranslation(api.context.store, consultation)
    const workbook = await buffer(await translationsXlsx(texts, LANGUAGES))
    expect(await take(workbook)).toMatchObject({ fresh: 0, unchanged: 1, refused: [] })
  })

  it('are refused cell by cell, with the reason, and nothing is stored', async () => {
    const file = [
      'id,original,fr,de',
      `${id},"=Des gares, ""partout""",Des gares,`,
      `${id},Autre chose,,Anderes`,
      `${'x'.repeat(12)},,,Was`,
      'consultation.question,,,Wie leben wir?',
    ].join('\n')
    const { refused, isStored, fresh } = await take(file)
    expect(refused.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'is the language in which the text is written'],
      [3, 'the original was changed since the file was made'],
      [4, 'there is no such text in this consultation'],
    ])
    expect({ isStored, fresh }).toEqual({ isStored: false, fresh: 1 })
  })

  it('need a column for the id and one for a language', async () => {
    await expect(take('id,es\na,b\n')).rejects.toThrow('one for a language (fr, de)')
  })
})
