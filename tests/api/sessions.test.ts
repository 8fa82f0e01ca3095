import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noCounters } from '../../api/src/domain/engagement/engagement.ts'
import { ORIGIN } from '../support/api.ts'
import { FOREIGN_ORIGINS } from '../support/foreign-origins.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { HOUR } from '../support/runtime.ts'

const ONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'
const TWO = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

const TODAY = '2026-03-10'
const ARTICLE = { url: `${ORIGIN}/une`, title: 'À la une' }

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const counted = async (...scope: [consultationId?: string | null, articleUrl?: string]) => {
  await newsroom.api.services.recorder.flush()
  return await newsroom.api.file.engagement(TODAY, ...scope)
}
const articles = async () =>
  await newsroom.api.file.all<Record<string, unknown>>('SELECT url, title, section FROM articles')

describe('a session', () => {
  it('counts a load, then a view, then a finish once each, by the token it was given', async () => {
    const reader = newsroom.reader()
    await reader.report('load')
    expect(await counted()).toEqual({ ...noCounters(), loads: 1, readersLoaded: 1 })
    for (let time = 0; time < 2; time++) await reader.report('view')
    expect(await counted()).toEqual({
      ...noCounters(),
      loads: 1,
      readersLoaded: 1,
      views: 1,
      readersViewed: 1,
      networksViewed: 1,
    })
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    for (let time = 0; time < 2; time++) await reader.report('finish')
    expect(await counted()).toEqual({
      ...noCounters(),
      loads: 1,
      views: 1,
      votes: 1,
      readersLoaded: 1,
      readersViewed: 1,
      readersEngaged: 1,
      readersFinished: 1,
      networksViewed: 1,
      networksEngaged: 1,
    })
  })

  it('that says view first has loaded too, and never goes back', async () => {
    const reader = newsroom.reader()
    await reader.report('view')
    await reader.report('load')
    await reader.report('view')
    expect(await counted()).toMatchObject({ loads: 1, views: 1 })
  })

  it('counts each page, and its reader once a day', async () => {
    const reader = newsroom.reader()
    for (let page = 0; page < 3; page++) {
      reader.leave()
      await reader.report('view')
    }
    expect(await counted()).toMatchObject({ loads: 3, views: 3, readersLoaded: 1, readersViewed: 1 })
    newsroom.api.runtime.pass(24 * HOUR)
    reader.leave()
    await reader.report('view')
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement('2026-03-11')).toMatchObject({ loads: 1, readersViewed: 1 })
  })

  it('tells readers apart by address and browser together', async () => {
    const people = [
      { address: '192.0.2.1', userAgent: ONE },
      { address: '192.0.2.1', userAgent: TWO },
      { address: '192.0.2.2', userAgent: ONE },
      { address: '192.0.2.1', userAgent: ONE },
    ]
    for (const person of people) await newsroom.viewer(person)
    expect(await counted()).toMatchObject({ views: 4, readersViewed: 3 })
  })

  it('believes no header about the address unless a known proxy sent it', async () => {
    const forwarded = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const reader = newsroom.reader({ address: '192.0.2.1' })
    const body = { publisher: newsroom.publisher.publicKey, consultation: 'territoires', event: 'view' }
    for (const address of ['198.51.100.1', '198.51.100.2'])
      await reader.post('/v1/sessions', body, forwarded(address))
    expect(await counted()).toMatchObject({ views: 2, readersViewed: 1 })

    const behind = await openNewsroom({ trustedProxies: ['192.0.2.0/24'] })
    const through = behind.reader({ address: '192.0.2.1' })
    const there = { ...body, publisher: behind.publisher.publicKey }
    for (const address of ['198.51.100.1', '198.51.100.2', '10.9.9.9, 198.51.100.2']) {
      await through.post('/v1/sessions', there, forwarded(address))
    }
    await behind.api.services.recorder.flush()
    expect(await behind.api.file.engagement(TODAY)).toMatchObject({ views: 3, readersViewed: 2 })
    await behind.api.close()
  })

  it('keeps the day on which it began, past midnight', async () => {
    newsroom.api.runtime.set('2026-03-10T22:59:00Z') // 23:59 in Paris
    const reader = await newsroom.viewer()
    newsroom.api.runtime.set('2026-03-10T23:01:00Z')
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    expect(await counted()).toMatchObject({ readersViewed: 1, readersEngaged: 1, votes: 1 })
    expect(await newsroom.api.file.engagement('2026-03-11')).toEqual(noCounters())
  })

  it('ends twelve hours after it began, however often it goes on', async () => {
    const reader = await newsroom.viewer()
    for (let hour = 1; hour <= 11; hour++) {
      newsroom.api.runtime.pass(HOUR)
      await reader.report('view')
    }
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    newsroom.api.runtime.pass(HOUR)
    const late = await reader.tryVote(newsroom.proposals[1] ?? '', { vote: 'agree' })
    expectProblem(late, 'invalid-session')
  })

  it('begins again when its token is of another consultation or expired', async () => {
    await newsroom.api.addConsultation({ slug: 'autre' })
    const reader = newsroom.reader()
    await reader.report('view')
    const elsewhere = newsroom.reader({ consultation: 'autre' })
    elsewhere.session = reader.session
    await elsewhere.report('view')
    expect(await counted()).toMatchObject({ loads: 2, views: 2 })
    newsroom.api.runtime.pass(11.5 * HOUR)
    await reader.report('view')
    newsroom.api.runtime.pass(12.5 * HOUR)
    await reader.report('view')
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement('2026-03-11')).toMatchObject({ loads: 1, views: 1 })
  })

  it('says nothing of a consultation or a publisher that is not there', async () => {
    expectProblem(await newsroom.reader({ publisher: 'pub_nobody' }).tryReport(), 'unknown-publisher')
    expectProblem(await newsroom.reader({ consultation: 'nothing' }).tryReport(), 'unknown-consultation')
  })
})

