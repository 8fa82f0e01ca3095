import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ForeignOriginsAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { Editor } from '../support/statistics.ts'

const DAY = 24 * 3_600_000

let newsroom: Newsroom
let editor: Editor
beforeEach(async () => {
  newsroom = await openNewsroom()
  editor = await Editor.withKey(newsroom)
})
afterEach(() => newsroom.api.close())

const ask = async (origin: string, times = 1) => {
  for (let time = 0; time < times; time++)
    expectProblem(await newsroom.reader({ origin }).tryReport('view'), 'foreign-origin')
}
const found = async (query = '') =>
  documentOf<ForeignOriginsAnswer>(await editor.get(`foreign-origins${query}`)).origins

describe('Origins that are on no list', () => {
  it('are told to the editor with how often they asked, on which days, and what they seem to be', async () => {
    await ask('https://www-journal-example.translate.goog', 2)
    newsroom.api.runtime.pass(DAY)
    await ask('https://www-journal-example.translate.goog')
    await ask('https://m.journal.example')
    await ask('https://ailleurs.example')
    expect(await found()).toEqual([
      {
        origin: 'https://www-journal-example.translate.goog',
        role: 'page',
        place: 'translation',
        asked: 3,
        lastAskedAt: expect.any(String),
        days: [
          { day: expect.any(String), asked: 2 },
          { day: expect.any(String), asked: 1 },
        ],
      },
      expect.objectContaining({ origin: 'https://ailleurs.example', place: null, asked: 1 }),
      expect.objectContaining({ origin: 'https://m.journal.example', place: 'other-screen', asked: 1 }),
    ])
    expect(await found('?from=2020-01-01&to=2020-02-01')).toEqual([])
  })

  it('are counted when a vote comes from there as well', async () => {
    const reader = await newsroom.viewer()
    const elsewhere = newsroom.reader({ origin: 'https://archive.ph' })
    elsewhere.session = reader.session
    expectProblem(await elsewhere.tryVote(newsroom.proposals[0] ?? '', { vote: 'agree' }), 'foreign-origin')
    expect(await found()).toMatchObject([{ origin: 'https://archive.ph', place: 'archive', asked: 1 }])
  })

  it('are told apart from those that pages of the publisher name as their article’s', async () => {
    await newsroom.reader().report('view', { url: 'https://agence.example/depeche' })
    expect(await found()).toMatchObject([{ origin: 'https://agence.example', role: 'article', asked: 1 }])
    await newsroom.reader().report('view', { url: `${ORIGIN}/` })
    expect(await found()).toHaveLength(1)
  })

  it('stay few and short, whatever is invented, and those that ask most stay', async () => {
    await ask('https://vrai.example', 3)
    await found()
    for (let index = 0; index < 260; index++) await ask(`https://invente-${index}.example`)
    for (const origin of [
      `https://${'a'.repeat(400)}.example`,
      'https://a.example/b?c',
      'é',
      'x'.repeat(3000),
    ])
      await ask(origin)
    await ask('https://vrai.example', 2)
    const origins = await found()
    expect(origins[0]).toMatchObject({ origin: 'https://vrai.example', asked: 5 })
    expect(origins.at(-1)).toMatchObject({ origin: null, place: null })
    const rows = await newsroom.api.file.all<{ origin: string; asked: number }>(
      'SELECT origin, asked FROM asked_origins',
    )
    expect(rows.length).toBeLessThanOrEqual(51)
    expect(Math.max(...rows.map(({ origin }) => origin.length))).toBeLessThan(200)
    expect(rows.reduce((sum, { asked }) => sum + asked, 0)).toBe(3 + 260 + 4 + 2)
  })

  it('are the publisher’s own affair', async () => {
    await ask('https://ailleurs.example')
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    editor.key = await newsroom.api.addKey(other)
    expect(await found()).toEqual([])
    editor.key = 'key_wrong'
    expectProblem(await editor.get('foreign-origins'), 'invalid-key')
  })
})
