import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureOwnPublisher } from '../../api/src/administration/own-publisher.ts'
import type { EmbedCode } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

const HOST = 'https://unisson.example'
const ARTICLE = `${ORIGIN}/2026/03/villages`

let newsroom: Newsroom
let key: string
beforeEach(async () => {
  newsroom = await openNewsroom()
  const { services, runtime } = newsroom.api
  await ensureOwnPublisher(services.store, runtime, HOST, () => 'Europe/Paris')
  await newsroom.api.refresh()
  key = newsroom.publisher.publicKey
})
afterEach(() => newsroom.api.close())

const get = (url: string, headers = {}) => newsroom.api.app.inject({ url, headers })
const oembed = (url: string, more = '') => get(`/v1/oembed?url=${encodeURIComponent(url)}${more}`)

describe('oEmbed', () => {
  it('turns the link to a consultation into a frame with the widget', async () => {
    const response = await oembed(`${HOST}/c/territoires?publisher=${key}`)
    expect(response.headers['access-control-allow-origin']).toBe('*')
    expect(response.json()).toMatchObject({
      version: '1.0',
      type: 'rich',
      width: 640,
      height: 352,
      cache_age: 3600,
      title: newsroom.consultation.question,
    })
    expect(response.json().html).toContain(`src="${HOST}/c/territoires/frame?publisher=${key}"`)
  })

  it('knows the link to one proposal, and to a part of the results', async () => {
    const [proposal = ''] = newsroom.proposals
    const one = (await oembed(`${HOST}/c/territoires?publisher=${key}&proposal=${proposal}`)).json()
    expect(one.html).toContain(`/c/territoires/frame?publisher=${key}&amp;proposal=${proposal}"`)
    const framed = await get(`/c/territoires/frame?publisher=${key}&proposal=${proposal}`)
    expect(framed.body).toContain(`publisher="${key}" proposal="${proposal}"`)
    const results = (await oembed(`${HOST}/c/territoires?view=groups`)).json()
    expect(results.html).toContain('&amp;view=groups"')
    const { body } = await get('/c/territoires/frame?view=groups')
    expect(body).toContain(
      '<unisson-results consultation="territoires" publisher="pub_own_page" view="groups" lang="fr" theme="auto">',
    )
    expect(body).toContain('<script async src="../../results.js">')
  })

  it('stays as narrow as it is asked to, and takes the height that the widget then needs', async () => {
    const narrow = (await oembed(`${HOST}/c/territoires`, '&maxwidth=400')).json()
    expect([narrow.width, narrow.height]).toEqual([400, 420])
    const low = (await oembed(`${HOST}/c/territoires`, '&maxheight=300')).json()
    expect([low.width, low.height]).toEqual([640, 300])
  })

  it('knows no page of another site, and none that is no consultation', async () => {
    for (const address of [
      'https://evil.example/c/territoires',
      `${HOST}.evil.example/c/territoires`,
      `${HOST}/c/unknown`,
      `${HOST}/console`,
      'no address',
      'javascript:alert(1)',
    ])
      expectProblem(await oembed(address), 'unknown-consultation')
  })

  it('says that it does not speak XML', async () => {
    expectProblem(await oembed(`${HOST}/c/territoires`, '&format=xml'), 'format-not-offered')
  })

  it('is discovered on the page of the consultation', async () => {
    const { body } = await get(`/c/territoires?publisher=${key}&channel=newsletter`)
    const address = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(body)?.[1]
    const found = await get(String(address).replace(HOST, '').replaceAll('&amp;', '&'))
    expect(found.json().html).toContain(`publisher=${key}&amp;channel=newsletter`)
  })
})

