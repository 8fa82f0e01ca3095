import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideProposals } from '../../api/src/administration/decide-proposals.ts'
import { wilsonInterval } from '../../api/src/domain/engagement/engagement.ts'
import { firstReaderDay } from '../../api/src/domain/readers/retention.ts'
import { PREVIEW_CHANNEL } from '../../api/src/wire/constants.ts'
import type { SessionAnswer, StatisticsQuery } from '../../api/src/wire/index.ts'
import { METRIC_NAMES } from '../../api/src/wire/metrics.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { documentOf } from '../support/reader.ts'
import { HOUR, MINUTE } from '../support/runtime.ts'
import { articleAt, Editor, readArticle } from '../support/statistics.ts'

let newsroom: Newsroom
let editor: Editor
beforeEach(async () => {
  newsroom = await openNewsroom()
  editor = await Editor.withKey(newsroom)
})
afterEach(() => newsroom.api.close())

const view = (path: string, options: Parameters<typeof readArticle>[2] = {}) =>
  readArticle(newsroom, path, options)
const person = { address: '192.0.2.5' }

describe('the engagement of a publisher', () => {
  it('has its numerator, its denominator and its interval', async () => {
    for (let reader = 0; reader < 40; reader++) await view('/une', { votes: reader < 12 })
    await newsroom.reader().report('load')
    const { totals, meta, query } = await editor.query()
    expect(meta.publisher).toEqual({ name: 'Le Journal', timeZone: 'Europe/Paris' })
    expect([query.from, query.to]).toEqual(['2026-02-09T00:00:00+01:00', '2026-03-11T00:00:00+01:00'])
    expect(totals).toMatchObject({
      loads: 41,
      views: 40,
      readersLoaded: 41,
      readersViewed: 40,
      readersEngaged: 12,
      votes: 12,
      engagementRate: { numerator: 12, denominator: 40, rate: 0.3, interval: wilsonInterval(12, 40) },
      viewability: { numerator: 40, denominator: 41 },
      votesPerReader: { value: 1 },
    })
  })

  it('is withheld of few readers, while the counts stay', async () => {
    await view('/une', { votes: true })
    expect((await editor.query()).totals).toMatchObject({
      readersViewed: 1,
      engagementRate: { numerator: 1, denominator: 1, rate: null, interval: null, suppressed: true },
    })
  })

  it('is zero, with every metric, where nobody came', async () => {
    const { totals, results } = await editor.query({ dimensions: ['day'], dateRange: '7d' })
    expect(Object.keys(totals).sort()).toEqual([...METRIC_NAMES].sort())
    expect(results).toHaveLength(7)
    expect(totals).toMatchObject({ loads: 0, engagementRate: { denominator: 0, rate: null } })
    expect((await editor.query({ dimensions: ['article'] })).results).toEqual([])
  })

  it('holds what an editor has just done, without waiting', async () => {
    await view('/une', { votes: true })
    expect((await editor.query()).totals).toMatchObject({ views: 1, readersEngaged: 1 })
  })

  it('is by the day of the publisher’s zone, over midnight', async () => {
    newsroom.api.runtime.set('2026-03-10T22:59:59Z')
    await view('/une', { votes: true })
    newsroom.api.runtime.set('2026-03-10T23:00:00Z')
    await view('/une')
    await view('/une')
    const dateRange = { from: '2026-03-09', to: '2026-03-13' }
    const { results, totals } = await editor.query({ dateRange, dimensions: ['day'] })
    expect(
      results.map(({ time, ...row }) => [time?.from.slice(0, 10), row.readersViewed, row.readersEngaged]),
    ).toEqual([
      ['2026-03-09', 0, 0],
      ['2026-03-10', 1, 1],
      ['2026-03-11', 2, 0],
      ['2026-03-12', 0, 0],
    ])
    expect(totals).toMatchObject({ readersViewed: 3, readersEngaged: 1 })
  })

  it('counts the same person on two days as two', async () => {
    await view('/une', person)
    newsroom.api.runtime.set('2026-03-11T23:30:00Z')
    await view('/une', person)
    const { query, totals, meta } = await editor.query()
    expect(query.to).toBe('2026-03-13T00:00:00+01:00')
    expect(totals.readersViewed).toBe(2)
    expect(meta.warnings.map(({ code }) => code)).toContain('reader-days')
  })

  it('counts an act after midnight on the day on which its page was viewed, in its last hour', async () => {
    newsroom.api.runtime.set('2026-03-10T22:58:00Z')
    const reader = await view('/une')
    newsroom.api.runtime.set('2026-03-10T23:05:00Z')
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    const dateRange = { from: '2026-03-10T22:00:00Z', to: '2026-03-11T00:00:00Z' }
    const { results } = await editor.query({ dateRange, dimensions: ['hour'] })
    expect(results.map(({ views, votes, readersEngaged }) => [views, votes, readersEngaged])).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ])
  })

  it('is by part without votes that a vote on show could be tied to, until they are on disk among others', async () => {
    const figures = async (dimensions: StatisticsQuery['dimensions']) => {
      const metrics = ['loads', 'views', 'votes', 'proposals', 'readersEngaged'] as const
      const { totals, results } = await editor.query({ metrics: [...metrics], dimensions })
      return {
        totals,
        rows: results.map(({ votes, readersEngaged, views }) => [views, votes, readersEngaged]),
      }
    }
    await view('/a', { ...person, votes: true })
    for (const part of ['article', 'device', 'channel', 'section', 'language'] as const) {
      const { totals, rows } = await figures([part])
      expect(totals).toMatchObject({ views: 1, votes: 1, readersEngaged: 1 })
      for (const row of rows) expect(row, part).toEqual([1, 0, 0])
    }
    expect((await figures(['hour'])).rows.at(-1)).toBeDefined()
    await newsroom.api.services.recorder.flush()
    for (const part of ['article', 'device', 'language'] as const)
      expect((await figures([part])).rows, part).toEqual([[1, 1, 1]])
  })

  it('is by article too, where readers of two articles count in each', async () => {
    await view('/a', { ...person, votes: true })
    await view('/b', person)
    await view('/b')
    await newsroom.api.services.recorder.flush()
    const { totals, results, meta } = await editor.query({
      dimensions: ['article'],
      include: { totalRows: true },
    })
    expect(totals).toMatchObject({ readersViewed: 2, readersEngaged: 1 })
    expect(
      results.map((row) => [row.article?.url, row.article?.title, row.readersViewed, row.readersEngaged]),
    ).toEqual([
      [`${ORIGIN}/b`, 'Article /b', 2, 0],
      [`${ORIGIN}/a`, 'Article /a', 1, 1],
    ])
    expect(meta).toMatchObject({ totalRows: 2, uncleanStops: 0, updatedAt: '2026-03-10T13:00:00+01:00' })
    expect(meta.warnings.map(({ code }) => code)).toContain('parts-overlap')
  })

  it('is by channel, section, kind of device and language', async () => {
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604.1'
    await newsroom.reader({ says: { channel: 'lettre', language: 'en' } }).report('view')
    await newsroom.reader({ userAgent: phone }).report('view', { ...articleAt('/une'), section: 'Politique' })
    const by = async (dimension: 'channel' | 'section' | 'device' | 'language') =>
      (await editor.query({ dimensions: [dimension] })).results.map((row) => [
        row[dimension],
        row.readersViewed,
      ])
    expect(await by('channel')).toEqual([['lettre', 1]])
    expect(await by('section')).toEqual([['Politique', 1]])
    expect((await by('device')).sort()).toEqual([
      ['desktop', 1],
      ['phone', 1],
    ])
    expect((await by('language')).sort()).toEqual([
      ['en', 1],
      ['fr', 1],
    ])
  })

  it('of all consultations counts a reader of two once; of one, only what belongs to it', async () => {
    const other = await newsroom.api.addConsultation({ slug: 'autre' })
    const [theirs = ''] = await newsroom.api.addProposals(other, ['Il faut autre chose'])
    await view('/une', { ...person, votes: true })
    const there = newsroom.reader({ ...person, consultation: 'autre' })
    await there.report('view', articleAt('/une'))
    await there.vote(theirs, { vote: 'disagree' })
    expect((await editor.query()).totals).toMatchObject({
      views: 2,
      readersViewed: 1,
      readersEngaged: 1,
      votes: 2,
    })
    for (const slug of ['territoires', 'autre']) {
      const filters = [{ dimension: 'consultation' as const, in: [slug] }]
      const { totals, results } = await editor.query({ filters, dimensions: ['article'] })
      expect(totals).toMatchObject({ views: 1, readersViewed: 1, readersEngaged: 1, votes: 1 })
      expect(results).toMatchObject([{ readersViewed: 1 }])
    }
    const each = await editor.query({ dimensions: ['consultation'] })
    expect(each.results.map(({ consultation, votes }) => [consultation, votes]).sort()).toEqual([
      ['autre', 1],
      ['territoires', 1],
    ])
  })

  it('is of this publisher alone', async () => {
    const origins = ['https://autre.example']
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins })
    const reader = newsroom.reader({ publisher: other.publicKey, origin: 'https://autre.example' })
    await reader.report('view', { url: 'https://autre.example/une' })
    await view('/une')
    const urls = async (who: Editor) =>
      (await who.query({ dimensions: ['article'] })).results.map((row) => row.article?.url)
    expect(await urls(editor)).toEqual([`${ORIGIN}/une`])
    expect(await urls(await Editor.withKey(newsroom, other))).toEqual(['https://autre.example/une'])
  })

  it('knows how long after the view the first vote came', async () => {
    for (const seconds of [5, 8, 200]) {
      const reader = await view('/une')
      newsroom.api.runtime.pass(seconds * 1000)
      await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    }
    const { firstVoteDelay } = (await editor.query()).totals
    expect(firstVoteDelay.readers).toBe(3)
    expect(firstVoteDelay.median).toBeGreaterThanOrEqual(7)
    expect(firstVoteDelay.median).toBeLessThan(12)
  })

  it('tells how many of the proposals sent are accepted by now', async () => {
    const reader = await view('/une')
    await reader.propose('Il faut des trains de nuit partout')
    await reader.propose('Il faut des forêts dans les villes')
    expect((await editor.query()).totals).toMatchObject({
      proposals: 2,
      proposalsAccepted: 0,
      readersProposed: 1,
    })
    const [id = ''] = (
      await newsroom.api.file.all<{ id: string }>(
        "SELECT id FROM proposals WHERE text LIKE '%trains de nuit%'",
      )
    ).map((row) => row.id)
    const decide = (status: 'accepted' | 'postponed') =>
      decideProposals(newsroom.api.context, { proposals: [{ id }], status })
    const accepted = async () => (await editor.query()).totals.proposalsAccepted
    await decide('accepted')
    await decide('accepted')
    expect(await accepted()).toBe(1)
    await decide('postponed')
    expect(await accepted()).toBe(0)
    await decide('accepted')
    expect(await accepted()).toBe(1)
  })

  it('counts as accepted at once what is published before it is read', async () => {
    await newsroom.api.file.run("UPDATE consultations SET moderation = 'after'")
    await newsroom.api.refresh()
    const reader = await view('/une')
    await reader.propose('Il faut des trains de nuit partout')
    expect((await editor.query()).totals).toMatchObject({ proposals: 1, proposalsAccepted: 1 })
  })

  it('stays the same when the sets of readers are dropped after two days', async () => {
    for (let reader = 0; reader < 5; reader++) await view('/une', { votes: reader % 2 === 0 })
    const day = { dateRange: { from: '2026-03-10', to: '2026-03-11' }, dimensions: ['article' as const] }
    const before = await editor.query(day)
    newsroom.api.runtime.pass(48 * HOUR)
    const firstDay = firstReaderDay(newsroom.api.runtime.now())
    expect(await newsroom.api.services.salts.dropBefore(firstDay)).toBeGreaterThan(0)
    expect(await newsroom.api.file.rowCounts()).toMatchObject({ reader_days: 0, daily_salts: 0 })
    const after = await editor.query(day)
    expect([after.totals, after.results]).toEqual([before.totals, before.results])
  })
})

