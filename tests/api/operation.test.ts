import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SqliteDatabase } from '../../api/src/store/sqlite/engine.ts'
import { describeOnFiles } from '../support/engine.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let newsroom: Newsroom

beforeEach(async () => {
  newsroom = await openNewsroom()
})

afterEach(() => newsroom.api.close())

describe('Health', () => {
  it.each(['/healthz', '/readyz'])('is told at %s, and never from a cache', async (url) => {
    const response = await newsroom.api.app.inject(url)
    expect(response.json()).toEqual({ status: 'ok' })
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it('is the process alone at /healthz, the database too at /readyz', async () => {
    const broken = await openNewsroom({
      wrapStore: (store) => ({
        ...store,
        database: { ...store.database, getEach: () => Promise.reject(new Error('the disk is gone')) },
      }),
    })
    expect((await broken.api.app.inject('/healthz')).statusCode).toBe(200)
    const response = await broken.api.app.inject('/readyz')
    expectProblem(response, 'unavailable')
    expect(response.headers['retry-after']).toBe('5')
    expect(response.body).not.toContain('disk')
    await broken.api.close()
  })
})

describe('The contract', () => {
  const CONSULTATION = '/v1/consultations/{consultation}'
  const READ = [
    '/v1/embed/{consultation}',
    '/v1/oembed',
    CONSULTATION,
    ...['summary', 'series', 'articles', 'metrics', 'standing-out', 'top-proposals'].map(
      (name) => `/v1/publisher/stats/${name}`,
    ),
    '/v1/publisher/embed-code',
    '/v1/publisher/share-links',
    '/v1/publisher/articles',
    '/v1/publisher/article-merges',
    '/v1/publisher/foreign-origins',
    `${CONSULTATION}/results`,
    `${CONSULTATION}/actions`,
    `${CONSULTATION}/groups`,
    `${CONSULTATION}/integrity`,
    `${CONSULTATION}/themes`,
    `${CONSULTATION}/view`,
    '/v1/publisher/channels',
    '/v1/publisher/reader-keys',
  ]
  const DOWNLOADS = [
    ...['csv', 'xlsx', 'jsonl'].map((format) => `${CONSULTATION}/export.${format}`),
    `${CONSULTATION}/data/{file}`,
    ...['summary', 'series', 'articles'].flatMap((name) =>
      ['csv', 'xlsx'].map((format) => `/v1/publisher/stats/${name}.${format}`),
    ),
  ]
  const BY_KEY = [
    '/v1/publisher/stats/query',
    '/v1/publisher/share-links/{link}',
    '/v1/publisher/live',
    '/v1/publisher/session',
    '/v1/self-test/{code}',
    '/v1/publisher/self-tests',
    '/v1/publisher/articles/{article}/merge',
    '/v1/publisher/articles/{article}',
  ]
  const WRITTEN = ['/v1/sessions', '/v1/votes', '/v1/proposals', '/v1/forget']
  const OPERATION = ['/healthz', '/readyz', '/metrics']

  it('lists every address, and for each the answer and the problem', async () => {
    const response = await newsroom.api.app.inject('/openapi.json')
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    const { openapi, paths } = response.json()
    expect(openapi).toBe('3.1.0')
    const open = Object.keys(paths).filter((path) => !path.startsWith('/v1/admin/'))
    expect(open.sort()).toEqual([...READ, ...DOWNLOADS, ...BY_KEY, ...WRITTEN, ...OPERATION].sort())
    for (const path of WRITTEN) {
      expect(Object.keys(paths[path])).toEqual(['post'])
      expect(Object.keys(paths[path].post.responses)).toEqual(['200', '4XX', '5XX'])
      expect(paths[path].post.requestBody.required).toBe(true)
    }
    for (const path of READ) expect(Object.keys(paths[path].get.responses)).toContain('4XX')
    expect(paths['/v1/publisher/stats/summary'].get.security).toEqual([{ apiKey: [] }])
  })

  it('says of every address of the team what it answers, and that it may refuse', async () => {
    const { paths } = (await newsroom.api.app.inject('/openapi.json')).json()
    const team = Object.entries<Record<string, { responses: object; security?: object }>>(paths)
      .filter(([path]) => path.startsWith('/v1/admin/'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
      )
    expect(team.length).toBeGreaterThan(30)
    for (const { path, method, responses } of team) {
      const name = `${method} ${path}`
      if (method !== 'delete' && !path.includes('export'))
        expect(Object.keys(responses), name).toContain('4XX')
    }
  })

  it('knows no address that the API does not', async () => {
    const { paths } = (await newsroom.api.app.inject('/openapi.json')).json()
    for (const path of Object.keys(paths)) {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
      const method = Object.keys(paths[path])[0]?.toUpperCase() as 'GET' | 'POST'
      expect(newsroom.api.app.hasRoute({ method, url })).toBe(true)
    }
  })

  it('can be read by people', async () => {
    const response = await newsroom.api.app.inject('/docs/')
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toMatch(/^text\/html/)
    expect(response.headers['content-security-policy']).toMatch(/default-src/)
    // Over http it would send the page's own files to https: WebKit obeys on localhost too, and shows nothing.
    expect(response.headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    const { info } = (await newsroom.api.app.inject('/docs/json')).json()
    expect(info.title).toBe('Unisson')
    const script = await newsroom.api.app.inject('/docs/static/swagger-ui-bundle.js')
    expect(script.headers['content-type']).toMatch(/javascript/)
    expectProblem(await newsroom.api.app.inject('/docs/nothing'), 'not-found')
  })
})

describe('The limit of downloads', () => {
  const codeOf = ({ publisher }: Newsroom) => `/c/territoires/code.svg?publisher=${publisher.publicKey}`

  it('believes no header about the address, unless a proxy is trusted', async () => {
    const limited = await openNewsroom({ downloadsPerMinute: 2 })
    const statuses: number[] = []
    for (const forged of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      const headers = { 'x-forwarded-for': forged, forwarded: `for=${forged}`, 'x-real-ip': forged }
      statuses.push((await limited.api.app.inject({ url: codeOf(limited), headers })).statusCode)
    }
    expect(statuses).toEqual([200, 200, 429])
    await limited.api.close()
  })

  it('counts the readers behind a trusted proxy one by one', async () => {
    const limited = await openNewsroom({ downloadsPerMinute: 1, trustedProxies: ['10.9.0.0/16'] })
    for (const address of ['192.0.2.1', '192.0.2.2']) {
      const asked = {
        url: codeOf(limited),
        remoteAddress: '10.9.0.1',
        headers: { 'x-forwarded-for': address },
      }
      expect((await limited.api.app.inject(asked)).statusCode).toBe(200)
      expect((await limited.api.app.inject(asked)).statusCode).toBe(429)
    }
    await limited.api.close()
  })
})

// What PostgreSQL flushes is looked at when a server starts: tests/postgres/engine.test.ts.
describeOnFiles('The database', () => {
  it('flushes each commit to disk, before the first vote and after it', async () => {
    const database = newsroom.api.services.store.database as SqliteDatabase
    expect(database.synchronous()).toBe(2)
    const reader = await newsroom.viewer()
    await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    expect(database.synchronous()).toBe(2)
    expect(await newsroom.api.file.one('PRAGMA journal_mode')).toBe('wal')
  })
})
