import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { BROWSERS_MISSING, findChromium } from '../stage/programs.ts'
import {
  BrowserPage,
  type BrowserReader,
  DEFAULTS,
  type Exchange,
  firstScript,
  type PageDriver,
  type ReaderOptions,
  type RunningBrowser,
} from './browser.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A browser that says it is driven by a program is no reader.
  '--disable-blink-features=AutomationControlled',
  // For the whole browser, not by page: what is sent when a page ends is sent by the browser.
  '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
]

/** Starts Chromium with all that Playwright can do; what is to run in other browsers as well takes `openChromium`. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error(BROWSERS_MISSING.chromium)
  // Playwright switches the back-forward cache off; readers have it.
  const ignoreDefaultArgs = ['--disable-back-forward-cache']
  return chromium.launch({ executablePath, args: FLAGS, ignoreDefaultArgs })
}

const KEYS = { Space: ' ' } as Partial<Record<string, string>>

function drive(page: Page): PageDriver {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    // Not goBack(): it waits for a load, and a page that comes back does not load. In a task of its own: a page that
    // leaves while it is asked cannot answer.
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    evaluate: (expression) => page.evaluate(expression) as Promise<string>,
    click: (x, y) => page.mouse.click(x, y),
    press: (key, withShift) => page.keyboard.press(`${withShift ? 'Shift+' : ''}${KEYS[key] ?? key}`),
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    print: () => page.pdf(),
    errors: async () => errors,
    close: () => page.close(),
  }
}

function watch(context: BrowserContext): Exchange[] {
  const exchanges: Exchange[] = []
  context.on('response', (response) =>
    exchanges.push({ method: response.request().method(), url: response.url(), status: response.status() }),
  )
  context.on('requestfailed', (request) =>
    exchanges.push({ method: request.method(), url: request.url(), status: 0 }),
  )
  return exchanges
}

async function openReader(browser: Browser, options: ReaderOptions): Promise<BrowserReader> {
  const { width, height, scheme } = { ...DEFAULTS, ...options }
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: 'fr-FR',
  })
  await context.addInitScript(firstScript(options))
  return {
    open: async () => new BrowserPage(drive(await context.newPage())),
    setOffline: (isOffline) => context.setOffline(isOffline),
    exchanges: watch(context),
    close: () => context.close(),
  }
}

/** Starts Chromium behind the interface that all three browsers share. */
export async function openChromium(): Promise<RunningBrowser> {
  const browser = await launchChromium()
  return {
    kind: 'chromium',
    name: `Chromium ${browser.version()}`,
    openReader: (options = {}) => openReader(browser, options),
    close: () => browser.close(),
  }
}
