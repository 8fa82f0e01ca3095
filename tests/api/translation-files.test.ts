import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { XLSX_TYPE } from '../../api/src/wire/downloads.ts'
import { csvStyle, TITLE_LANGUAGES } from '../../api/src/wire/import-words.ts'
import type { AuditAnswer, TranslationImportAnswer, TranslationPreview } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
/** A moderator: what one may translate text by text, one may bring in a file. */
let max: TestAdministrator
let id: string
let consultationId: string
const SLUG = 'landschaften'
const BASE = `consultations/${SLUG}`
const ORIGINAL = '=Des gares, "partout"'

beforeAll(async () => {
  newsroom = await openNewsroom()
  max = await TestAdministrator.join(newsroom.api, 'moderator', 'Max')
  const consultation = await newsroom.api.addConsultation({
    slug: SLUG,
    otherLanguages: ['de'],
    proposalPrefix: '',
  })
  consultationId = consultation.id
  id = (await newsroom.api.addProposals(consultation, [ORIGINAL]))[0] ?? ''
})
afterAll(() => newsroom.api.close())

const exported = async (query = ''): Promise<string> =>
  (await max.ask('GET', `${BASE}/translations.csv${query}`)).body

type File = string | Buffer
const post = (path: string, file: File, type = typeof file === 'string' ? 'text/csv' : XLSX_TYPE) =>
  max.ask('POST', `${BASE}/translations/${path}`, undefined, {
    payload: file,
    headers: { 'content-type': type },
  })
const take = async (file: File, query = ''): Promise<TranslationImportAnswer> =>
  (await post(`import${query}`, file)).json()
const preview = async (file: File, query = ''): Promise<TranslationPreview> =>
  (await post(`import/preview${query}`, file)).json()
const filled = async () => (await exported()).replace('partout""",,', 'partout""",,"=Bahnhöfe, ""überall"""')
const stored = () => newsroom.api.context.store.translations.ofText(consultationId, id)
const workbook = async (rows: (string | Date | boolean)[][]): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: [{ name: 'A', rows }] }))

describe('Translations in a file', () => {
  it('begin with what is missing', async () => {
    const lines = (await exported()).trim().split('\r\n')
    expect(lines[0]?.replace('\ufeff', '')).toBe('id,language,original,fr,de')
    expect(lines[2]).toBe(`${id},fr,"'=Des gares, ""partout""",,`)
  })

  it('are downloaded under a name for people, and no browser keeps them', async () => {
    const { headers } = await max.ask('GET', `${BASE}/translations.xlsx?titles=fr`)
    expect(headers['content-disposition']).toMatch(/"landschaften-traductions-\d{4}-\d\d-\d\d\.xlsx"/)
    expect(headers).toMatchObject({ 'content-type': XLSX_TYPE, 'cache-control': 'no-store' })
  })

  it('are shown as they are understood, and nothing is stored', async () => {
    const shown = await preview(await filled())
    expect(shown).toMatchObject({ rows: 2, fresh: 1, unchanged: 0, refused: [], problem: null })
    expect(shown.file).toMatchObject({
      format: 'csv',
      encoding: 'utf-8',
      byteOrderMark: true,
      separator: 'comma',
      headerRow: 1,
    })
    expect(shown.file.columns.map(({ letter, column }) => [letter, column])).toEqual([
      ['A', 'id'],
      ['B', 'language'],
      ['C', 'original'],
      ['D', 'fr'],
      ['E', 'de'],
    ])
    expect(shown.first.map(({ row }) => row)).toEqual([2, 3])
    expect(await stored()).toEqual([])
  })

  it('are stored once, each with its entry in the log under the name of who brought them', async () => {
    const file = await filled()
    expect(await take(file)).toMatchObject({ fresh: 1, refused: [], isStored: true })
    expect(await take(file)).toMatchObject({ fresh: 0, unchanged: 1, isStored: true })
    const ada = await TestAdministrator.join(newsroom.api)
    const list = await ada.do<AuditAnswer>('GET', `audit?consultation=${SLUG}&subject=${id}`)
    expect(list.entries).toMatchObject([
      {
        act: 'translation.put',
        actor: 'Max',
        before: null,
        after: { language: 'de', text: '=Bahnhöfe, "überall"', provider: null },
      },
    ])
  })

  it('are what readers get at once', async () => {
    await max.do('PUT', `${BASE}/translations/consultation.question/de`, { text: 'Wie leben wir?' })
    const { publicKey } = newsroom.publisher
    const answer = await newsroom.api.app.inject(`/v1/embed/${SLUG}?publisher=${publicKey}&lang=de`)
    expect(answer.json().draw.proposals[0].text).toBe('=Bahnhöfe, "überall"')
  })

  it.each<[string, string]>([
    ['as programs read it', ''],
    ['as a French spreadsheet opens it', '?titles=fr&separator=semicolon&decimals=comma'],
    ['with tabs', '?separator=tab'],
    ...TITLE_LANGUAGES.map((one) => [`with titles in ${one}`, `?${csvStyle(one)}`] as [string, string]),
  ])('come back unchanged from CSV %s', async (_words, query) => {
    expect(await take(await exported(query))).toMatchObject({ fresh: 0, unchanged: 2, refused: [] })
  })

  it('come back unchanged from a workbook', async () => {
    for (const titles of TITLE_LANGUAGES) {
      const file = (await max.ask('GET', `${BASE}/translations.xlsx?titles=${titles}`)).rawPayload
      expect(await take(file), titles).toMatchObject({ fresh: 0, unchanged: 2, refused: [] })
    }
    const { rawPayload } = await max.ask('GET', `${BASE}/translations.xlsx`)
    expect(await take(rawPayload)).toMatchObject({ fresh: 0, unchanged: 2, refused: [] })
    const { file } = await preview(rawPayload)
    expect(file).toMatchObject({ format: 'xlsx', sheet: 'Translations', sheets: ['Translations'] })
  })

  it('are read as the person says who knows the file better', async () => {
    const german = Buffer.from(`id;de\nconsultation.question;Wie leben wir schöner?\n`, 'latin1').toString(
      'latin1',
    )
    const shown = await preview(german, '?separator=semicolon&encoding=utf-8')
    expect(shown.file).toMatchObject({ separator: 'semicolon', encoding: 'utf-8' })
    expect(shown).toMatchObject({ fresh: 1 })
    expectProblem(await post('import/preview?sheet=Autre', await workbook([['id', 'de']])), 'invalid-import')
  })
})

