import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import type { StatisticsAnswer, StatisticsRequest } from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { Editor, readArticle } from '../support/statistics.ts'

let newsroom: Newsroom
let editor: Editor
beforeEach(async () => {
  newsroom = await openNewsroom()
  editor = await Editor.withKey(newsroom)
})
afterEach(() => newsroom.api.close())

const times = ({ results }: Pick<StatisticsAnswer, 'results'>) => results.map(({ time }) => time?.from)
const rangeOf = async (query: StatisticsRequest) => {
  const { from, to } = (await editor.query(query)).query
  return [from, to]
}

describe('a range', () => {
  it.each([
    ['today', '2026-03-10T00:00:00+01:00', '2026-03-11T00:00:00+01:00'],
    ['yesterday', '2026-03-09T00:00:00+01:00', '2026-03-10T00:00:00+01:00'],
    ['7d', '2026-03-04T00:00:00+01:00', '2026-03-11T00:00:00+01:00'],
    ['month', '2026-03-01T00:00:00+01:00', '2026-03-11T00:00:00+01:00'],
    ['lastMonth', '2026-02-01T00:00:00+01:00', '2026-03-01T00:00:00+01:00'],
    ['year', '2026-01-01T00:00:00+01:00', '2026-03-11T00:00:00+01:00'],
  ] as const)('has a name, and today is in it: %s', async (dateRange, from, to) => {
    expect(await rangeOf({ dateRange })).toEqual([from, to])
  })

  it('that is all begins where counting began', async () => {
    await readArticle(newsroom, '/une')
    newsroom.api.runtime.set('2026-05-01T12:00:00Z')
    expect(await rangeOf({ dateRange: 'all' })).toEqual([
      '2026-03-10T00:00:00+01:00',
      '2026-05-02T00:00:00+02:00',
    ])
  })

  it('is half-open: its last instant is not in it', async () => {
    await readArticle(newsroom, '/une')
    const views = async (from: string, to: string) =>
      (await editor.query({ dateRange: { from, to } })).totals.views
    expect(await views('2026-03-10T13:00:00+01:00', '2026-03-10T14:00:00+01:00')).toBe(1)
    expect(await views('2026-03-10T12:00:00+01:00', '2026-03-10T13:00:00+01:00')).toBe(0)
    expect(await views('2026-03-09', '2026-03-10')).toBe(0)
  })

  it('has a row for every hour, also of the day whose clocks are set back: one of them comes twice', async () => {
    newsroom.api.runtime.set('2026-10-25T00:30:00Z')
    await readArticle(newsroom, '/une')
    newsroom.api.runtime.set('2026-10-25T01:30:00Z')
    await readArticle(newsroom, '/une')
    await readArticle(newsroom, '/une')
    const dateRange = { from: '2026-10-25', to: '2026-10-26' }
    const answer = await editor.query({ dateRange, dimensions: ['hour'] })
    expect(answer.results).toHaveLength(25)
    expect(times(answer).slice(1, 5)).toEqual([
      '2026-10-25T01:00:00+02:00',
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:00:00+01:00',
      '2026-10-25T03:00:00+01:00',
    ])
    expect(answer.results.slice(1, 5).map(({ views }) => views)).toEqual([0, 1, 2, 0])
  })

  it('has 23 hours where clocks are set forward', async () => {
    const dateRange = { from: '2026-03-29', to: '2026-03-30' }
    const answer = await editor.query({ dateRange, dimensions: ['hour'] })
    expect(answer.results).toHaveLength(23)
    expect(times(answer).slice(1, 3)).toEqual(['2026-03-29T01:00:00+01:00', '2026-03-29T03:00:00+02:00'])
  })

  it('is cut by weeks that begin on Monday, and by months, never beyond its ends', async () => {
    const dateRange = { from: '2026-02-25', to: '2026-03-11' }
    expect(times(await editor.query({ dateRange, dimensions: ['week'] }))).toEqual([
      '2026-02-25T00:00:00+01:00',
      '2026-03-02T00:00:00+01:00',
      '2026-03-09T00:00:00+01:00',
    ])
    expect(times(await editor.query({ dateRange, dimensions: ['month'] }))).toEqual([
      '2026-02-25T00:00:00+01:00',
      '2026-03-01T00:00:00+01:00',
    ])
  })

  it('says from where on there is more to come', async () => {
    const partial = async (dateRange: StatisticsRequest['dateRange'], dimensions: ['day'] | [] = []) =>
      (await editor.query({ dateRange, dimensions })).meta.partialFrom
    expect(await partial('7d', ['day'])).toBe('2026-03-10T00:00:00+01:00')
    expect(await partial('yesterday')).toBeNull()
  })

  it('can be shown in another zone', async () => {
    const { query, meta } = await editor.query({ dateRange: 'today', timeZone: 'America/New_York' })
    expect(query.from).toBe('2026-03-10T00:00:00-04:00')
    expect(meta.warnings.map(({ code }) => code)).toContain('other-time-zone')
  })
})

