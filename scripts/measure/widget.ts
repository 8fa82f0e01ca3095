import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Table from 'cli-table3'
import type { Page } from 'playwright-core'
import { openReader, type Widget } from '../stage/reader.ts'
import { openStage, type Stage, type StagedArticle } from '../stage/stage.ts'

// How the widget behaves on a slow phone: every demo article in Chromium, its processor slowed four times.
// npm run measure:widget

const SLOWDOWN = 4
const ROUNDS = 3
const BUDGET_MILLISECONDS = 50
const PAUSE_MILLISECONDS = 250

/** 1.6 Mbit/s, 150 ms: a telephone on a slow line. */
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const FIRST_VOTES = 5
const FIRST_VOTE_MILLISECONDS = 700
const SCROLL_SLOWDOWN = 6
const SCROLL_STEPS = 120
const SETTLED_MILLISECONDS = 1500
const PHONE = { viewport: { width: 390, height: 800 } }

interface Timings {
  /** Longest run of the widget's scripts, styles and layouts they force included, in milliseconds; 0: none in a frame over 50 ms. */
  longestTask: number
  /** Slowest interaction, from the input to the next paint. */
  slowestInteraction: number
  shift: number
}

type InteractionTiming = PerformanceEntry & { interactionId: number }
type LongFrame = PerformanceEntry & { scripts: { sourceURL: string; duration: number }[] }
type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }

async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const timings: Timings = { longestTask: 0, slowestInteraction: 0, shift: 0 }
    // Long tasks would include those of the driver; these entries name the scripts that ran.
    new PerformanceObserver((list) => {
      for (const { scripts } of list.getEntries() as LongFrame[]) {
        for (const { sourceURL, duration } of scripts) {
          if (sourceURL.includes('/embed')) timings.longestTask = Math.max(timings.longestTask, duration)
        }
      }
    }).observe({ type: 'long-animation-frame', buffered: true })
    new PerformanceObserver((list) => {
      for (const { duration, interactionId } of list.getEntries() as InteractionTiming[]) {
        if (interactionId > 0) timings.slowestInteraction = Math.max(timings.slowestInteraction, duration)
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries() as Shift[])
        if (!hadRecentInput) timings.shift += value
    }).observe({ type: 'layout-shift', buffered: true })
    Object.defineProperty(document, 'timings', { value: timings })
  })
}

/** Presses as a finger does, once the browser has nothing else to do. */
async function press(widget: Widget, name: string): Promise<void> {
  const page = widget.element.page()
  const button = widget.button(name)
  await button.waitFor()
  const box = await button.boundingBox()
  await page.waitForTimeout(PAUSE_MILLISECONDS)
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
  await page.waitForTimeout(PAUSE_MILLISECONDS)
}

async function play(widget: Widget): Promise<void> {
  const isCompact = (await widget.element.getAttribute('layout')) === 'compact'
  await press(widget, 'D’accord')
  if (!isCompact) await press(widget, 'Réaliste')
  await press(widget, 'Annuler')
  for (const vote of ['Pas d’accord', 'Neutre', 'D’accord']) {
    await press(widget, vote)
    await press(widget, 'Suivante')
  }
  await press(widget, 'Proposer une idée')
  await widget.element.page().keyboard.type('planter des haies', { delay: 60 })
  await press(widget, 'Annuler')
}

