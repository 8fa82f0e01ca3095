import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let newsroom: Newsroom

beforeAll(async () => {
  newsroom = await openNewsroom()
})

afterAll(() => newsroom.api.close())

const FOREIGN = [
  'https://www.journal.example.evil.example',
  'https://evilwww.journal.example',
  'https://evil-journal.example',
  'https://journal.example',
  'https://m.www.journal.example',
  'http://www.journal.example',
  'https://www.journal.example:8443',
  'https://www.journal.example:443',
  'https://WWW.journal.example',
  'https://www.journal.example.',
  'https://www.journal.example/',
  'https://www.journal.example/article',
  'https://www.journal.example?x',
  'https://www.journal.example#x',
  ' https://www.journal.example',
  'https://user@www.journal.example',
  'https://www.journa1.example',
  'https://xn--jurnal-9ya.example',
  'HTTPS://www.journal.example',
  'https://www.journal.example,https://evil.example',
  'https://www.journal.example https://evil.example',
  '//www.journal.example',
  'www.journal.example',
  'file://www.journal.example',
  'chrome-extension://abcdefghijklmnop',
  'https://localhost',
  'https://127.0.0.1',
  '*',
  '__proto__',
]

const WRITES = ['/v1/sessions', '/v1/votes', '/v1/proposals', '/v1/forget']

const preflight = (url: string, origin: string) =>
  newsroom.api.app.inject({
    method: 'OPTIONS',
    url,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })

describe.each(FOREIGN)('A page of %s', (origin) => {
  it('has its session refused, and reads why', async () => {
    const response = await newsroom.reader({ origin }).tryReport('view')
    const { detail } = expectProblem(response, 'foreign-origin')
    expect(detail).toContain(`${origin} is not an origin of`)
    expect(detail).toContain('“Origins of its pages”')
    expect(response.headers['access-control-allow-origin']).toBe('*')
    expect(response.headers['access-control-allow-credentials']).toBeUndefined()
  })

  it('does not vote with a token that was given elsewhere', async () => {
    const [proposal = ''] = newsroom.proposals
    const owner = await newsroom.viewer()
    const thief = newsroom.reader({ origin })
    thief.session = owner.session
    expectProblem(await thief.tryVote(proposal, { vote: 'agree' }), 'foreign-origin')
    expect(await newsroom.api.file.votes()).toEqual([])
  })
})

describe("A publisher's own page", () => {
  it('reads the answers to its writes, refusals too', async () => {
    const reader = newsroom.reader()
    for (const url of WRITES) {
      const response = await reader.post(url, {})
      expectProblem(response, 'invalid-request')
      expect(response.headers['access-control-allow-origin']).toBe('*')
      expect(response.headers['access-control-allow-credentials']).toBeUndefined()
      expect(response.headers['access-control-expose-headers']).toBe('retry-after, unisson-origins')
    }
  })

  it('has its preflights answered for two hours', async () => {
    for (const url of WRITES) {
      const response = await preflight(url, ORIGIN)
      expect(response.statusCode).toBe(204)
      expect(response.headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST',
        'access-control-max-age': '7200',
      })
      expect(response.headers['access-control-allow-credentials']).toBeUndefined()
    }
  })

  it('may not act for another publisher', async () => {
    const other = await newsroom.api.addPublisher({ name: 'Autre', origins: ['https://autre.example'] })
    const reader = newsroom.reader({ publisher: other.publicKey })
    expectProblem(await reader.tryReport('view'), 'foreign-origin')
  })

  it('is kept from figures: no page may read them, with or without a key', async () => {
    const authorization = `Bearer ${await newsroom.api.addKey(newsroom.publisher)}`
    for (const origin of [ORIGIN, ...FOREIGN.slice(0, 3)]) {
      const headers = { authorization, origin }
      const response = await newsroom.api.app.inject({ url: '/v1/publisher/stats/summary', headers })
      expect(response.statusCode).toBe(200)
      expect(response.headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

it.each(['/v1/consultations/territoires', '/v1/embed/territoires?publisher='])(
  '%s may be read by any page, and is the same for all',
  async (path) => {
    const url = path.endsWith('=') ? path + newsroom.publisher.publicKey : path
    for (const origin of [undefined, 'null', ORIGIN, ...FOREIGN.slice(0, 3)]) {
      const headers = origin === undefined ? {} : { origin }
      const response = await newsroom.api.app.inject({ url, headers })
      expect(response.statusCode).toBe(200)
      expect(response.headers['access-control-allow-origin']).toBe('*')
      expect(response.headers.vary ?? '').not.toMatch(/origin/i)
    }
  },
)

it.each([undefined, 'null'])('With the Origin %s a vote counts, and no engagement', async (origin) => {
  const { api, proposals } = newsroom
  const [proposal = ''] = proposals
  await api.services.recorder.flush()
  const before = await api.file.rowCounts()
  const reader = await newsroom.viewer({ origin })
  expect((await reader.vote(proposal, { vote: 'agree' })).vote).toBe('agree')
  await api.services.recorder.flush()
  expect(await api.file.rowCounts()).toEqual({ ...before, votes: (before['votes'] ?? 0) + 1 })
})