describe('what is left out', () => {
  const leftOut = async () => (await editor.query()).meta.leftOut
  const NOTHING = {
    bots: 0,
    prefetches: 0,
    foreignOrigins: 0,
    unknownOrigins: 0,
    newsroom: 0,
    privacySignals: 0,
    aggregatesOnly: 0,
  }

  it.each([
    ['bots', { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }],
    ['bots', { userAgent: '' }],
    ['bots', { says: { leaveOut: 'automated' } }],
    ['prefetches', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
    ['newsroom', { says: { leaveOut: 'newsroom' } }],
    ['unknownOrigins', { origin: 'null' }],
  ] as const)('is shown as %s, and counts as nothing: %o', async (reason, options) => {
    const reader = newsroom.reader(options as object)
    await reader.report('view', articleAt('/une'))
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    const { totals } = await editor.query()
    expect(totals).toMatchObject({ loads: 0, views: 0, readersLoaded: 0, votes: 0, readersEngaged: 0 })
    expect(await leftOut()).toEqual({ ...NOTHING, [reason]: 1 })
    expect(await newsroom.api.file.one('SELECT count(*) FROM votes')).toBe(1)
  })

  it.each([
    ['a person', {}],
    ['a program', { leaveOut: 'automated' }],
  ] as const)('is not even told of the preview in the embed kit, before %s', async (_who, more) => {
    const says = { channel: PREVIEW_CHANNEL, ...more }
    await newsroom.reader({ says, origin: newsroom.api.services.publicUrl }).report('view')
    const { totals } = await editor.query()
    expect(totals).toMatchObject({ loads: 0, views: 0, readersLoaded: 0 })
    expect(await leftOut()).toEqual(NOTHING)
  })

  it.each([
    ['bots', 'automated'],
    ['newsroom', 'newsroom'],
  ] as const)('is what follows a load that could not tell: %s', async (reason, leaveOut) => {
    const reader = newsroom.reader()
    await reader.report('load', articleAt('/une'))
    const { publisher, consultation } = newsroom
    const later = { publisher: publisher.publicKey, consultation: consultation.slug, leaveOut }
    for (const event of ['view', 'finish']) {
      const answer = await reader.post('/v1/sessions', { ...later, event, session: reader.session })
      reader.session = documentOf<SessionAnswer>(answer).session
    }
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    const { totals } = await editor.query()
    expect(totals).toMatchObject({ loads: 1, views: 0, readersViewed: 0, readersEngaged: 0, votes: 0 })
    expect(await leftOut()).toEqual({ ...NOTHING, [reason]: 1 })
  })

  it('is a page that is not the publisher’s, which is refused', async () => {
    await newsroom.reader({ origin: 'https://elsewhere.example' }).tryReport('view')
    expect(await leftOut()).toEqual({ ...NOTHING, foreignOrigins: 1 })
  })

  it('is everything but the load of a browser that asks not to be followed', async () => {
    const reader = newsroom.reader({ headers: { 'sec-gpc': '1' } })
    await reader.report('view', articleAt('/une'))
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    const { totals } = await editor.query()
    expect(totals).toMatchObject({ loads: 1, views: 0, readersLoaded: 0, readersEngaged: 0, votes: 0 })
    expect(await leftOut()).toEqual({ ...NOTHING, privacySignals: 1 })
    expect(await newsroom.api.file.rowCounts()).toMatchObject({ reader_days: 0 })
  })

  it('follows the publisher’s switch: acts without readers, or nothing', async () => {
    const switchTo = async (counting: string) => {
      await newsroom.api.file.run('UPDATE publishers SET counting = ?', counting)
      await newsroom.api.refresh()
    }
    await switchTo('aggregate-only')
    await view('/une', { votes: true })
    const aggregate = await editor.query()
    expect(aggregate.totals).toMatchObject({
      loads: 1,
      views: 1,
      votes: 1,
      readersViewed: 0,
      readersEngaged: 0,
    })
    expect(aggregate.meta.warnings.map(({ code }) => code)).toContain('counting-limited')
    expect(await leftOut()).toEqual({ ...NOTHING, aggregatesOnly: 1 })
    await switchTo('off')
    await view('/une', { votes: true })
    expect((await editor.query()).totals).toMatchObject({ loads: 1, views: 1, votes: 1 })
    expect(await newsroom.api.file.rowCounts()).toMatchObject({ reader_days: 0, votes: 2 })
  })
})

describe('a page view', () => {
  it('counts one load and one view, however often it reports them', async () => {
    const reader = newsroom.reader()
    for (const event of ['load', 'view', 'view', 'load', 'finish'] as const)
      await reader.report(event, articleAt('/une'))
    expect((await editor.query()).totals).toMatchObject({ loads: 1, views: 1, readersViewed: 1 })
  })

  it('counts raw views of a second life, but no second reader', async () => {
    const reader = await view('/une', person)
    reader.leave()
    newsroom.api.runtime.pass(MINUTE)
    await reader.report('view', articleAt('/une'))
    expect((await editor.query()).totals).toMatchObject({ loads: 2, views: 2, readersViewed: 1 })
  })
})

describe('the list of metrics', () => {
  it('is told with a definition in both languages', async () => {
    const { metrics } = documentOf<{ metrics: { metric: string; definition: Record<string, string> }[] }>(
      await editor.get('stats/metrics'),
    )
    expect(metrics.map(({ metric }) => metric)).toEqual(METRIC_NAMES)
    for (const { definition } of metrics)
      for (const text of [definition['en'], definition['fr']]) expect(text).toMatch(/\.$/)
  })
})