describe('a comparison', () => {
  it('is with as many days just before, or with the same days a year before', async () => {
    const compared = async (compare: 'previous' | 'year') => {
      const { compare: answer } = await editor.query({ dateRange: '7d', include: { compare } })
      return [answer?.from, answer?.to]
    }
    expect(await compared('previous')).toEqual(['2026-02-25T00:00:00+01:00', '2026-03-04T00:00:00+01:00'])
    expect(await compared('year')).toEqual(['2025-03-04T00:00:00+01:00', '2025-03-11T00:00:00+01:00'])
  })

  it('holds the same parts in the same order', async () => {
    newsroom.api.runtime.set('2026-03-09T12:00:00Z')
    await readArticle(newsroom, '/b')
    newsroom.api.runtime.set('2026-03-10T12:00:00Z')
    await readArticle(newsroom, '/a')
    await readArticle(newsroom, '/b')
    await readArticle(newsroom, '/b')
    const { results, compare } = await editor.query({
      dateRange: 'today',
      dimensions: ['article'],
      include: { compare: 'previous' },
    })
    expect(results.map(({ views }) => views)).toEqual([2, 1])
    expect(compare?.results.map(({ views }) => views)).toEqual([1, 0])
    expect(compare?.totals).toMatchObject({ views: 1 })
  })
})

describe('rows', () => {
  beforeEach(async () => {
    for (const [path, readers] of [
      ['/a', 3],
      ['/b', 1],
      ['/c', 2],
      ['/d', 2],
    ] as const)
      for (let reader = 0; reader < readers; reader++)
        await readArticle(newsroom, path, { votes: reader === 0 })
  })

  it('are sorted as asked, and paged without loss or repetition', async () => {
    const query = { dimensions: ['article' as const], orderBy: [{ by: 'views' as const }], limit: 3 }
    const first = await editor.query(query)
    const second = await editor.query({ ...query, cursor: String(first.meta.nextCursor) })
    const titles = [...first.results, ...second.results].map(({ article }) => article?.title)
    expect(new Set(titles).size).toBe(4)
    expect([...first.results, ...second.results].map(({ views }) => views)).toEqual([3, 2, 2, 1])
    expect(second.meta.nextCursor).toBeNull()
  })

  it('are sorted by what is counted apart as well, asked for or not', async () => {
    const { api, consultation } = newsroom
    for (const [path, seconds] of [
      ['/slow', 100],
      ['/fast', 5],
    ] as const) {
      const reader = await readArticle(newsroom, path)
      api.runtime.pass(seconds * 1000)
      await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
      if (path === '/fast') await reader.propose('Il faut des trains de nuit')
    }
    const waiting = await api.services.store.moderation.page({
      consultationId: consultation.id,
      status: 'pending',
      isUnread: false,
      skeleton: '',
      after: null,
      limit: 1,
    })
    await decideProposals(api.context, { proposals: waiting, status: 'accepted' })
    await newsroom.api.services.recorder.flush()
    const firstBy = async (by: 'firstVoteDelay' | 'proposalsAccepted') => {
      const query = { metrics: ['votes' as const], dimensions: ['article' as const], orderBy: [{ by }] }
      return (await editor.query({ ...query, limit: 1 })).results[0]?.article?.title
    }
    expect(await firstBy('firstVoteDelay')).toBe('Article /slow')
    expect(await firstBy('proposalsAccepted')).toBe('Article /fast')
  })

  it('can be filtered by articles', async () => {
    const all = await editor.query({ dimensions: ['article'] })
    const ids = all.results.slice(0, 2).map(({ article }) => String(article?.id))
    const { results, totals } = await editor.query({
      dimensions: ['article'],
      filters: [{ dimension: 'article', in: ids }],
    })
    expect(results.map(({ article }) => article?.id)).toEqual(ids)
    // Readers of two articles do not add up.
    expect(totals).toBeNull()
  })
})

