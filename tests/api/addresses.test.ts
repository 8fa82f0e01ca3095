import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

const BROWSER_ACCEPTS = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

let newsroom: Newsroom
beforeEach(async () => {
  newsroom = await openNewsroom()
})
afterEach(() => newsroom.api.close())

const get = (url: string, headers: Record<string, string> = {}) => newsroom.api.app.inject({ url, headers })
const open = (url: string, language = 'fr') =>
  get(url, { accept: BROWSER_ACCEPTS, 'accept-language': language })

describe('An address that is written otherwise', () => {
  it.each([
    ['/c/territoires/', '/c/territoires'],
    ['/C/territoires', '/c/territoires'],
    ['/c/Territoires?publisher=pub_Abc&channel=a', '/c/territoires?publisher=pub_Abc&channel=a'],
    ['/c/TERRITOIRES/Frame/?theme=dark', '/c/territoires/frame?theme=dark'],
    ['//c//territoires///', '/c/territoires'],
    ['/console/', '/console'],
    ['/Dashboard', '/dashboard'],
    ['/self-test/?a=/', '/self-test?a=/'],
    ['/docs', '/docs/'],
    ['/v1/consultations/territoires/', '/v1/consultations/territoires'],
  ])('leads to where it is: %s', async (written, address) => {
    const response = await get(written)
    expect([response.statusCode, response.headers['location']]).toEqual([308, address])
  })

  it('takes what is sent there', async () => {
    const body = { publisher: newsroom.publisher.publicKey, consultation: 'territoires', event: 'view' }
    const response = await newsroom.reader().post('/v1/sessions/', body)
    expect([response.statusCode, response.headers['location']]).toEqual([308, '/v1/sessions'])
  })

  it('leads nowhere twice: each of them is there, or is not', async () => {
    for (const url of [
      '/c/territoires',
      '/console',
      '/dashboard',
      '/self-test',
      '/docs/',
      '/robots.txt',
      '/favicon.ico',
      '/',
    ])
      expect((await get(url)).statusCode, url).toBe(200)
    for (const url of ['/evil.example/', '/nothing', '/nothing/', '/c', '/c/%3Cb%3E/'])
      expectProblem(await get(url), 'not-found')
  })

  it.each([
    '/c/territoires/',
    '/C/Territoires',
    '/c/territoires?publisher=pub_x#top',
    '/c/territoires/?utm_source=mail',
  ])('is known to oEmbed: %s', async (path) => {
    for (const scheme of ['https:', 'http:']) {
      const url = encodeURIComponent(
        new URL(path, newsroom.api.services.publicUrl).href.replace(/^\w+:/, scheme),
      )
      const query = path.includes('publisher') ? url.replace('pub_x', newsroom.publisher.publicKey) : url
      // Our own publisher is there as soon as a server has started.
      const response = await get(`/v1/oembed?url=${query}`)
      const expected = path.includes('publisher') ? 200 : 404
      expect(response.statusCode, response.body).toBe(expected)
      if (expected === 404) expectProblem(response, 'unknown-publisher')
    }
  })
})

describe('Somebody who opens an address that leads nowhere', () => {
  it.each([
    ['/nothing', 404, 'Cette page n’existe pas'],
    ['/c/mistyped', 404, 'Cette consultation n’existe pas'],
    ['/c/territoires/frame?publisher=pub_unknown', 404, 'Ce lien ne correspond à aucun média'],
    ['/v1/consultations/territoires/export.csv', 409, 'Les résultats ne sont pas encore publiés'],
    ['/v1/publisher/stats/summary', 401, 'Cette adresse ne peut pas être ouverte'],
  ])('reads why, and where to go: %s', async (url, status, title) => {
    const { statusCode, headers, body } = await open(url)
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(headers['vary']).toContain('accept')
    expect(headers['cache-control']).toBe('no-store')
    expect(body).toContain(`<h1>${title}</h1>`)
    expect(body).toContain('<a href="/">Aller à la page d’accueil</a>')
    expect(headers['content-length']).toBe(`${Buffer.byteLength(body)}`)
  })

  it('reads it in English where the browser asks for that', async () => {
    expect((await open('/nothing', 'en-GB,en')).body).toContain('<h1>There is no such page</h1>')
  })

  it('is shown nothing of the address itself', async () => {
    expect((await open('/<b>canary</b>')).body).not.toContain('canary')
  })

  it('is told apart from a program, which reads a problem', async () => {
    for (const accept of [
      '*/*',
      'application/json',
      'application/json, text/html;q=0.5',
      'application/problem+json',
    ])
      expectProblem(await get('/nothing', { accept }), 'not-found')
    const posted = await newsroom.reader().post('/v1/votes', {}, { headers: { accept: BROWSER_ACCEPTS } })
    expectProblem(posted, 'invalid-request')
  })
})
