import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TopProposalsAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'

let newsroom: Newsroom
let authorization: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  authorization = `Bearer ${await newsroom.api.addKey(newsroom.publisher)}`
})
afterEach(() => newsroom.api.close())

async function vote(path: string, proposal: string, vote: 'agree' | 'disagree' | 'neutral', times: number) {
  for (let time = 0; time < times; time++) {
    const reader = newsroom.reader()
    await reader.report('view', { url: ORIGIN + path })
    await reader.vote(proposal, { vote })
  }
}
const articleId = async (path: string) =>
  await newsroom.api.file.one<string>('SELECT id FROM articles WHERE url = ?', ORIGIN + path)
const tryRead = (query: string) =>
  newsroom.api.app.inject({ url: `/v1/publisher/stats/top-proposals?${query}`, headers: { authorization } })
const read = async (path: string, more = '') =>
  documentOf<TopProposalsAnswer>(await tryRead(`article=${await articleId(path)}${more}`)).proposals

describe('what readers of an article voted for most', () => {
  it('comes first by agreement, and only with a crowd of readers', async () => {
    const [trees = '', trains = '', doctors = ''] = newsroom.proposals
    await vote('/une', trees, 'agree', 40)
    await vote('/une', trees, 'disagree', 12)
    await vote('/une', trains, 'agree', 55)
    await vote('/une', doctors, 'agree', 49)
    await vote('/autre', trains, 'agree', 3)
    expect(await read('/une')).toEqual([
      {
        id: trees,
        consultation: 'territoires',
        text: 'Il faut planter des arbres',
        language: 'fr',
        votes: 52,
        agree: 40,
        neutral: 0,
        disagree: 12,
      },
    ])
    // Three others on the trains would stand out alone; a crowd of them does not.
    await vote('/autre', trains, 'agree', 8)
    expect((await read('/une')).map(({ id, agree }) => [id, agree])).toEqual([
      [trains, 55],
      [trees, 40],
    ])
    expect(await read('/autre')).toEqual([])
  })

  it('gives away nobody who voted on none of the articles that are shown', async () => {
    const [trees = ''] = newsroom.proposals
    await vote('/une', trees, 'agree', 50)
    await vote('/deux', trees, 'agree', 50)
    await vote('/trois', trees, 'agree', 2)
    // Beside 52 others the fifty are in a crowd; beside both articles the last two would stand alone.
    expect(await read('/une')).toMatchObject([{ agree: 50 }])
    expect(await read('/deux')).toEqual([])
    await vote('/trois', trees, 'agree', 9)
    expect(await read('/deux')).toMatchObject([{ agree: 50 }])
  })

  it('moves by a crowd at a time', async () => {
    const [trees = ''] = newsroom.proposals
    await vote('/une', trees, 'agree', 50)
    expect(await read('/une')).toMatchObject([{ agree: 50 }])
    await vote('/une', trees, 'agree', 10)
    expect(await read('/une')).toMatchObject([{ agree: 50 }])
    await vote('/une', trees, 'agree', 1)
    expect(await read('/une')).toMatchObject([{ agree: 61 }])
  })

  it('counts first votes once, and keeps nothing that leads from a vote to an article', async () => {
    const [trees = ''] = newsroom.proposals
    const reader = newsroom.reader()
    await reader.report('view', { url: `${ORIGIN}/une` })
    for (const choice of ['agree', 'disagree', 'agree'] as const) await reader.vote(trees, { vote: choice })
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.all('SELECT agree, neutral, disagree FROM article_votes')).toEqual([
      { agree: 1, neutral: 0, disagree: 0 },
    ])
  })

  it('is of the publisher’s own articles, and of consultations that exist', async () => {
    await vote('/une', newsroom.proposals[0] ?? '', 'agree', 1)
    const id = await articleId('/une')
    expect((await tryRead(`article=${id}&consultation=territoires`)).statusCode).toBe(200)
    expectProblem(await tryRead(`article=${id}&consultation=none`), 'unknown-consultation')
    expectProblem(await tryRead('article=nothing'), 'unknown-article')
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    authorization = `Bearer ${await newsroom.api.addKey(other)}`
    expectProblem(await tryRead(`article=${id}`), 'unknown-article')
  })
})