describe('a query that cannot be answered', () => {
  const wrong: [StatisticsRequest | object, string][] = [
    [{ metrics: ['clicks'] }, '/metrics/0'],
    [{ metrics: [] }, '/metrics'],
    [{ dateRange: 'lastCentury' }, '/dateRange'],
    [{ dateRange: { from: '2026-03-10', to: '2026-03-10' } }, '/dateRange/to'],
    [{ dateRange: { from: '2026-03-11', to: '2026-03-10' } }, '/dateRange/to'],
    [{ dateRange: { from: '2026-02-30', to: '2026-03-10' } }, '/dateRange'],
    [{ dateRange: { from: '2026-03-10T08:30:00+01:00', to: '2026-03-11' } }, '/dateRange/from'],
    [{ dateRange: { from: '0001-01-01', to: '2026-03-10' } }, '/dateRange/from'],
    [{ dateRange: { from: '2016-03-10', to: '2026-03-10' }, dimensions: ['hour'] }, '/dimensions'],
    [{ dimensions: ['hour', 'day'] }, '/dimensions'],
    [{ dimensions: ['article', 'device'] }, '/dimensions'],
    [{ dimensions: ['planet'] }, '/dimensions/0'],
    [{ filters: [{ dimension: 'consultation', in: ['nowhere'] }] }, '/filters/0/in/0'],
    [{ filters: [{ dimension: 'article', in: ['x'] }] }, '/filters/0/in/0'],
    [{ filters: [{ dimension: 'article', in: ['\0'] }] }, '/filters/0/in/0'],
    [{ filters: [{ dimension: 'article', in: ['\ud800'] }] }, '/filters/0/in/0'],
    [{ filters: [{ dimension: 'device', in: ['fridge'] }] }, '/filters/0/in/0'],
    [{ orderBy: [{ by: 'weather' }] }, '/orderBy/0/by'],
    [{ limit: 1001 }, '/limit'],
    [{ limit: -1 }, '/limit'],
    [{ cursor: 'made-up' }, '/cursor'],
    [{ timeZone: 'Mars/Olympus' }, '/timeZone'],
    [{ timeZone: 'Asia/Kolkata' }, '/timeZone'],
    [{ surprise: 1 }, '/surprise'],
    [{ include: { everything: true } }, '/include/everything'],
  ]

  it.each(wrong)('%j is refused, by name', async (query, pointer) => {
    const { errors } = expectProblem(await editor.tryQuery(query), 'invalid-request')
    expect(errors?.map((error) => error.pointer)).toContain(pointer)
  })

  it.each([
    ['stats/summary?period=7d&from=2026-03-01', '/period'],
    ['stats/summary?from=2026-03-01', '/to'],
    ['stats/series?interval=minute', '/interval'],
    ['stats/series?interval=hour&from=2016-01-01&to=2026-01-01', '/interval'],
    ['stats/articles?orderBy=title', '/orderBy'],
    ['stats/articles?limit=-1', '/limit'],
    ['stats/summary?metrics=views,clicks', '/metrics/1'],
    ['stats/summary?unknown=1', '/unknown'],
    ['stats/summary?consultation=nowhere', '/consultation'],
    ['stats/summary?consultation=territoires&channel=a&device=phone', '/device'],
    ['stats/series.csv?article=a&section=b&language=fr&channel=c', '/section'],
    [`stats/summary?metrics=${Array(80).fill('votes')}`, '/metrics'],
  ])('so is %s', async (path, pointer) => {
    const { errors } = expectProblem(await editor.get(path), 'invalid-request')
    expect(errors?.map((error) => error.pointer)).toEqual([pointer])
  })
})

