import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAdministrator } from '../../api/src/administration/administrators.ts'
import { createConsultation } from '../../api/src/administration/consultations.ts'
import { createPublisher } from '../../api/src/administration/publishers.ts'
import { databaseVariables, readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import { dropDatabase, emptyDatabase, onPostgres } from '../support/engine.ts'

const PATH = '/participer/unisson'

/** A proxy that puts a server below a path, as newspapers do; it cuts the path off, or leaves it. */
async function openProxy(target: () => string, cuts: boolean): Promise<Server> {
  const proxy = createServer((incoming, outgoing) => {
    const { url = '/', method, headers } = incoming
    if (!url.startsWith(PATH)) return void outgoing.writeHead(418).end('the newspaper itself')
    const path = cuts ? url.slice(PATH.length) || '/' : url
    const forwarded = { ...headers, 'x-forwarded-for': '203.0.113.5:51234' }
    const onward = request(target() + path, { method, headers: forwarded }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return proxy
}

describe.each([
  ['cuts the path off', true],
  ['leaves the path', false],
])('Below a path, behind a proxy that %s,', (_what, cuts) => {
  let folder: string
  let database: string
  let proxy: Server
  let server: RunningServer
  let site: string
  let publisher: string
  let key: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unisson-path-'))
    database = onPostgres ? await emptyDatabase() : join(folder, 'unisson.db')
    proxy = await openProxy(() => server.address, cuts)
    site = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    server = await startServer(
      readConfig({
        ...databaseVariables(database),
        PORT: '0',
        PUBLIC_URL: `${site}${PATH}/`,
        LOG_LEVEL: 'silent',
        TRUSTED_PROXIES: '127.0.0.1',
        SESSION_SECRET: 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa',
      }),
    )
    const { store, runtime, directory } = server.services
    const context = { store, runtime, actor: { administratorId: null, name: 'Test' } }
    const now = Date.now()
    await createConsultation(context, {
      slug: 'territoires',
      question: 'Comment ?',
      language: 'fr',
      opensAt: now - 1000,
      closesAt: now + 86_400_000,
    })
    const origins = ['https://www.journal.example']
    publisher = (await createPublisher(context, { name: 'Journal', origins, timeZone: 'Europe/Paris' }))
      .publicKey
    key = (await createAdministrator(context, { name: 'Ada', role: 'admin' })).key
    await directory.refresh()
  })
  afterAll(async () => {
    await server.close()
    proxy.close()
    if (onPostgres) await dropDatabase(database)
    await rm(folder, { recursive: true })
  })

  /** Addresses that a page names, its own site's only. */
  const named = (page: string, address: string): string[] =>
    [...page.matchAll(/\s(?:src|href)="([^"#]+)"/g)]
      .map(([, written = '']) => new URL(written.replaceAll('&amp;', '&'), address).href)
      .filter((one) => one.startsWith(site))

  it.each([
    '/',
    '/c/territoires',
    '/c/territoires/frame',
    '/console',
    '/dashboard',
    '/self-test',
    '/docs',
    '/nothing',
  ])('every file and link of %s is there', async (page) => {
    const response = await fetch(site + PATH + page, { headers: { accept: 'text/html' } })
    expect(response.status).toBe(page === '/nothing' ? 404 : 200)
    const addresses = named(await response.text(), response.url)
    expect(addresses.length).toBeGreaterThan(1)
    for (const address of addresses) {
      const file = await fetch(address)
      // What nobody reads is not sent to its end, and a server that closes waits for it.
      await file.arrayBuffer()
      expect([200, 409], address).toContain(file.status)
    }
  })

  it('addresses that are written otherwise lead to where they are', async () => {
    for (const [written, address] of [
      ['/c/territoires/?channel=a', '/c/territoires?channel=a'],
      ['/C/Territoires', '/c/territoires'],
      ['/console/', '/console'],
      ['/docs', '/docs/'],
    ]) {
      const answer = await fetch(site + PATH + written, { redirect: 'manual' })
      await answer.arrayBuffer()
      expect([answer.status, answer.headers.get('location')]).toEqual([308, PATH + address])
    }
  })

  it('the widget finds its server, the contract names it, and links lead there', async () => {
    const base = `${site}${PATH}`
    const { servers } = (await (await fetch(`${base}/openapi.json`)).json()) as { servers: unknown }
    expect(servers).toEqual([{ url: PATH }])
    const payload = await fetch(`${base}/v1/embed/territoires?publisher=${publisher}`)
    expect(JSON.stringify(await payload.json())).toContain(`${base}/c/territoires`)
    const pasted = encodeURIComponent(`${base}/c/territoires/?publisher=${publisher}`)
    const { html } = (await (await fetch(`${base}/v1/oembed?url=${pasted}`)).json()) as { html: string }
    expect(html).toContain(`src="${base}/c/territoires/frame?publisher=${publisher}"`)
    const session = await fetch(`${base}/v1/sessions`, {
      method: 'POST',
      headers: { origin: site, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
      body: JSON.stringify({ publisher: 'pub_own_page', consultation: 'territoires', event: 'view' }),
    })
    await session.arrayBuffer()
    expect(session.status).toBe(200)
  })

  it('a session’s cookie goes to us alone, not to the rest of the site', async () => {
    const response = await fetch(`${site}${PATH}/v1/admin/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    })
    await response.arrayBuffer()
    const cookies = response.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toContain(`Path=${PATH}/;`)
  })
})