describe('a vote sent again', () => {
  it('engages nobody a second time, on another day or another article', async () => {
    const [proposal = ''] = newsroom.proposals
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree', revision: 1 })
    newsroom.api.runtime.pass(24 * HOUR)
    reader.leave()
    await reader.report('view', ARTICLE)
    await reader.vote(proposal, { vote: 'agree', revision: 1 })
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement('2026-03-11')).toMatchObject({
      readersViewed: 1,
      readersEngaged: 0,
    })
    await reader.vote(proposal, { vote: 'disagree', revision: 2 })
    await newsroom.api.services.recorder.flush()
    expect(await newsroom.api.file.engagement('2026-03-11')).toMatchObject({ readersEngaged: 1, votes: 0 })
  })
})

describe('where a session counts', () => {
  it('is the site and the article, each for its consultation and for all', async () => {
    const other = await newsroom.api.addConsultation({ slug: 'autre' })
    const person = { address: '192.0.2.9', userAgent: ONE }
    const here = newsroom.reader(person)
    const there = newsroom.reader({ ...person, consultation: 'autre' })
    await here.report('view', ARTICLE)
    await there.report('view', ARTICLE)
    const { id } = newsroom.consultation
    expect(await counted()).toMatchObject({ views: 2, readersViewed: 1 })
    for (const consultation of [id, other.id]) {
      expect(await counted(consultation)).toMatchObject({ views: 1, readersViewed: 1 })
      expect(await counted(consultation, ARTICLE.url)).toMatchObject({ views: 1, readersViewed: 1 })
    }
    expect(await counted(null, ARTICLE.url)).toMatchObject({ views: 2, readersViewed: 1 })
  })

  it('is one article however it was linked, with a clean title', async () => {
    const links = [
      ARTICLE.url,
      `${ARTICLE.url}?utm_source=x`,
      `${ARTICLE.url}#end`,
      `${ARTICLE.url}?fbclid=1&at_x=2`,
    ]
    for (const url of links)
      await newsroom.reader().report('view', { url, title: ' À  la\u202e une\u0000 ', section: '' })
    expect(await articles()).toEqual([{ url: ARTICLE.url, title: 'À la une', section: null }])
    expect(await counted(null, ARTICLE.url)).toMatchObject({ readersViewed: 4 })
  })

  it('takes a title that is broken Unicode, mended', async () => {
    await newsroom.reader().report('view', { url: ARTICLE.url, title: 'Une\ud800' })
    expect(await articles()).toMatchObject([{ title: 'Une\ufffd' }])
  })

  it.each([
    'https://evil.example/une',
    'http://www.journal.example/une',
    'https://www.journal.example.evil.example/une',
    'https://www.journal.example:8443/une',
  ])('is not the article %s, which is not the publisher’s', async (url) => {
    const reader = newsroom.reader()
    await reader.report('view', { url })
    expect(await articles()).toEqual([])
    expect(await counted()).toMatchObject({ views: 1 })
  })

  it('is not one of the articles that a script invents by the thousand', async () => {
    await newsroom.api.file.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
       INSERT INTO articles (id, publisher_id, url, created_at) SELECT 'a' || i, ?, 'https://x.example/' || i, ? FROM n`,
      newsroom.publisher.id,
      newsroom.api.runtime.now(),
    )
    await newsroom.reader().report('view', ARTICLE)
    expect(await newsroom.api.file.one('SELECT count(*) FROM articles')).toBe(5000)
    expect(await counted()).toMatchObject({ views: 1 })
    newsroom.api.runtime.pass(24 * HOUR + 1)
    await newsroom.reader().report('view', ARTICLE)
    expect(await newsroom.api.file.one('SELECT count(*) FROM articles')).toBe(5001)
  })
})

describe('the origin of a session', () => {
  it.each(FOREIGN_ORIGINS)('is refused when it differs by %s', async (_what, origin) => {
    const response = await newsroom.reader({ origin }).tryReport()
    expectProblem(response, 'foreign-origin')
    expect(response.headers['access-control-allow-origin']).toBe('*')
    expect(await counted()).toEqual(noCounters())
  })

  it.each([undefined, 'null'])('that is %s gives a token that votes, and counts nothing', async (origin) => {
    const [proposal = ''] = newsroom.proposals
    const reader = newsroom.reader({ origin })
    await reader.report('view', ARTICLE)
    expect((await reader.vote(proposal, { vote: 'agree' })).tallies.agree).toBe(1)
    await reader.propose('Il faut ouvrir des crèches')
    await reader.report('finish')
    expect(await counted()).toEqual(noCounters())
    expect(await newsroom.api.file.rowCounts()).toMatchObject({
      articles: 0,
      reader_days: 0,
      network_days: 0,
      engagement_hours: 0,
    })
  })

  it('of another publisher is foreign, though it is known', async () => {
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    expectProblem(await newsroom.reader({ origin: 'https://autre.example' }).tryReport(), 'foreign-origin')
    expectProblem(await newsroom.reader({ publisher: other.publicKey }).tryReport(), 'foreign-origin')
  })
})