describe('the frame', () => {
  const frame = (query = `?publisher=${key}`, headers = {}) => get(`/c/territoires/frame${query}`, headers)

  it('shows the widget and nothing else, under a strict policy', async () => {
    const { body, headers } = await frame(`?publisher=${key}&theme=dark&layout=compact`)
    expect(body).toContain(
      `<unisson-consultation consultation="territoires" publisher="${key}" lang="fr" theme="dark" layout="compact" loading="eager">`,
    )
    expect(body.match(/<script[^>]*>/g)).toEqual([
      '<script async src="../../frame.js">',
      '<script async src="../../embed.js">',
    ])
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  })

  it('may stand on the pages of its publisher only', async () => {
    const { headers } = await frame()
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'self' ${ORIGIN}`)
    expect((await frame('')).headers['content-security-policy']).toContain('frame-ancestors *')
  })

  it('shows itself in a sandbox too, to whose browser we are another site', async () => {
    const { body } = await frame('')
    const files = [...body.matchAll(/(?:href|src)="(\.[^"]+)"/g)].map(
      ([, path = '']) => new URL(path, `${HOST}/c/territoires/frame`).pathname,
    )
    expect(files.length).toBeGreaterThan(1)
    for (const path of files) {
      const { statusCode, headers } = await get(path, { origin: 'null' })
      expect([statusCode, headers['cross-origin-resource-policy']], path).toEqual([200, 'cross-origin'])
    }
    const refused = await newsroom.api.app.inject({
      method: 'POST',
      url: '/v1/sessions',
      payload: {},
      headers: { origin: 'null' },
    })
    expect(refused.headers['access-control-allow-origin']).toBe('*')
  })

  it('counts for the article around it, if that is one of the publisher’s', async () => {
    const inside = await frame(undefined, { referer: `${ARTICLE}?utm_source=mail#bottom` })
    expect(inside.body).toContain(`article-url="${ARTICLE}"`)
    for (const referer of ['https://evil.example/a', 'no address', ''])
      expect((await frame(undefined, { referer })).body).not.toContain('article-url')
  })

  it('names the page around it where that is one of the publisher’s, so that no other is told of votes', async () => {
    const around = async (referer: string) =>
      /<meta name="unisson-parent" content="([^"]*)"/.exec((await frame(undefined, { referer })).body)?.[1]
    expect(await around(ARTICLE)).toBe(ORIGIN)
    expect(await around(`${ORIGIN}/`)).toBe(ORIGIN)
    for (const referer of ['https://evil.example/a', `${ORIGIN}.evil.example/`, 'null', 'no address', ''])
      expect(await around(referer), referer).toBeUndefined()
  })

  it('lets the widget inside speak for its publisher', async () => {
    const response = await newsroom.api.app.inject({
      method: 'POST',
      url: '/v1/sessions',
      headers: { origin: HOST },
      payload: { publisher: key, consultation: 'territoires', event: 'view', article: { url: ARTICLE } },
    })
    expect(response.statusCode).toBeLessThan(300)
    expect(response.json().session).toEqual(expect.any(String))
  })

  it('is refused where the publisher is unknown or switched off', async () => {
    expectProblem(await frame('?publisher=pub_unknown12345678'), 'unknown-publisher')
    await newsroom.api.file.run('UPDATE publishers SET enabled = 0 WHERE public_key = ?', key)
    await newsroom.api.refresh()
    expectProblem(await frame(), 'publisher-disabled')
  })
})

describe('the code to be scanned', () => {
  it('is a picture that runs nothing', async () => {
    const response = await get(`/c/territoires/code.svg?publisher=${key}&channel=poster`)
    expect(response.headers['content-type']).toBe('image/svg+xml')
    expect(response.headers['content-security-policy']).toContain("default-src 'none'")
    expect(response.body).toMatch(/^<svg /)
  })
})

describe('the link of a channel', () => {
  it('opens the page with a widget that counts for the publisher and the channel', async () => {
    const { body } = await get(`/c/territoires?publisher=${key}&channel=newsletter`)
    expect(body).toContain(`publisher="${key}"`)
    expect(body).toContain('channel="newsletter"')
  })

  it('opens the page all the same when somebody changed it', async () => {
    for (const query of ['publisher=nobody', 'publisher=%22%3E%3Cscript%3E', 'channel=A%20B'])
      expect((await get(`/c/territoires?${query}`)).statusCode).toBe(200)
  })
})

