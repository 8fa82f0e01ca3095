import Table from 'cli-table3'
import type { Page } from 'playwright-core'
import { openReader, type Widget } from '../tests/browser/support/reader.ts'
import { openStage, type StagedArticle } from '../tests/browser/support/stage.ts'

// How the widget behaves on a slow phone: every demo article in Chromium, its processor slowed four times.
// npm run measure:widget

const SLOWDOWN = 4
const ROUNDS = 3
const BUDGET_MILLISECONDS = 50
const PAUSE_MILLISECONDS = 250

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
    // Long tasks alone would count those of whoever drives the browser; these entries name the scripts that ran.
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

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

async function main(): Promise<void> {
  const stage = await openStage()
  const table = new Table({
    head: ['article', 'longest task ms', 'slowest interaction ms', 'layout shift'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right'],
  })
  let isWithin = true
  try {
    for (const article of stage.articles) {
      const rounds: Timings[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const reader = await openReader(stage.browser, stage.api, { viewport: { width: 390, height: 800 } })
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
  }
  process.stdout.write(
    `${table.toString()}\nmedians of ${ROUNDS} rounds, processor slowed ${SLOWDOWN} times\n`,
  )
  if (!isWithin) process.exitCode = 1
}

await main()
