import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { revokeApiKey } from '../../api/src/administration/api-keys.ts'
import { wilsonInterval } from '../../api/src/domain/engagement.ts'
import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { HOUR } from '../support/chance.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'

let newsroom: Newsroom
let key: string
let proposal: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  key = await newsroom.api.addKey(newsroom.publisher)
  ;[proposal = ''] = newsroom.proposals
})
afterEach(() => newsroom.api.close())

const tryRead = (query = '', authorization: string | undefined = `Bearer ${key}`) =>
  newsroom.api.app.inject({
    url: `/v1/publisher/stats${query}`,
    headers: authorization === undefined ? {} : { authorization },
  })
const read = async (query = ''): Promise<StatisticsAnswer> => documentOf(await tryRead(query))

const article = (path: string) => ({ url: `${ORIGIN}${path}`, title: `Article ${path}` })

async function view(path: string, acts: { votes?: boolean; person?: { address: string } } = {}) {
  const reader = newsroom.reader(acts.person)
  await reader.report('view', article(path))
  if (acts.votes) await reader.vote(proposal, { vote: 'agree' })
  return reader
}

describe('the engagement of a publisher', () => {
  it('has its numerator, its denominator and its interval', async () => {
    for (let reader = 0; reader < 10; reader++) await view('/une', { votes: reader < 3 })
    await newsroom.reader().report('load')
    const { totals, publisher, query } = await read()
    expect(publisher).toEqual({ name: 'Le Journal', timeZone: 'Europe/Paris' })
    expect(query).toEqual({ from: '2026-02-09', to: '2026-03-10', consultation: null })
    expect(totals).toMatchObject({
      ...{ loads: 11, views: 10, readersLoaded: 11, readersViewed: 10, readersEngaged: 3, votes: 3 },
      engagementRate: { numerator: 3, denominator: 10, rate: 0.3, interval: wilsonInterval(3, 10) },
    })
    // Published for 3 of 10: 0.108 to 0.603.
    expect(totals.engagementRate.interval?.low).toBeCloseTo(0.1078, 4)
    expect(totals.engagementRate.interval?.high).toBeCloseTo(0.6032, 4)
  })

  it('is withheld, not zero, where nobody viewed', async () => {
    const { totals, byDay, byArticle } = await read()
    expect(totals.engagementRate).toEqual({ numerator: 0, denominator: 0, rate: null, interval: null })
    expect(byDay).toHaveLength(30)
    expect(byArticle).toEqual([])
  })

  it('holds what an editor has just done, without waiting', async () => {
    await view('/une', { votes: true })
    expect((await read()).totals).toMatchObject({ views: 1, readersEngaged: 1 })
  })

  it('is by the day of the publisher’s zone, over midnight', async () => {
    newsroom.api.chance.set('2026-03-10T22:59:59Z')
    await view('/une', { votes: true })
    newsroom.api.chance.set('2026-03-10T23:00:00Z')
    await view('/une')
    await view('/une')
    const { byDay, totals } = await read('?from=2026-03-09&to=2026-03-12')
    expect(
      byDay.map(({ day, readersViewed, readersEngaged }) => [day, readersViewed, readersEngaged]),
    ).toEqual([
      ...[
        ['2026-03-09', 0, 0],
        ['2026-03-10', 1, 1],
      ],
      ...[
        ['2026-03-11', 2, 0],
        ['2026-03-12', 0, 0],
      ],
    ])
    expect(totals).toMatchObject({ readersViewed: 3, readersEngaged: 1 })
    expect((await read('?from=2026-03-11&to=2026-03-11')).totals).toMatchObject({ readersViewed: 2 })
  })

  it('counts the same person on two days as two, and says today in the publisher’s zone', async () => {
    const person = { address: '192.0.2.5' }
    await view('/une', { person })
    newsroom.api.chance.set('2026-03-11T23:30:00Z')
    await view('/une', { person })
    const { query, totals } = await read()
    expect(query.to).toBe('2026-03-12')
    expect(totals.readersViewed).toBe(2)
  })

  it('is by article too, where readers of two articles count in each', async () => {
    const person = { address: '192.0.2.5' }
    await view('/a', { person, votes: true })
    await view('/b', { person })
    await view('/b')
    const { totals, byArticle, meta } = await read()
    expect(totals).toMatchObject({ readersViewed: 2, readersEngaged: 1 })
    expect(
      byArticle.map((row) => [row.article.url, row.article.title, row.readersViewed, row.readersEngaged]),
    ).toEqual([
      [`${ORIGIN}/b`, 'Article /b', 2, 0],
      [`${ORIGIN}/a`, 'Article /a', 1, 1],
    ])
    expect(meta).toMatchObject({ articlesTotal: 2, uncleanStops: 0, updatedAt: '2026-03-10T12:00:00.000Z' })
  })

  it('of all consultations counts a reader of two once; of one, only what belongs to it', async () => {
    const other = await newsroom.api.addConsultation({ slug: 'autre' })
    const [theirs = ''] = await newsroom.api.addProposals(other, ['Il faut autre chose'])
    const person = { address: '192.0.2.5' }
    await view('/une', { person, votes: true })
    const there = newsroom.reader({ ...person, consultation: 'autre' })
    await there.report('view', article('/une'))
    await there.vote(theirs, { vote: 'disagree' })
    expect((await read()).totals).toMatchObject({ views: 2, readersViewed: 1, readersEngaged: 1, votes: 2 })
    for (const slug of ['territoires', 'autre']) {
      const { totals, byArticle, query } = await read(`?consultation=${slug}`)
      expect(query.consultation).toBe(slug)
      expect(totals).toMatchObject({ views: 1, readersViewed: 1, readersEngaged: 1, votes: 1 })
      expect(byArticle).toMatchObject([{ readersViewed: 1 }])
    }
    expectProblem(await tryRead('?consultation=nothing'), 'invalid-request')
  })

  it('is of this publisher alone', async () => {
    const origins = ['https://autre.example']
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins })
    const reader = newsroom.reader({ publisher: other.publicKey, origin: 'https://autre.example' })
    await reader.report('view', { url: 'https://autre.example/une' })
    await view('/une')
    const mine = await read()
    expect(mine.totals.views).toBe(1)
    expect(mine.byArticle.map((row) => row.article.url)).toEqual([`${ORIGIN}/une`])
    key = await newsroom.api.addKey(other)
    expect((await read()).byArticle.map((row) => row.article.url)).toEqual(['https://autre.example/une'])
  })

  it('stays the same when the sets of readers are dropped after two days', async () => {
    for (let reader = 0; reader < 5; reader++) await view('/une', { votes: reader % 2 === 0 })
    const before = await read('?from=2026-03-10&to=2026-03-10')
    newsroom.api.chance.pass(48 * HOUR)
    expect(await newsroom.api.services.salts.dropBefore('2026-03-12')).toBeGreaterThan(0)
    expect(newsroom.api.file.rowCounts()).toMatchObject({ reader_days: 0, daily_salts: 0 })
    const after = await read('?from=2026-03-10&to=2026-03-10')
    expect([after.totals, after.byDay, after.byArticle]).toEqual([
      before.totals,
      before.byDay,
      before.byArticle,
    ])
  })
})

