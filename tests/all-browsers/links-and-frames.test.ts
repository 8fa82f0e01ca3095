import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { EmbedCode } from '../../api/src/wire/index.ts'
import type { BrowserPage } from '../../scripts/browsers/browser.ts'
import { readDatabase } from '../browser/support/database.ts'
import { useBrowser } from './support/stage.ts'

const stage = useBrowser()
let site: Server | undefined

afterEach(async () => {
  await stage.closeReaders()
  site?.closeAllConnections()
  site?.close()
  site = undefined
})

const OPEN = 'monde-dapres'
const PATIENCE = 20_000

const onDisk = () => readDatabase(stage.servers.databaseFile)
const article = () => stage.articleOf('eveil', OPEN)

/** Presses what carries these words, with the browser's own mouse. */
async function press(page: BrowserPage, words: string): Promise<void> {
  const { x, y } = await page.until((name) => {
    const named = [...document.querySelectorAll('a, button')].find((one) => one.textContent?.trim() === name)
    named?.scrollIntoView({ block: 'center', behavior: 'instant' })
    const box = named?.getBoundingClientRect()
    return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 }
  }, words)
  await page.click(x, y)
}

const shows = (page: BrowserPage, words: string) =>
  page.until((wanted) => document.querySelector('main')?.innerText.includes(wanted), words)

test('the link of a mail prepares a vote, one button confirms it, and the reader has it erased', async () => {
  const page = await (await stage.reader()).open()
  const { publicKeys, apiKeys } = stage.servers.keys
  const block = await fetch(`${stage.servers.api}/v1/publisher/embed-code?consultation=territoires`, {
    headers: { authorization: `Bearer ${apiKeys.eveil}` },
  })
  const { mail } = (await block.json()) as EmbedCode
  const link = /href="([^"]+vote=agree[^"]*)"/.exec(mail?.html ?? '')?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(link).toContain(publicKeys.eveil)
  const before = onDisk().votes().length

  await page.goto(link)
  await shows(page, 'Confirmez votre vote')
  const text = await page.run(() => document.querySelector('blockquote p')?.textContent)
  expect(onDisk().votes()).toHaveLength(before)
  await press(page, 'D’accord')
  await shows(page, 'Votre vote')
  expect(onDisk().votes()).toHaveLength(before + 1)
  expect(onDisk().votes()).toContainEqual({ text, vote: 'agree', qualifications: 0 })

  await press(page, 'Effacer mes votes')
  await press(page, 'Oui, tout effacer')
  await shows(page, 'Vos votes sont effacés.')
  expect(onDisk().votes()).toHaveLength(before)
  expect(await page.errors()).toEqual([])
})

interface Told {
  type: string
  detail?: { vote?: string }
}

/** Where the first button of the widget stands in a frame, seen in a window of its own. */
async function placeToVote(frame: string): Promise<{ x: number; y: number; width: number }> {
  const alone = await stage.arrive(frame)
  return alone.page.until((selector) => {
    const buttons = [...(document.querySelector(selector)?.shadowRoot?.querySelectorAll('button') ?? [])]
    const box = buttons.find((one) => one.textContent?.trim() === 'D’accord')?.getBoundingClientRect()
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2, width: innerWidth } : null
  }, alone.selector)
}

/** Puts a frame into the corner of a page, which keeps what it is told. */
const putFrame = (page: BrowserPage, frame: string, wide: number, sandbox?: string) =>
  page.run(
    (src, width, kind) => {
      const told: Told[] = []
      Object.assign(window, { told })
      addEventListener('message', ({ data }) => told.push(data))
      const framed = Object.assign(document.createElement('iframe'), { src, width, height: '420' })
      framed.referrerPolicy = 'no-referrer-when-downgrade'
      if (kind !== null) framed.setAttribute('sandbox', kind)
      framed.style.cssText = 'position: fixed; inset: 0 auto auto 0; border: 0; z-index: 9'
      document.body.replaceChildren(framed)
    },
    frame,
    `${wide}`,
    sandbox ?? null,
  )

test.each([
  ['of another origin a vote is counted', undefined, { rule: null, class: null }],
  [
    'in a sandbox without an origin a vote is kept apart',
    'allow-scripts',
    { rule: 'no-origin', class: 'unverified' },
  ],
])('in a frame %s, and the article around it is told', async (_words, sandbox, kept) => {
  const frame = `${stage.servers.api}/c/${OPEN}/frame?publisher=pub_demo_eveil`
  const place = await placeToVote(frame)
  const before = onDisk().cohortsOfVotes()

  const reader = await stage.reader()
  const page = await reader.open()
  await page.goto(article())
  await putFrame(page, frame, place.width, sandbox)
  const told = (type: string) =>
    page.until(
      (wanted) => (window as unknown as { told: Told[] }).told.find((one) => one.type === wanted) ?? null,
      type,
    )
  await told('unisson:ready')
  await page.click(place.x, place.y)
  expect((await told('unisson:vote')).detail).toMatchObject({ vote: 'agree' })
  await vi.waitFor(() => {
    const after = onDisk().cohortsOfVotes()
    expect(after).toHaveLength(before.length + 1)
    const count = (all: typeof before) => all.filter(({ rule }) => rule === kept.rule).length
    expect(count(after)).toBe(count(before) + 1)
    expect(after).toContainEqual(kept)
  }, PATIENCE)
  expect(await page.errors()).toEqual([])
})

test('in a frame on a site that nobody listed a vote is counted, and the site is told nothing of the reader', async () => {
  const frame = `${stage.servers.api}/c/${OPEN}/frame`
  const place = await placeToVote(frame)
  const before = onDisk().cohortsOfVotes().length
  site = createServer((_request, response) =>
    response.end('<!doctype html><title>Blog</title><p>Blog'),
  ).listen(0)
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo

  const reader = await stage.reader()
  const page = await reader.open()
  // Another site, not only another port: the browser keeps the storage of what it frames apart. In a frame that has a process of
  // its own Firefox's driver presses nothing.
  const host = stage.browserKind === 'firefox' ? 'localhost' : '127.0.0.1'
  await page.goto(`http://${host}:${port}`)
  await putFrame(page, frame, place.width)
  // The frame says nothing of the sort; its second download follows the first screen.
  await vi.waitFor(
    () =>
      expect(reader.exchanges.some(({ url, status }) => /\/embed\/later\./.test(url) && status === 200)).toBe(
        true,
      ),
    PATIENCE,
  )
  await page.click(place.x, place.y)
  await vi.waitFor(() => expect(onDisk().cohortsOfVotes()).toHaveLength(before + 1), PATIENCE)
  expect(onDisk().cohortsOfVotes()).toContainEqual({ rule: null, class: null })
  const told = await page.run(() => (window as unknown as { told: Told[] }).told.map(({ type }) => type))
  expect([...new Set(told)].sort()).toEqual(['embed-size', 'unisson:size'])
  expect(await page.errors()).toEqual([])
})
