import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let newsroom: Newsroom
let authorization: string
let rowsBefore: Record<string, number>

beforeAll(async () => {
  newsroom = await openNewsroom()
  authorization = `Bearer ${await newsroom.api.addKey(newsroom.publisher)}`
  rowsBefore = await newsroom.api.file.rowCounts()
})

afterAll(() => newsroom.api.close())

afterEach(async () => {
  expect(await newsroom.api.file.rowCounts()).toEqual(rowsBefore)
  expect(newsroom.api.logLines.filter((line) => line.includes('request failed'))).toEqual([])
})

describe('Asking for an address', () => {
  const get = (url: string, headers = {}) => newsroom.api.app.inject({ url, headers })
  const key = () => newsroom.publisher.publicKey

  it.each(['-1', '1.5', '1000', '1e999', 'NaN', 'abc', '9007199254740993', '0&draw=1'])(
    'a draw with the number %s is refused',
    async (draw) => {
      const url = `/v1/embed/territoires?publisher=${key()}&draw=${draw}`
      expectProblem(await get(url), 'invalid-request')
    },
  )

  it.each([
    '',
    '?publisher=',
    '?publisher=a&publisher=b',
    '?publisher=<b>',
    `?publisher=pub_${'a'.repeat(50)}`,
  ])('an embed for the publisher %j is refused', async (query) => {
    expectProblem(await get(`/v1/embed/territoires${query}`), 'invalid-request')
  })

  it.each([
    ['/v1/embed/%E0%A4%A', 400],
    ['/v1/consultations/%', 400],
    ['/c/%FF', 400],
    ['/v1/consultations/Territoires', 400],
    ['/v1/consultations/__proto__', 400],
    ['/v1/consultations/constructor', 404],
    ['/v1/consultations/territoires%00', 400],
    ['/v1/consultations/..%2f..%2fetc', 400],
    [`/v1/consultations/${'a'.repeat(1000)}`, 404],
    ['/embed/..%2f..%2fpackage.json', 404],
    ['/embed/%00', 400],
    ['/c/constructor', 404],
    ['/c/<script>', 404],
    [`/${'a/'.repeat(4000)}`, 404],
    ['//evil.example/', 404],
  ])('%s is a problem of the status %i', async (url, status) => {
    const response = await get(url)
    expectProblem(response)
    expect(response.statusCode).toBe(status)
  })

  it.each([
    'from=2026-02-30',
    'from=yesterday',
    'to=',
    'from=2026-1-1',
    'to=10000-01-01',
    'from=%00',
    'from=2026-01-02&to=2026-01-01',
    'from=0001-01-01',
    'from=2026-01-01&from=2026-01-02',
    'consultation=nowhere',
    'consultation=<b>',
    'unknown=1',
    '__proto__=1',
    'to=0000-01-01&from=9999-12-31',
  ])('figures with %s are refused', async (query) => {
    expectProblem(await get(`/v1/publisher/stats/summary?${query}`, { authorization }), 'invalid-request')
  })

  it.each(['text/plain', 'application/json', 'text/html'])(
    'figures are not reached with a body of %s',
    async (type) => {
      const headers = { authorization, 'content-type': type }
      const url = '/v1/publisher/stats/summary'
      const response = await newsroom.api.app.inject({
        method: 'POST',
        url,
        headers,
        payload: '{"from":"x"}',
      })
      expect([404, 415]).toContain(response.statusCode)
      expectProblem(response)
    },
  )
})
