import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import type { EmbedCode } from '../../api/src/wire/index.ts'
import { launchChromium } from '../../scripts/browsers/chromium.ts'
import { DEMO_CONSULTATIONS, type DemoKeys, demoSecret, prepareDemo } from '../../scripts/demo/prepare.ts'
import { openReader } from '../../scripts/stage/reader.ts'
import { freePort } from '../../scripts/stage/server-process.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'

// On a newspaper's own site, below a path behind nginx as docs/operating.md has it, under names that no block list knows.

let folder: string
let server: RunningServer
let nginx: Nginx
let browser: Browser
let site: string
let keys: DemoKeys

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-below-'))
  const databaseFile = join(folder, 'unisson.db')
  const [port, apiPort] = [await freePort(), await freePort()]
  site = `http://127.0.0.1:${port}`
  keys = await prepareDemo(databaseFile, { eveil: [site], signal: [site] }, DEMO_CONSULTATIONS)
  server = await startServer(
    readConfig({
      PORT: String(apiPort),
      PUBLIC_URL: `${site}/unisson`,
      SCRIPT_NAME: 'participer.js',
      API_PATH: 'avis',
      TRUSTED_PROXIES: '127.0.0.1',
      DATABASE_FILE: databaseFile,
      SESSION_SECRET: await demoSecret(databaseFile),
      LOG_LEVEL: 'silent',
    }),
  )
  const guide = await readFile(join(import.meta.dirname, '../../docs/operating.md'), 'utf8')
  const [, lines = ''] = /```nginx\n(location \/unisson\/ {[^`]*)```/.exec(guide) ?? []
  nginx = await startNginx(port, lines.replaceAll(':4000', `:${apiPort}`))
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await nginx?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

test('what is pasted takes a vote, and no address that the page asks for has a usual name', async () => {
  const code = await fetch(`${site}/unisson/v1/publisher/embed-code?consultation=territoires`, {
    headers: { authorization: `Bearer ${keys.apiKeys.eveil}` },
  })
  const { element, script } = (await code.json()) as EmbedCode
  for (const pasted of [element, script]) {
    const reader = await openReader(browser, site)
    await reader.page.context().grantPermissions(['local-network-access'])
    await reader.page.route(`${site}/article`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="fr"><p>Article</p>${pasted}</html>`,
      }),
    )
    await reader.page.goto(`${site}/article`)
    await reader.widget().arrive()
    const stored = reader.page.waitForResponse((response) => response.url().endsWith('/avis/votes'))
    await reader.widget().button('D’accord').click()
    expect((await stored).status()).toBe(200)
    const asked = reader.observed.requests.map((request) => new URL(request.url()).pathname)
    expect(asked.filter((path) => /embed|v1/.test(path))).toEqual([])
    expect(asked).toContain('/unisson/participer.js')
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  }
})

test('a part of the results, and the widget in a frame, are loaded under other names too', async () => {
  const ask = (query: string) =>
    fetch(`${site}/unisson/v1/publisher/embed-code?consultation=bien-manger${query}`, {
      headers: { authorization: `Bearer ${keys.apiKeys.eveil}` },
    })
  const { element } = (await (await ask('&view=consensus')).json()) as EmbedCode
  const { iframe } = (await (await ask('')).json()) as EmbedCode
  const reader = await openReader(browser, site)
  await reader.page.context().grantPermissions(['local-network-access'])
  await reader.page.route(`${site}/article`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="fr"><p>Article</p>${element}${iframe.replace('loading="lazy"', '')}</html>`,
    }),
  )
  await reader.page.goto(`${site}/article`)
  // Nobody has voted here, so there are no rows.
  await reader.page.locator('unisson-results[state=waiting]').waitFor()
  await reader.page.frameLocator('iframe').locator('unisson-consultation[state]').waitFor()
  await reader.page.waitForLoadState('networkidle')
  const asked = reader.observed.requests.map((request) => new URL(request.url()).pathname)
  expect(asked.filter((path) => /embed|v1|\/results\.js|\/frame\.js/.test(path))).toEqual([])
  expect(asked).toContain('/unisson/participer-results.js')
  expect(asked).toContain('/unisson/participer-frame.js')
  expect(reader.observed.errors).toEqual([])
  await reader.close()
  for (const usual of ['results.js', 'frame.js'])
    expect((await fetch(`${site}/unisson/${usual}`)).status, usual).toBe(200)
})

test('the public page carries the same widget, and what is pasted already goes on', async () => {
  const reader = await openReader(browser, site)
  await reader.page.goto(`${site}/unisson/c/territoires`)
  await reader.widget().becomes(/^ready$/)
  const asked = reader.observed.requests.map((request) => new URL(request.url()).pathname)
  expect(asked.filter((path) => /embed|v1/.test(path))).toEqual([])
  await reader.close()
  expect((await fetch(`${site}/unisson/embed.js`)).status).toBe(200)
  const old = await fetch(`${site}/unisson/v1/embed/territoires?publisher=${keys.publicKeys.eveil}`)
  expect(old.status).toBe(200)
})
