import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserPage, BrowserReader, ReaderOptions } from '../../scripts/browsers/browser.ts'
import { useBrowser } from './support/stage.ts'

const stage = useBrowser()

/** What each page shows once it is there: words, since a white page has none. */
const PAGES = {
  '/': /Unisson/,
  '/c/territoires': /territoires/,
  '/c/territoires/frame?publisher=pub_demo_eveil': /D’accord/,
  '/console': /Votre clé|Your key/,
  '/dashboard': /Clé d’API|API key/,
  '/docs': /\/v1\/votes/,
  '/self-test': /Tester le widget|Test the widget/,
}

/** All words on the page, those in the widget's shadow as well; not innerText, which takes WebKit seconds on `/docs`. */
const shows = (page: BrowserPage, words: RegExp) =>
  page.until((source) => {
    const widget = document.querySelector('unisson-consultation')?.shadowRoot
    const parts = [document.body, ...(widget?.querySelectorAll('button, p') ?? [])]
    return new RegExp(source).test(parts.map((part) => part.textContent).join(' '))
  }, words.source)

/** The browser's own note that nobody is signed in yet. */
const withoutSignIn = (errors: string[]) => errors.filter((error) => !error.includes('401'))

/** The reference, whose pages a package makes: half a minute of a slow machine in WebKit, whatever the language. */
const { '/docs': _reference, ...OWN_PAGES } = PAGES

/** Readers as they come; some browsers name a language that Intl would not take. */
const READERS: [string, ReaderOptions, Partial<typeof PAGES>][] = [
  ['an ordinary browser', {}, PAGES],
  ['a browser that blocks storage', { blocksStorage: true }, PAGES],
  ['a browser whose language is "C"', { language: 'C' }, OWN_PAGES],
  ['a browser whose language is "en-US@posix"', { language: 'en-US@posix' }, OWN_PAGES],
  ['a browser that names no language', { language: '' }, OWN_PAGES],
]

describe.each(READERS)('in %s', (_name, options, pages) => {
  let reader: BrowserReader
  let page: BrowserPage

  beforeAll(async () => {
    reader = await stage.reader(options)
    page = await reader.open()
  })

  afterAll(() => stage.closeReaders())

  test.each(Object.entries(pages))('%s opens without an error', async (path, words) => {
    const [errors, exchanges] = [(await page.errors()).length, reader.exchanges.length]
    await page.goto(stage.servers.api + path)
    await shows(page, words)
    expect(withoutSignIn((await page.errors()).slice(errors))).toEqual([])
    const failed = reader.exchanges
      .slice(exchanges)
      .filter(({ status }) => status >= 400 && status !== 401)
      .map(({ url, status }) => `${status} ${url}`)
    expect(failed).toEqual([])
  })
})

test('the dashboard and the console work where storage is blocked: a language is chosen, and somebody signs in', async () => {
  const reader = await stage.reader({ blocksStorage: true })
  const page = await reader.open()
  await page.goto(`${stage.servers.api}/dashboard`)
  await shows(page, PAGES['/dashboard'])
  const { x, y } = await page.until(() => {
    const field = document.querySelector('input[type="password"]')?.getBoundingClientRect()
    return field && { x: field.left + field.width / 2, y: field.top + field.height / 2 }
  })
  await page.click(x, y)
  await page.type(stage.servers.keys.apiKeys.eveil)
  await page.press('Enter')
  await page.until(() => !!document.querySelector('.answer[aria-busy="false"]'))
  expect(withoutSignIn(await page.errors())).toEqual([])
  await stage.closeReaders()
})
