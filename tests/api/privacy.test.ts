import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import type { TestReader } from '../support/reader.ts'

const ADDRESS = '203.0.113.77'
const USER_AGENT = 'CanaryBrowser/4.2 (an uncommon device)'
const REFERER = 'https://www.journal.example/canary-referer?subscriber=canary-subscriber'
const TEXT = 'Il faut protéger les canaris'
const AUTHOR = 'Canarine'
const QUERY = 'canary-in-the-query'

let newsroom: Newsroom
let reader: TestReader
let session: string

/** Everything that lies on the disk for this database, as bytes. */
const bytesOnDisk = async (): Promise<Buffer> => await newsroom.api.file.bytes()

beforeAll(async () => {
  newsroom = await openNewsroom()
  const { api, proposals } = newsroom
  const [first = '', second = ''] = proposals
  reader = newsroom.reader({ address: ADDRESS, userAgent: USER_AGENT })
  session = await reader.report('view', { url: 'https://www.journal.example/article' })
  await reader.vote(first, { vote: 'agree', qualifications: ['likeIt'] })
  await reader.vote(second, { vote: 'disagree' })
  await reader.forget([second])
  await reader.propose(TEXT, { author: { name: AUTHOR, age: 34 } })
  const headers = { referer: REFERER, cookie: 'id=canary-cookie', authorization: 'Bearer canary-key' }
  const body = { session, reader: reader.id, proposal: first, vote: 'agree', revision: 9 }
  await reader.post('/v1/votes', body, { headers })
  // What is refused is logged no more than what is taken.
  await reader.post('/v1/votes', { ...body, session: `${session}canary`, vote: TEXT }, { headers })
  await reader.post('/v1/votes', `{"${TEXT}`, { headers })
  await reader.tryPropose(`${TEXT} ${'a'.repeat(500)}`)
  for (const url of [`/v1/consultations/territoires?${QUERY}`, `/v1/embed/x?publisher=${QUERY}`, `/${QUERY}`])
    await api.app.inject({ url, remoteAddress: ADDRESS, headers: { ...headers, 'user-agent': USER_AGENT } })
  await api.app.inject({ url: '/v1/publisher/stats/summary', remoteAddress: ADDRESS, headers })
  await api.services.recorder.flush()
})

afterAll(() => newsroom.api.close())

describe('The log, at its most talkative', () => {
  const canaries: [string, () => string][] = [
    ['the address', () => ADDRESS],
    ['the browser', () => 'CanaryBrowser'],
    ["the reader's identifier", () => reader.id],
    ['the page that was left', () => 'canary-referer'],
    ['the query of that page', () => 'canary-subscriber'],
    ['the text of a proposal', () => 'canaris'],
    ['the name of its author', () => AUTHOR],
    ['a cookie', () => 'canary-cookie'],
    ['a key', () => 'canary-key'],
    ['a query', () => QUERY],
    ['a session', () => session.slice(-20)],
    ['what was voted', () => '"agree"'],
  ]

  it.each(canaries)('never says %s', (_name, canary) => {
    expect(newsroom.api.logLines.join('')).not.toContain(canary())
  })

  it('says of a request its method, its route as written in the code, its status and its time', () => {
    const lines = newsroom.api.logLines.map((line) => JSON.parse(line) as Record<string, unknown>)
    const votes = lines.filter(({ route }) => route === '/v1/votes')
    expect(votes.length).toBeGreaterThan(0)
    for (const line of votes) {
      expect(Object.keys(line).sort()).toEqual(
        ['level', 'method', 'milliseconds', 'reqId', 'route', 'status', 'time'].sort(),
      )
    }
  })
})

describe('The disk', () => {
  it.each([
    ['the address', () => ADDRESS],
    ['the browser', () => 'CanaryBrowser'],
    ["the reader's identifier", () => reader.id],
    ['the page that was left', () => 'canary-referer'],
    ['a cookie', () => 'canary-cookie'],
    ['a query', () => QUERY],
    ['a session', () => session.slice(-20)],
  ])('never holds %s', async (_name, canary) => {
    const bytes = await bytesOnDisk()
    expect(bytes.includes(canary(), 0, 'utf8')).toBe(false)
    expect(bytes.includes(canary(), 0, 'utf16le')).toBe(false)
  })

  it('holds the text of a proposal, so the search would find what it looks for', async () => {
    expect((await bytesOnDisk()).includes(TEXT)).toBe(true)
  })

  it('gives one reader two names in two consultations', async () => {
    const other = await newsroom.api.addConsultation({ slug: 'another' })
    const [proposal = ''] = await newsroom.api.addProposals(other, ['Il faut des bancs'])
    const { body } = await reader.post('/v1/sessions', {
      publisher: newsroom.publisher.publicKey,
      consultation: other.slug,
      event: 'view',
    })
    const elsewhere = (JSON.parse(body) as { session: string }).session
    const ballot = { session: elsewhere, reader: reader.id, proposal, vote: 'agree', revision: 1 }
    expect((await reader.post('/v1/votes', ballot)).statusCode).toBe(200)
    const voters = await newsroom.api.file.all<{ voter: Buffer }>('SELECT DISTINCT voter FROM votes')
    expect(voters).toHaveLength(2)
  })

  it('holds no time of a vote', async () => {
    expect(await newsroom.api.file.columns('votes')).toEqual([
      'proposal_id',
      'voter',
      'vote',
      'qualifications',
      'revision',
      'segment_id',
      // Null of a vote that nothing speaks against.
      'cohort_id',
      // Over these seven, and nothing else.
      'checksum',
    ])
  })
})

it('Nobody is given a cookie', async () => {
  const answers = await Promise.all([
    reader.tryReport('view'),
    newsroom.api.app.inject('/v1/consultations/territoires'),
    newsroom.api.app.inject('/c/territoires'),
    newsroom.api.app.inject('/docs/'),
  ])
  for (const { headers } of answers) expect(headers['set-cookie']).toBeUndefined()
})