describe('what to paste', () => {
  it('is given to the publisher by its API key', async () => {
    const headers = { authorization: `Bearer ${await newsroom.api.addKey(newsroom.publisher)}` }
    const response = await get('/v1/publisher/embed-code?consultation=territoires&channel=letter', headers)
    const code: EmbedCode = response.json()
    expect(code.element).toContain(`publisher="${key}" lang="fr" channel="letter"`)
    expect(code.link).toBe(`${HOST}/c/territoires?publisher=${key}&channel=letter`)
    const unknown = await get('/v1/publisher/embed-code?consultation=none', headers)
    expectProblem(unknown, 'unknown-consultation')
    const wrong = await get('/v1/publisher/embed-code?consultation=territoires&channel=A B', headers)
    expectProblem(wrong, 'invalid-request')
  })

  it('is the results element where a view is asked for', async () => {
    const headers = { authorization: `Bearer ${await newsroom.api.addKey(newsroom.publisher)}` }
    const code: EmbedCode = (
      await get('/v1/publisher/embed-code?consultation=territoires&view=consensus', headers)
    ).json()
    expect(code.element).toContain(
      `<unisson-results consultation="territoires" publisher="${key}" view="consensus" lang="fr">`,
    )
    expect(code.element).toContain(`<script async src="${HOST}/results.js"></script>`)
    expect(code.iframe).toContain('&amp;view=consensus"')
  })

  it('has a block for a newsletter, whose links open the page with that vote prepared', async () => {
    const headers = { authorization: `Bearer ${await newsroom.api.addKey(newsroom.publisher)}` }
    const ask = async (more = '') =>
      (await get(`/v1/publisher/embed-code?consultation=territoires${more}`, headers)).json<EmbedCode>()
    const { mail } = await ask()
    const written = [...(mail?.html ?? '').matchAll(/href="([^"]+)"/g)].map(([, one = '']) =>
      one.replaceAll('&amp;', '&'),
    )
    const links = written.filter((one) => one.includes('/vote?'))
    expect(links.length).toBeGreaterThanOrEqual(3)
    for (const link of links) {
      expect(mail?.text).toContain(link)
      expect(link).toContain('channel=newsletter')
      const page = await get(link.replace(HOST, ''))
      expect(page.statusCode).toBe(200)
      expect(page.body).toContain(new URL(link).searchParams.get('proposal'))
    }
    expect(mail?.html).not.toMatch(/<(?:script|style|link|form)\b|class=/)
    const proposal = new URL(links.at(-1) ?? '').searchParams.get('proposal')
    const chosen = (await ask(`&proposals=${proposal}&channel=letter`)).mail
    expect(new Set(chosen?.text.match(/proposal=[\w-]+/g))).toEqual(new Set([`proposal=${proposal}`]))
    expect(chosen?.text).toContain('channel=letter')
    newsroom.api.runtime.set('2026-06-01T12:00:00Z')
    expect((await ask()).mail).toBeUndefined()
  })

  it('names the proposal that is not there, and the parameter that asks for it', async () => {
    const headers = { authorization: `Bearer ${await newsroom.api.addKey(newsroom.publisher)}` }
    const administrator = await TestAdministrator.join(newsroom.api)
    const [known = ''] = newsroom.proposals
    const { consultation, api } = newsroom
    const [pending = ''] = await api.addProposals(
      consultation,
      ['Il faut relire avant de publier'],
      'pending',
    )
    for (const [more, pointer, id] of [
      [`proposals=${known},nowhere00000`, '/proposals/1', 'nowhere00000'],
      ['proposal=nowhere00000', '/proposal', 'nowhere00000'],
      ['proposals=x', '/proposals/0', ''],
      [`proposals=${pending}`, '/proposals/0', pending],
    ] as const) {
      const query = `embed-code?consultation=territoires&${more}`
      const forTeam = await administrator.ask('GET', `publishers/${newsroom.publisher.id}/${query}`)
      for (const response of [await get(`/v1/publisher/${query}`, headers), forTeam]) {
        const { errors = [] } = expectProblem(response, 'invalid-request')
        expect(errors.map((error) => error.pointer)).toEqual([pointer])
        expect(errors[0]?.detail).toContain(id)
      }
    }
  })

  it('is the same for the team', async () => {
    const administrator = await TestAdministrator.join(newsroom.api)
    const code = await administrator.do<EmbedCode>(
      'GET',
      `publishers/${newsroom.publisher.id}/embed-code?consultation=territoires&theme=dark`,
    )
    expect(code.script).toContain(`data-publisher="${key}"`)
    expect(code.script).toContain('data-theme="dark"')
  })
})
