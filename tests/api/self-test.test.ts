import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createShareLink } from '../../api/src/administration/share-links.ts'
import type { SelfTestAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { HOUR } from '../support/runtime.ts'
import { TestAdministrator } from '../support/team.ts'

const ARTICLE = { url: `${ORIGIN}/une` }

let newsroom: Newsroom
/** Made for the publisher's editor. */
let code: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  code = mint()
})
afterEach(() => newsroom.api.close())

const mint = (publisher: string | null = newsroom.publisher.id) =>
  newsroom.api.services.selfTests.mint(publisher).code
const notes = async () =>
  documentOf<SelfTestAnswer>(await newsroom.api.app.inject(`/v1/self-test/${code}`)).notes
const tester = (more = {}) => newsroom.reader({ says: { test: code }, ...more })

describe('the test of a page', () => {
  const authorization = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })

  it('is made for those signed in to the dashboard with a key, or to the console as an admin', async () => {
    const url = '/v1/publisher/self-tests'
    const key = await newsroom.api.addKey(newsroom.publisher)
    const admin = await TestAdministrator.join(newsroom.api)
    const made = await newsroom.api.app.inject({ method: 'POST', url, ...authorization(key) })
    expect(made.statusCode).toBe(201)
    expect(made.json().expiresAt).toBe('2026-03-10T12:30:00.000Z')
    for (const one of [made.json().code, (await admin.do<{ code: string }>('POST', 'self-tests')).code]) {
      code = one
      await tester().report('view', ARTICLE)
      expect(await notes()).toHaveLength(1)
    }
  })

  it('is not made for anybody else: not for who is nobody, for a share link, or for a moderator', async () => {
    const url = '/v1/publisher/self-tests'
    const ask = (headers = {}) => newsroom.api.app.inject({ method: 'POST', url, headers })
    expectProblem(await ask(), 'invalid-key')
    const link = { publisher: newsroom.publisher, label: '', expiresAt: '2026-03-11T00:00:00Z' }
    const { token } = await createShareLink(newsroom.api.context, link)
    expectProblem(await ask(authorization(token).headers), 'key-needed')
    const moderator = await TestAdministrator.join(newsroom.api, 'moderator', 'Max')
    expectProblem(await moderator.ask('POST', 'self-tests'), 'not-allowed')
  })

  it('shows nothing of readers for a code that is made up, altered, or of another publisher', async () => {
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    const altered = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
    for (const foreign of ['0d7f9a3e-test-of-a-webmaster', altered, mint(other.id)]) {
      code = foreign
      const reader = tester()
      await reader.report('view', ARTICLE)
      await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
      expect(await notes()).toEqual([])
    }
  })

  it('shows of votes that one arrived, to the minute, and nothing by which it could be told which', async () => {
    const reader = tester()
    await reader.report('view', ARTICLE)
    newsroom.api.runtime.pass(95_000)
    for (const proposal of newsroom.proposals) await reader.vote(proposal, { vote: 'agree' })
    const votes = (await notes()).filter(({ step }) => step === 'vote')
    expect(votes).toEqual([
      {
        at: '2026-03-10T12:01:00.000Z',
        step: 'vote',
        article: null,
        extent: 'all',
        leftOut: null,
        readerToken: null,
        problem: null,
      },
    ])
  })

  it('shows the view and the vote that arrived, and for which article they count', async () => {
    const reader = tester()
    await reader.report('view', ARTICLE)
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    expect(await notes()).toMatchObject([
      { step: 'view', article: ARTICLE.url, extent: 'all', leftOut: null, readerToken: null, problem: null },
      { step: 'vote', extent: 'all', problem: null },
    ])
  })

  it('says why a page does not count', async () => {
    await tester({ says: { test: code, leaveOut: 'newsroom' } }).report('view', ARTICLE)
    await tester({ headers: { 'sec-gpc': '1' } }).report('view', ARTICLE)
    expect((await notes()).map(({ leftOut }) => leftOut)).toEqual(['newsroom', 'privacySignals'])
  })

  it('says why a page is refused: it is not the publisher’s, or names what does not exist', async () => {
    await tester({ origin: 'https://elsewhere.example' }).tryReport('view', ARTICLE)
    await tester({ consultation: 'nowhere' }).tryReport('view', ARTICLE)
    await tester({ publisher: 'pub_nobody' }).tryReport('view', ARTICLE)
    expect((await notes()).map(({ problem }) => problem)).toEqual([
      'foreign-origin',
      'unknown-consultation',
      'unknown-publisher',
    ])
  })

  it('says that votes are refused when the consultation has closed', async () => {
    newsroom.api.runtime.set('2026-05-01T00:00:00Z')
    code = mint()
    const reader = tester()
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
    expect((await newsroom.api.file.bytes()).includes(code)).toBe(false)
    newsroom.api.runtime.pass(HOUR)
    expect(await notes()).toEqual([])
  })

  it('takes codes that nobody guesses, and no others', async () => {
    for (const wrong of ['short', 'x'.repeat(41), 'with%20a%20space%20in%20it'])
      expectProblem(await newsroom.api.app.inject(`/v1/self-test/${wrong}`), 'invalid-request')
    expectProblem(await tester({ says: { test: 'short' } }).tryReport('view'), 'invalid-request')
  })

  it('keeps few tests, and few notes of each', async () => {
    const { selfTests } = newsroom.api.services
    const note = {
      step: 'view',
      article: null,
      extent: null,
      leftOut: null,
      readerToken: null,
      problem: null,
    } as const
    for (let number = 0; number < 100; number++) selfTests.note(code, note)
    expect(selfTests.read(code)).toHaveLength(50)
    const others = Array.from({ length: 1000 }, () => mint())
    for (const other of others) selfTests.note(other, note)
    expect(selfTests.read(code)).toEqual([])
    expect(selfTests.read(others.at(-1) ?? '')).toHaveLength(1)
  })
})

describe('the preview of the embed kit', () => {
  it('is nobody’s reader, and no page that was left out', async () => {
    await newsroom.reader({ says: { channel: 'preview' } }).report('view')
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.rowCounts()).toMatchObject({ reader_days: 0, left_out: 0 })
  })
})

describe('a frame', () => {
  it('names the article, but does not call it by its own title', async () => {
    const reader = newsroom.reader({ origin: 'https://unisson.example' })
    await reader.report('view', { ...ARTICLE, title: 'Comment améliorer ?' })
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.all('SELECT url, title FROM articles')).toEqual([
      { url: ARTICLE.url, title: null },
    ])
  })
})