describe('an answer', () => {
  it('has a tag by which it need not be sent twice, until something changes', async () => {
    const path = 'stats/summary?period=today'
    const first = await editor.get(path)
    expect(first.headers['cache-control']).toBe('private, max-age=30')
    const tag = String(first.headers['etag'])
    newsroom.api.runtime.pass(1000)
    expect((await editor.get(path, { 'if-none-match': tag })).statusCode).toBe(304)
    await readArticle(newsroom, '/une')
    expect((await editor.get(path, { 'if-none-match': tag })).statusCode).toBe(200)
  })

  it('says the query as it was understood', async () => {
    const { query } = documentOf<StatisticsAnswer>(
      await editor.get('stats/series?period=today&interval=hour'),
    )
    expect(query).toMatchObject({ dimensions: ['hour'], timeZone: 'Europe/Paris', limit: 1000, filters: [] })
  })

  it('is the same by parameters as by a document', async () => {
    await readArticle(newsroom, '/une', { votes: true })
    const byParameters = documentOf<StatisticsAnswer>(
      await editor.get('stats/articles?period=7d&metrics=views,votes'),
    )
    const byDocument = documentOf<StatisticsAnswer>(
      await editor.tryQuery({ dateRange: '7d', dimensions: ['article'], metrics: ['views', 'votes'] }),
    )
    expect(byParameters.results).toEqual(byDocument.results)
    expect(byParameters.totals).toEqual(byDocument.totals)
  })
})

describe('the table for spreadsheets', () => {
  const rows = (csv: string) => parse(csv, { bom: true, columns: true }) as Record<string, string>[]

  it('is asked for by its name or by its type, and opens as what it is', async () => {
    await readArticle(newsroom, '/une', { votes: true })
    await newsroom.api.services.recorder.flush()
    const byName = await editor.get('stats/articles.csv?metrics=views,engagementRate,firstVoteDelay')
    const byType = await editor.get('stats/articles?metrics=views,engagementRate,firstVoteDelay', {
      accept: 'text/csv',
    })
    expect(byName.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(byName.body).toBe(byType.body)
    expect(byName.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(byName.body.endsWith('\r\n')).toBe(true)
    expect(rows(byName.body)).toMatchObject([
      { 'article.title': 'Article /une', views: '1', 'engagementRate.numerator': '1', engagementRate: '' },
    ])
  })

  it('runs nothing that an article calls itself', async () => {
    const titles = ['=HYPERLINK("http://evil.example")', '+1', '-1+2', '@SUM(A1)', 'a "quoted", title']
    for (const [index, title] of titles.entries())
      await newsroom.reader().report('view', { url: `https://www.journal.example/${index}`, title })
    const cells = rows((await editor.get('stats/articles.csv')).body).map((row) => row['article.title'])
    for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    expect(cells).toContain('a "quoted", title')
    expect(cells).toContain(`'=HYPERLINK("http://evil.example")`)
  })

  it('has a row for every article, also beyond the longest page', async () => {
    const { store } = newsroom.api.services
    await readArticle(newsroom, '/first')
    const site = newsroom.publisher.id
    const readOnce = async (_: unknown, number: number) => {
      const id = `article${String(number).padStart(5, '0')}`
      const url = `https://www.journal.example/${number}`
      await store.articles.findOrCreate({
        id,
        url,
        publisherId: site,
        title: null,
        section: null,
        publishedAt: null,
        createdAt: 0,
      })
      const scope = await store.scopes.findOrCreate({
        publisherId: site,
        consultationId: null,
        kind: 'article',
        value: id,
      })
      await store.database.write(store.engagement.hours.add(scope, newsroom.api.runtime.now(), { views: 1 }))
    }
    await Promise.all(Array.from({ length: 1100 }, readOnce))
    expect(rows((await editor.get('stats/articles.csv?period=today')).body)).toHaveLength(1101)
  })
})
