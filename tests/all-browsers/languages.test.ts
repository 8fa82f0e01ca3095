import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import type { BrowserPage, BrowserReader, RunningBrowser } from '../../scripts/browsers/browser.ts'
import { openBrowser } from '../../scripts/browsers/open-browser.ts'
import { findFaults } from '../../scripts/screenshots/layout-faults.ts'
import {
  playSteps,
  playsOf,
  startWidgetServer,
  type WidgetServer,
} from '../../scripts/screenshots/widget-server.ts'
import { WIDGET_STATES } from '../../scripts/screenshots/widget-states.ts'
import { languages } from '../../widget/languages/catalog.ts'

const WIDTH = 320

const browserKind = inject('browserKind')
const CHECKED = languages()

/** Without the one in which a page's own content stays, which says nothing; its request would hold a connection. */
const STATES = WIDGET_STATES.filter(({ isSilent }) => !isSilent)

/** Languages on one page: enough to share its start, few enough to lay out at once. */
const AT_ONCE = 2
const PAGES = Array.from({ length: Math.ceil(CHECKED.length / AT_ONCE) }, (_, page) =>
  CHECKED.slice(page * AT_ONCE, (page + 1) * AT_ONCE),
)

let server: WidgetServer
let browser: RunningBrowser
let page: BrowserPage
let reader: BrowserReader

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startWidgetServer(), openBrowser(browserKind)])
})
// A reader of their own: what hundreds of widgets keep on one device slows them down.
beforeEach(async () => {
  reader = await browser.openReader({ width: WIDTH, height: 900 })
  page = await reader.open()
})
afterEach(() => reader?.close())
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('at 320 pixels', () => {
  test.each(PAGES)('every sentence is there and has room in every state: %s %s', async (...shown) => {
    const language = shown.filter((one) => typeof one === 'string')
    await page.goto(server.page({ states: STATES, layout: 'card', theme: 'light', language, width: WIDTH }))
    expect(await page.run(playSteps, playsOf(STATES, language))).toEqual([])
    expect(await page.run(findFaults)).toEqual([])
  })
})
