import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SelfTestAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { HOUR } from '../support/chance.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'

const CODE = '0d7f9a3e-test-of-a-webmaster'
const ARTICLE = { url: `${ORIGIN}/une` }

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const notes = async (code = CODE) =>
  documentOf<SelfTestAnswer>(await newsroom.api.app.inject(`/v1/self-test/${code}`)).notes
const tester = (more = {}) => newsroom.reader({ says: { test: CODE }, ...more })

describe('the test of a page', () => {
  it('shows the view and the vote that arrived, and for which article they count', async () => {
    const reader = tester()
    await reader.report('view', ARTICLE)
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    expect(await notes()).toMatchObject([
      { step: 'view', article: ARTICLE.url, extent: 'all', leftOut: null, problem: null },
      { step: 'vote', extent: 'all', problem: null },
    ])
  })

  it('says why a page does not count', async () => {
    await tester({ says: { test: CODE, leaveOut: 'newsroom' } }).report('view', ARTICLE)
    await tester({ headers: { 'sec-gpc': '1' } }).report('view', ARTICLE)
    expect((await notes()).map(({ leftOut }) => leftOut)).toEqual(['newsroom', 'privacySignals'])
  })

  it('says why a page is refused: it is not the publisher’s, or names what does not exist', async () => {
    await tester({ origin: 'https://elsewhere.example' }).tryReport('view', ARTICLE)
    await tester({ consultation: 'nowhere' }).tryReport('view', ARTICLE)
    await tester({ publisher: 'pub_nobody' }).tryReport('view', ARTICLE)
    expect((await notes()).map(({ problem }) => problem)).toEqual([
      ...['foreign-origin', 'unknown-consultation', 'unknown-publisher'],
    ])
  })

  it('says that votes are refused when the consultation has closed', async () => {
    const reader = tester()
    await reader.report('view', ARTICLE)
    newsroom.api.chance.set('2026-05-01T00:00:00Z')
    await reader.report('view', ARTICLE)
    await reader.tryVote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    expect((await notes()).at(-1)).toMatchObject({
      step: 'vote',
      problem: expect.stringMatching(/closed|session/),
    })
  })

  it('ends after half an hour, and is nowhere on disk', async () => {
    await tester().report('view', ARTICLE)
    await newsroom.api.services.recorder.flush()
    expect(newsroom.api.file.bytes().includes(CODE)).toBe(false)
    newsroom.api.chance.pass(HOUR)
    expect(await notes()).toEqual([])
  })

  it('takes codes that nobody guesses, and no others', async () => {
    for (const code of ['short', 'x'.repeat(41), 'with%20a%20space%20in%20it'])
      expectProblem(await newsroom.api.app.inject(`/v1/self-test/${code}`), 'invalid-request')
    expectProblem(await tester({ says: { test: 'short' } }).tryReport('view'), 'invalid-request')
  })

  it('keeps few tests, and few notes of each', async () => {
    const { selfTests } = newsroom.api.services
    const note = { step: 'view', article: null, extent: null, leftOut: null, problem: null } as const
    for (let number = 0; number < 100; number++) selfTests.note(CODE, note)
    expect(selfTests.read(CODE)).toHaveLength(50)
    for (let number = 0; number < 1000; number++) selfTests.note(`test-number-${number}`, note)
    expect(selfTests.read(CODE)).toEqual([])
    expect(selfTests.read('test-number-999')).toHaveLength(1)
  })
})

describe('the preview of the embed kit', () => {
  it('is nobody’s reader', async () => {
    await newsroom.reader({ says: { channel: 'preview' } }).report('view')
    await newsroom.api.services.recorder.flush()
    expect(newsroom.api.file.all('SELECT sum(newsroom) AS newsroom FROM left_out')).toEqual([{ newsroom: 1 }])
    expect(newsroom.api.file.rowCounts()).toMatchObject({ reader_days: 0 })
  })
})

describe('a frame', () => {
  it('names the article, but does not call it by its own title', async () => {
    const reader = newsroom.reader({ origin: 'https://unisson.example' })
    await reader.report('view', { ...ARTICLE, title: 'Comment améliorer ?' })
    await newsroom.api.services.recorder.flush()
    expect(newsroom.api.file.all('SELECT url, title FROM articles')).toEqual([
      { url: ARTICLE.url, title: null },
    ])
  })
})