describe('a range', () => {
  it('is both its days', async () => {
    expect((await read('?from=2026-03-01&to=2026-03-10')).byDay).toHaveLength(10)
    expect((await read('?to=2026-01-31')).query).toMatchObject({ from: '2026-01-02', to: '2026-01-31' })
    expect((await read('?from=2025-02-04')).byDay).toHaveLength(400)
  })

  it.each([
    'from=2026-03-11&to=2026-03-10',
    'from=2025-02-03&to=2026-03-10',
    'from=2026-02-30',
    'to=2026-13-01',
    'from=10.03.2026',
    'from=2026-03-10T00:00:00Z',
    'days=30',
    'to=0000-01-01',
  ])('is refused when it is %s', async (query) => {
    expect(expectProblem(await tryRead(`?${query}`), 'invalid-request').errors).toHaveLength(1)
  })
})

describe('the key', () => {
  it('is needed, whole and live', async () => {
    const wrong = [
      undefined,
      '',
      'Bearer',
      `Basic ${key}`,
      key,
      `Bearer ${key}x`,
      `Bearer ${key.slice(0, -1)}`,
    ]
    for (const authorization of wrong) {
      const response = await newsroom.api.app.inject({
        url: '/v1/publisher/stats',
        headers: authorization === undefined ? {} : { authorization },
      })
      expectProblem(response, 'invalid-key')
    }
    expectProblem(await tryRead('', `Bearer ${newsroom.publisher.publicKey}`), 'invalid-key')
    expectProblem(await tryRead('', `Bearer ${key} `.repeat(100)), 'invalid-key')
    expect((await tryRead('', `bearer ${key}`)).statusCode).toBe(200)
  })

  it('is refused from the moment it is revoked, while another goes on', async () => {
    const second = await newsroom.api.addKey(newsroom.publisher)
    const [first] = await newsroom.api.services.store.apiKeys.all()
    await revokeApiKey(newsroom.api.desk, first?.id ?? '')
    expectProblem(await tryRead(), 'invalid-key')
    expect((await tryRead('', `Bearer ${second}`)).statusCode).toBe(200)
  })

  it('is nowhere on disk, and the day of its last use is', async () => {
    await read()
    const [row] = newsroom.api.file.all<Record<string, unknown>>('SELECT * FROM api_keys')
    expect(row).toMatchObject({ last_used_on: '2026-03-10', prefix: key.slice(0, 12) })
    expect(JSON.stringify(row)).not.toContain(key.slice(12, 40))
  })

  it('opens nothing to pages: its answers are for the asker alone', async () => {
    const response = await tryRead()
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
    expect(response.headers['cache-control']).toBe('private, no-store')
    expect(response.headers['x-content-type-options']).toBe('nosniff')
  })
})
