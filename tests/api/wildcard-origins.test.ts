import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

const INSIDE = ['https://www.exemple.fr', 'https://a.b.exemple.fr', 'https://xn--caf-dma.exemple.fr']
const OUTSIDE = [
  'https://exemple.fr',
  'http://www.exemple.fr',
  'https://www.exemple.fr:8443',
  'https://www.mauvais-exemple.fr',
  'https://www.exemple.fr.evil.example',
  'https://evil.example/.exemple.fr',
  'https://*.exemple.fr',
]

let newsroom: Newsroom
let publicKey: string

beforeAll(async () => {
  newsroom = await openNewsroom()
  const { publicKey: key } = await newsroom.api.addPublisher({
    name: "L'Exemple",
    origins: ['https://*.EXEMPLE.fr:443/'],
  })
  publicKey = key
})

afterAll(() => newsroom.api.close())

const readerFrom = (origin: string) =>
  newsroom.reader({ publisher: publicKey, origin, says: { article: { url: `${origin}/une` } } })

const allowedOrigin = async (origin: string) => {
  const { headers } = await newsroom.api.app.inject({
    url: '/v1/consultations/territoires',
    headers: { origin },
  })
  return headers['access-control-allow-origin']
}

describe('A publisher with https://*.exemple.fr among its origins', () => {
  it.each(INSIDE)('takes votes from pages of %s, and knows their articles', async (origin) => {
    const reader = readerFrom(origin)
    expect((await reader.tryReport('view')).statusCode).toBe(200)
    const session = await reader.report('view')
    const claims = newsroom.api.services.tokens.read(session, newsroom.api.runtime.now())
    expect(claims?.place.articleId).toEqual(expect.any(String))
    const vote = await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    expect(vote.vote).toBe('agree')
  })

  it.each(OUTSIDE)('refuses pages of %s', async (origin) => {
    const response = await readerFrom(origin).tryReport('view')
    expectProblem(response, 'foreign-origin')
  })

  it('lets exactly its pages frame ours', async () => {
    const { headers } = await newsroom.api.app.inject(`/c/territoires/frame?publisher=${publicKey}`)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'self' https:\/\/\*\.exemple\.fr$/)
  })

  it('is known as it is asked by scripts of its pages', async () => {
    expect(await allowedOrigin('https://deep.www.exemple.fr')).toBeDefined()
  })
})

describe('A wildcard origin', () => {
  it.each([
    ['https://*.fr', /pages of others/],
    ['https://*.co.uk', /pages of others/],
    ['https://*.github.io', /pages of others/],
    ['https://*.com.br:8443', /pages of others/],
    ['https://*.intranet', /pages of others/],
    ['https://*.127.0.0.1', /pages of others/],
    ['https://*', /is not an origin/],
    ['https://*.*.exemple.fr', /is not an origin/],
    ['https://www.*.fr', /is not an origin/],
    ['https://*exemple.fr', /is not an origin/],
    ['https://*.exemple.fr/une', /is not an origin/],
  ])('such as %s is refused with a word', async (origin, word) => {
    const team = await TestAdministrator.join(newsroom.api)
    const body = { name: 'X', origins: ['https://x.example', origin], timeZone: 'Europe/Paris' }
    const response = await team.ask('POST', 'publishers', body)
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([
      { pointer: '/origins/1', detail: expect.stringMatching(word) },
    ])
  })

  it.each([
    ['https://*.presse.co.uk', 'https://*.presse.co.uk'],
    ['https://*.journal.github.io', 'https://*.journal.github.io'],
    ['http://*.Été.fr:8080', 'http://*.xn--t-9fab.fr:8080'],
    ['https://*.journal.intranet', 'https://*.journal.intranet'],
  ])('such as %s is kept as %s', async (origin, kept) => {
    const team = await TestAdministrator.join(newsroom.api)
    const body = { name: 'X', origins: [origin], timeZone: 'Europe/Paris' }
    expect(await team.do('POST', 'publishers', body)).toMatchObject({ origins: [kept] })
  })
})
