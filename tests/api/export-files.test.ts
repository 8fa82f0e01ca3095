import { Readable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import type { LightMyRequestResponse as Response } from 'fastify'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import { FILE_WORDS } from '../../api/src/wire/file-words/languages.ts'
import { csvStyle, IMPORT_COLUMNS, TITLE_LANGUAGES } from '../../api/src/wire/import-words.ts'
import type { ImportAnswer, ImportPreview } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { Editor, readArticle } from '../support/statistics.ts'
import { TestAdministrator } from '../support/team.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let newsroom: Newsroom
let editor: Editor
let ada: TestAdministrator
beforeEach(async () => {
  newsroom = await openNewsroom()
  editor = await Editor.withKey(newsroom)
  ada = await TestAdministrator.join(newsroom.api)
})
afterEach(() => newsroom.api.close())

async function sheetOf({ rawPayload }: Response) {
  const { sheets } = await readXlsx(new Uint8Array(rawPayload), { readStyles: true })
  const [sheet] = sheets
  if (!sheet) throw new Error('There is no sheet')
  return sheet
}
const nameOf = ({ headers }: Response) => headers['content-disposition']

describe('figures as a workbook', () => {
  it('have titles in the language that is asked for, real numbers, and a name that says whose they are', async () => {
    await readArticle(newsroom, '/une', { votes: true })
    const answer = await editor.get('stats/articles.xlsx?titles=fr&period=today&metrics=views,engagementRate')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, XLSX])
    expect(nameOf(answer)).toBe('attachment; filename="le-journal-articles-2026-03-10.xlsx"')
    const { name, rows, freezePane } = await sheetOf(answer)
    expect(name).toBe('Articles')
    expect(freezePane).toMatchObject({ rows: 1 })
    expect(rows[0]?.slice(0, 6)).toEqual([
      'Article',
      'Rubrique de l’article',
      'Publié le',
      'Adresse',
      'Vues',
      'Taux d’engagement',
    ])
    expect(rows[1]?.[0]).toBe('Article /une')
    expect(rows[1]?.[4]).toBe(1)
  })

  it('have days as days', async () => {
    await readArticle(newsroom, '/une')
    const answer = await editor.get('stats/series.xlsx?titles=en&from=2026-03-09&to=2026-03-11&metrics=views')
    expect(nameOf(answer)).toBe('attachment; filename="le-journal-over-time-2026-03-09-2026-03-10.xlsx"')
    const { rows } = await sheetOf(answer)
    expect(rows[0]).toEqual(['From', 'Until (not included)', 'Views'])
    expect(rows[1]?.[0]).toEqual(new Date('2026-03-09T00:00:00Z'))
    expect(rows[2]?.[2]).toBe(1)
  })

  it('keep as text what an article calls itself', async () => {
    const titles = ['=HYPERLINK("http://evil.example")', '+1', '-1+2', '@SUM(A1)', '\u0007bell']
    for (const [index, title] of titles.entries())
      await newsroom.reader().report('view', { url: `https://www.journal.example/${index}`, title })
    const { rows, cells } = await sheetOf(await editor.get('stats/articles.xlsx'))
    const said = rows.slice(1).map(([title]) => title)
    for (const title of titles.slice(0, 4)) expect(said).toContain(title)
    expect([...(cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([])
  })

  it('name the parameter that is wrong', async () => {
    const { errors } = expectProblem(await editor.get('stats/articles.xlsx?titles=sv'), 'invalid-request')
    expect(errors?.[0]?.pointer).toBe('/titles')
  })
})

describe('figures as CSV for people', () => {
  it('open in a French spreadsheet: titles, semicolons, decimal commas, four digits', async () => {
    for (let reader = 0; reader < 31; reader++)
      await readArticle(newsroom, '/une', { votes: reader % 3 === 0 })
    const query = 'period=today&metrics=engagementRate'
    const answer = await editor.get(`stats/series.csv?${query}&titles=fr&separator=semicolon&decimals=comma`)
    expect(nameOf(answer)).toBe('attachment; filename="le-journal-evolution-2026-03-10.csv"')
    const [head = [], row = []] = parse(answer.body, { bom: true, delimiter: ';' }) as string[][]
    expect(head.slice(0, 3)).toEqual(['Du', 'Jusqu’au (exclu)', 'Taux d’engagement'])
    expect(row.slice(0, 3)).toEqual(['2026-03-10', '2026-03-11', '0,3548'])
    const plain = await editor.get(`stats/series.csv?${query}`)
    expect(nameOf(plain)).toBe('attachment; filename="le-journal-over-time-2026-03-10.csv"')
    expect(plain.body.split('\r\n')[1]).toMatch(
      /^2026-03-10T00:00:00\+01:00,2026-03-11T00:00:00\+01:00,0\.3548,/,
    )
    const [, all = []] = parse((await editor.get(`stats/series.csv?${query}&digits=all`)).body) as string[][]
    expect(Number(all[2])).toBe(11 / 31)
  })
})

describe('files of the team', () => {
  const get = (path: string) => ada.ask('GET', path)
  const send = (path: string, payload: Buffer | string, type = XLSX) =>
    ada.ask('POST', `consultations/territoires/${path}`, undefined, {
      payload,
      headers: { authorization: `Bearer ${ada.key}`, 'content-type': type },
    })
  const RESULTS = 'consultations/territoires/export'

  it('are named after the consultation, what they hold, and the day', async () => {
    expect(nameOf(await get(`${RESULTS}.xlsx?titles=fr`))).toBe(
      'attachment; filename="territoires-resultats-2026-03-10.xlsx"',
    )
    expect(nameOf(await get('consultations/territoires/proposals.csv?titles=fr'))).toBe(
      'attachment; filename="territoires-propositions-2026-03-10.csv"',
    )
    expect(nameOf(await get('import-template.xlsx?titles=fr'))).toBe(
      'attachment; filename="modele-propositions.xlsx"',
    )
  })

  it('hold results with titles, numbers and zones in words', async () => {
    const { name, rows } = await sheetOf(await get(`${RESULTS}.xlsx?titles=fr`))
    expect(name).toBe('Résultats')
    expect(rows[0]?.slice(0, 6)).toEqual(['Proposition', 'Identifiant', 'Auteur', 'Âge', 'Votes', 'D’accord'])
    expect(rows).toHaveLength(4)
    expect(typeof rows[1]?.[4]).toBe('number')
    expect(rows[1]?.at(-1)).toBe('non')
  })

  it('hold every proposal with what was decided, a page after the other', async () => {
    const consultation = newsroom.consultation
    const lines = Array.from({ length: 2100 }, (_, number) => `Il faut faire la chose ${number}`)
    await importProposals(newsroom.api.context, {
      consultation,
      csv: Readable.from([`text\n${lines.join('\n')}\n`]),
      status: 'pending',
      isSeed: false,
    })
    const { rows } = await sheetOf(await get('consultations/territoires/proposals.xlsx?titles=fr'))
    expect(rows).toHaveLength(2104)
    expect(rows[0]?.slice(4)).toEqual(['Statut', 'Motif du refus', 'Envoyée le (UTC)', 'Votes', 'Thème'])
    expect(rows.filter((row) => row[4] === 'à lire')).toHaveLength(2100)
    expect(rows[1]?.[6]).toBeInstanceOf(Date)
  })

  it('come back through the import, whatever language and format they went out in', async () => {
    for (const path of [
      'csv',
      'csv?titles=fr&separator=semicolon&decimals=comma',
      'csv?titles=en&separator=tab',
      'xlsx?titles=fr',
      'xlsx',
    ]) {
      const { rawPayload } = await get(`${RESULTS}.${path}`)
      const report = (
        await send('import', rawPayload, path.startsWith('csv') ? 'text/csv' : XLSX)
      ).json<ImportAnswer>()
      expect(report, path).toMatchObject({ rows: 3, added: 0, alreadyThere: 3, refused: [], isStored: true })
    }
  })

  describe.each(TITLE_LANGUAGES)('in the language %s', (titles) => {
    const words = FILE_WORDS[titles]

    it.each(['export', 'proposals'])('come back whole: %s', async (file) => {
      const base = `consultations/territoires/${file}`
      for (const path of [`csv?${csvStyle(titles)}`, `xlsx?titles=${titles}`]) {
        const { rawPayload } = await get(`${base}.${path}`)
        const type = path.startsWith('csv') ? 'text/csv' : XLSX
        const preview = (await send('import/preview', rawPayload, type)).json<ImportPreview>()
        expect(preview, path).toMatchObject({ problem: null, rows: 3, fresh: 0, refused: [], warnings: [] })
        expect(preview.file.headerLanguage, path).toBe(titles)
        const kept = preview.file.columns.flatMap(({ column }) => column ?? [])
        expect(kept, path).toEqual(IMPORT_COLUMNS)
        const answer = (await send('import', rawPayload, type)).json<ImportAnswer>()
        expect(answer, path).toMatchObject({ added: 0, alreadyThere: 3, refused: [], isStored: true })
      }
    })

    it('keep an author, an age and an id of their own on the way to another consultation', async () => {
      const rows = 'text,id,author_name,author_age\n"Il faut des gares, partout",g-1,Zoé,34\n'
      await send('import', rows, 'text/csv')
      const other = await newsroom.api.addConsultation({ slug: 'ailleurs' })
      const { rawPayload } = await get(`consultations/territoires/proposals.csv?${csvStyle(titles)}`)
      await ada.ask('POST', 'consultations/ailleurs/import', undefined, {
        payload: rawPayload,
        headers: { 'content-type': 'text/csv' },
      })
      const listed = []
      for await (const one of newsroom.api.context.store.proposals.eachListed(other.id)) listed.push(one)
      expect(listed.find(({ externalId }) => externalId === 'g-1')).toMatchObject({
        text: 'Il faut des gares, partout',
        authorName: 'Zoé',
        authorAge: 34,
      })
    })

    it('have its titles, names of sheets and names of files', async () => {
      const results = await get(`${RESULTS}.xlsx?titles=${titles}`)
      expect(nameOf(results)).toContain(`territoires-${words.files.results}-2026`)
      const sheet = await sheetOf(results)
      expect(sheet.name).toBe(words.sheets.results)
      expect(sheet.rows[0]?.[5]).toBe(words.columns.agree)
      expect(sheet.rows[1]?.at(-1)).toBe(words.flags.no)
      const template = await get(`import-template.xlsx?titles=${titles}`)
      expect(nameOf(template)).toBe(`attachment; filename="${words.files.template}.xlsx"`)
      const preview = (await send('import/preview', template.rawPayload)).json<ImportPreview>()
      expect(preview).toMatchObject({ problem: null, rows: 0, file: { headerLanguage: titles } })
      const figures = await editor.get(`stats/articles.xlsx?titles=${titles}&metrics=readersViewed`)
      expect(nameOf(figures)).toContain(`-${words.files.articles}-`)
      expect((await sheetOf(figures)).rows[0]).toContain(words.metrics.readersViewed)
    })
  })
})