const FAULTS = () =>
  [
    'id,original,fr,de',
    `${id},"=Des gares, ""partout""",Des gares,`,
    `${id},Autre chose,,Anderes`,
    `${'x'.repeat(12)},,,Was`,
    'consultation.question,,,Wie leben wir gut?',
    'consultation.question,,,Wie leben wir besser?',
    'consultation.question,,,zu viele, Kommas',
    `${id},,,${'a'.repeat(500)}`,
  ].join('\n')

describe('What cannot be taken', () => {
  it('is named cell by cell, and nothing is stored', async () => {
    const { refused, isStored, fresh } = await take(FAULTS())
    expect(refused.map(({ row, language, code }) => [row, language, code])).toEqual([
      [2, 'fr', 'own-language'],
      [3, 'de', 'original-changed'],
      [4, 'de', 'unknown-text'],
      [6, 'de', 'translated-twice'],
      [7, null, 'too-many-cells'],
      [8, 'de', 'too-long'],
    ])
    expect({ isStored, fresh }).toEqual({ isStored: false, fresh: 1 })
    expect(await preview(FAULTS())).toMatchObject({ fresh: 1, refused: refused })
  })

  it('is left out where the rest is wanted', async () => {
    expect(await take(FAULTS(), '?strict=false')).toMatchObject({ fresh: 1, isStored: true })
    const { fresh, unchanged } = await preview('id,de\nconsultation.question,Wie leben wir gut?\n')
    expect({ fresh, unchanged }).toEqual({ fresh: 0, unchanged: 1 })
  })

  it('is an answer such as 1–5 that a spreadsheet made a date of', async () => {
    const file = await workbook([
      ['id', 'de'],
      ['consultation.question', new Date('2026-05-01T00:00:00Z')],
      [id, true],
    ])
    const { refused } = await preview(file)
    expect(refused.map(({ code, values }) => [code, values])).toEqual([
      ['cell-is-date', { cell: 'B2', date: '2026-05-01' }],
      ['cell-is-boolean', { cell: 'B3' }],
    ])
  })

  it.each([
    ['nothing', '', 'file-empty'],
    ['no language of the consultation', 'id,es\na,b\n', 'no-language-column'],
    ['no id', 'original,de\na,b\n', 'no-id-column'],
    ['a language twice', 'id,de,DE\na,b,c\n', 'column-twice'],
    ['an open quotation mark', 'id,de\na,"b\n', 'quote-not-closed'],
    ['an old workbook', '\u00d0\u00cf\u0011\u00e0', 'old-excel'],
    ['half a workbook', 'PK\u0003\u0004', 'not-a-workbook'],
  ])('is a file with %s', async (_words, content, code) => {
    const file = Buffer.from(content, 'latin1')
    const problem = expectProblem(await post('import', file, 'text/csv'), 'invalid-import')
    expect(problem.errors).toMatchObject([{ code }])
    const shown = await post('import/preview', file, 'text/csv')
    const errors = shown.statusCode === 200 ? shown.json().errors : expectProblem(shown).errors
    expect(errors).toMatchObject([{ code }])
  })

  it('is a body that is no file, or an unknown consultation', async () => {
    for (const path of ['import', 'import/preview']) {
      expectProblem(await post(path, '{}', 'application/json'), 'unsupported-media-type')
      expectProblem(await post(path, 'a', 'text/plain'), 'unsupported-media-type')
      // Not read to its end either: nobody would count its bytes.
      const long = `["${'a'.repeat(200_000)}"]`
      expectProblem(await post(path, long, 'application/json'), 'unsupported-media-type')
      const nowhere = `consultations/nirgends/translations/${path}`
      const headers = { 'content-type': 'text/csv' }
      const answer = await max.ask('POST', nowhere, undefined, { payload: 'id,de\n', headers })
      expectProblem(answer, 'unknown-consultation')
    }
    for (const query of [
      '?strict=maybe',
      '?encoding=utf-7',
      '?separator=pipe',
      '?columns=id',
      `?sheet=${'a'.repeat(101)}`,
    ])
      expectProblem(await post(`import${query}`, 'id,de\n'), 'invalid-request')
  })

  it('is a file of more rows than one transaction takes', async () => {
    const rows = Array.from({ length: 50_001 }, (_, place) => `${place},Text`)
    const problem = expectProblem(await post('import', `id,de\n${rows.join('\n')}\n`), 'invalid-import')
    expect(problem.errors).toMatchObject([{ code: 'too-many-rows' }])
  })
})

it('Downloads of translations are counted with those of one network', async () => {
  const limited = await openNewsroom({ downloadsPerMinute: 1 })
  const ada = await TestAdministrator.join(limited.api)
  const path = 'consultations/territoires/translations'
  expect((await ada.ask('GET', `${path}.csv`)).statusCode).toBe(200)
  expectProblem(await ada.ask('GET', `${path}.xlsx`), 'too-many-requests')
  await limited.api.close()
})