async function measure(
  page: Page,
  article: StagedArticle,
  widgetOf: (slug: string) => Widget,
): Promise<Timings> {
  const session = await page.context().newCDPSession(page)
  await watch(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await page.goto(article.url)
  await page.waitForLoadState('load')
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  // What counts is what the widget adds to a page that is there; the page's own start is the newspaper's.
  await page.evaluate(() => {
    ;(document as Document & { timings: Timings }).timings.longestTask = 0
  })
  for (const slug of article.consultations) {
    const widget = widgetOf(slug)
    await widget.arrive()
    await play(widget)
  }
  return page.evaluate(() => (document as Document & { timings: Timings }).timings)
}

/** An article as plain as can be, on a news site of its own: all that its reader waits for is the widget. */
async function openPlainArticle({ api, keys }: Stage): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const created = await fetch(`${api}/v1/admin/publishers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.administratorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'La Gazette', origins: [origin], timeZone: 'Europe/Paris' }),
  })
  const { publicKey } = (await created.json()) as { publicKey: string }
  const page = `<!doctype html>
<html lang="fr">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>Dans la vallée</title>
  <h1>Dans la vallée, le dernier train part à dix-sept heures</h1>
  ${'<p>La gare a perdu son guichet, puis son banc.</p>\n'.repeat(5)}
  <script async src="${api}/embed.js" data-publisher="${publicKey}" data-consultation="monde-dapres" data-loading="eager"></script>
</html>`
  return { url: `${origin}/vallee`, close: () => server.close() }
}

/** Milliseconds from the start of the journey to an article until its first vote can be cast. */
async function measureFirstVote(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', SLOW_LINE)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  // Nothing is asked of the page on the way: what asks would run in it, on the same slow processor.
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('unisson-consultation')?.getAttribute('state') !== 'ready') return
      observer.disconnect()
      requestAnimationFrame(() => console.info('votable', performance.now()))
    }).observe(document, { subtree: true, attributeFilter: ['state'] })
  })
  const votable = page.waitForEvent('console', (message) => message.text().startsWith('votable'))
  await page.goto(url, { waitUntil: 'commit' })
  return Number((await votable).text().split(' ')[1])
}

/** The longest task while a page with three widgets writes a style on its root at every scroll event. */
async function measureScrolling(
  page: Page,
  article: StagedArticle,
  widgets: number,
): Promise<{ task: number; shift: number }> {
  const session = await page.context().newCDPSession(page)
  await watch(page)
  await page.goto(article.url)
  const widget = page.locator('unisson-consultation').first()
  await widget.evaluate((element, wanted) => {
    element.scrollIntoView({ block: 'center' })
    for (let added = 1; added < wanted; added++) element.after(element.cloneNode(true))
    if (wanted === 0) element.remove()
  }, widgets)
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('unisson-consultation[state="ready"]').length === wanted,
    widgets,
  )
  await page.waitForTimeout(SETTLED_MILLISECONDS)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SCROLL_SLOWDOWN })
  return page.evaluate(async (steps) => {
    const { timings } = document as Document & { timings: Timings }
    timings.longestTask = 0
    timings.shift = 0
    let task = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) task = Math.max(task, duration)
    }).observe({ type: 'longtask' })
    addEventListener('scroll', () => document.documentElement.style.setProperty('--y', String(scrollY)))
    for (let step = 0; step < steps; step++) {
      scrollBy(0, step % 20 < 10 ? 12 : -12)
      await new Promise(requestAnimationFrame)
    }
    await new Promise((later) => setTimeout(later, 300))
    return { task, shift: timings.shift }
  }, SCROLL_STEPS)
}

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

async function main(): Promise<void> {
  const stage = await openStage()
  const [plain] = stage.articles.filter(({ consultations }) => consultations[0] === 'monde-dapres')
  if (!plain) throw new Error('There is no article to measure')
  const table = new Table({
    head: ['article', 'longest task ms', 'slowest interaction ms', 'layout shift'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right'],
  })
  let isWithin = true
  const lines: string[] = []
  try {
    const article = await openPlainArticle(stage)
    const votable: number[] = []
    for (let round = 0; round < FIRST_VOTES; round++) {
      const reader = await openReader(stage.browser, stage.api, PHONE)
      votable.push(await measureFirstVote(reader.page, article.url))
      await reader.close()
    }
    article.close()
    const rounds = votable.map((time) => time.toFixed(0)).join(', ')
    isWithin &&= median(votable) <= FIRST_VOTE_MILLISECONDS
    lines.push(
      `first vote on a slow phone, loading=eager: median ${median(votable).toFixed(0)} ms (${rounds})`,
    )
    for (const widgets of [0, 3]) {
      const scrolling = await openReader(stage.browser, stage.api, PHONE)
      const { task, shift } = await measureScrolling(scrolling.page, plain, widgets)
      await scrolling.close()
      isWithin &&= task <= BUDGET_MILLISECONDS
      lines.push(
        `${widgets} widgets, a style on <html> at every scroll event, slowed ${SCROLL_SLOWDOWN} times: longest task ${task.toFixed(0)} ms (0: none over 50 ms), layout shift ${shift.toFixed(4)}`,
      )
    }
    if (process.argv.includes('--start')) return
    for (const article of stage.articles) {
      const rounds: Timings[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const reader = await openReader(stage.browser, stage.api, PHONE)
        rounds.push(await measure(reader.page, article, (slug) => reader.widget(slug)))
        await reader.close()
      }
      const task = median(rounds.map(({ longestTask }) => longestTask))
      const interaction = median(rounds.map(({ slowestInteraction }) => slowestInteraction))
      const shift = Math.max(...rounds.map((round) => round.shift))
      isWithin &&= task <= BUDGET_MILLISECONDS && interaction <= BUDGET_MILLISECONDS
      table.push([article.path, task.toFixed(0), interaction.toFixed(0), shift.toFixed(4)])
    }
  } finally {
    await stage.close()
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  process.stdout.write(
    `${table.toString()}\nmedians of ${ROUNDS} rounds, processor slowed ${SLOWDOWN} times\n`,
  )
  if (!isWithin) process.exitCode = 1
}

await main()
