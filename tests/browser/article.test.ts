import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newspapers } from '../../demo-site/newspapers.ts'
import { openReader, type Reader, type Widget } from '../../scripts/stage/reader.ts'
import { openStage, type Stage, type StagedArticle } from '../../scripts/stage/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

const paths = Object.values(newspapers).flatMap(({ articles }) => articles.map(({ path }) => path))
const articleAt = (path: string): StagedArticle => {
  const article = stage.articles.find((one) => one.path === path)
  if (!article) throw new Error(`No article at ${path}`)
  return article
}

const LARGEST_SHIFT = 0.001
const REQUESTS_BEFORE_A_VOTE = 3

interface Shifts {
  /**
   * Cumulative layout shift, as browsers report it: what follows an act of the reader within half a second is free. So is
   * what the page draws at once after an act, however long a busy machine takes for it.
   */
  unexpected: number
  /** Parts of the article that ever moved, also right after an act of the reader. */
  ofArticle: string[]
}

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }

/** Watches the page from its first paint on. */
async function watchShifts(page: Page): Promise<() => Promise<Shifts>> {
  await page.addInitScript(() => {
    const shifts: Shifts = { unexpected: 0, ofArticle: [] }
    const FRAMES_OF_A_REACTION = 3
    const reactions: { from: number; until: number }[] = []
    addEventListener(
      'click',
      () => {
        const reaction = { from: performance.now(), until: Number.POSITIVE_INFINITY }
        reactions.push(reaction)
        let frames = 0
        const next = () => {
          frames += 1
          if (frames < FRAMES_OF_A_REACTION) requestAnimationFrame(next)
          else reaction.until = performance.now()
        }
        requestAnimationFrame(next)
      },
      { capture: true },
    )
    const isReaction = ({ startTime }: Shift) =>
      reactions.some(({ from, until }) => startTime >= from && startTime <= until)
    const isOfArticle = (node: Node | null) =>
      node?.getRootNode() === document && !(node as Element).closest?.('unisson-consultation')
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (!entry.hadRecentInput && !isReaction(entry)) shifts.unexpected += entry.value
        for (const { node } of entry.sources)
          if (isOfArticle(node)) shifts.ofArticle.push(node?.nodeName ?? '')
      }
    }).observe({ type: 'layout-shift', buffered: true })
    Object.defineProperty(document, 'shifts', { value: shifts })
  })
  return () =>
    page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return (document as Document & { shifts: Shifts }).shifts
    })
}

function expectStillness({ unexpected, ofArticle }: Shifts): void {
  expect(unexpected).toBeLessThanOrEqual(LARGEST_SHIFT)
  expect(ofArticle).toEqual([])
}

async function openArticle(
  path: string,
  width = 1280,
): Promise<{ reader: Reader; shifts: () => Promise<Shifts> }> {
  const reader = await openReader(stage.browser, stage.api, { viewport: { width, height: 800 } })
  const shifts = await watchShifts(reader.page)
  await reader.page.goto(articleAt(path).url)
  return { reader, shifts }
}

/** Takes the widget through everything that a reader can do. */
async function playThrough(widget: Widget): Promise<void> {
  const isCompact = (await widget.element.getAttribute('layout')) === 'compact'
  await widget.button('D’accord').click()
  if (!isCompact) await widget.button('Réaliste').click()
  await widget.button('Annuler').click()
  await widget.button('Pas d’accord').click()
  await widget.button('Neutre').click()
  await widget.button('Suivante').click()
  await widget.button('Proposer une idée').click()
  await widget.element.locator('textarea').fill('a')
  await widget.button('Envoyer').click()
  await widget.button('Annuler').click()
  for (;;) {
    await widget.button('D’accord').click()
    const finish = widget.button('Terminer')
    const isLast = (await finish.count()) > 0
    await (isLast ? finish : widget.button('Suivante')).click()
    if (isLast) break
    // One of the consultations asks, after some votes, where the reader lives.
    const home = widget.button('À la campagne')
    await widget.button('D’accord').or(home).waitFor()
    if ((await home.count()) > 0) await home.click()
  }
  await widget.button('Continuer').waitFor()
}

test.each(paths)(
  '%s: nothing moves, nothing leaks, and three requests do, for a new and a returning reader',
  async (path) => {
    const { reader, shifts } = await openArticle(path)
    const { page, observed } = reader
    const globalsBefore = await page.evaluate(() => Object.keys(window))
    for (const consultation of articleAt(path).consultations) {
      const widget = reader.widget(consultation)
      const earlier = observed.requests.length
      await widget.arrive()
      if (earlier === 0 && articleAt(path).consultations.length === 1) {
        expect(observed.requests.length).toBeLessThanOrEqual(REQUESTS_BEFORE_A_VOTE)
      }
      expect(await page.evaluate((slug) => localStorage.getItem(`unisson:${slug}`), consultation)).toBeNull()
      await playThrough(widget)
    }
    expectStillness(await shifts())

    await page.reload()
    await reader.widget(articleAt(path).consultations[0]).arrive()
    await reader.widget(articleAt(path).consultations[0]).button('D’accord').click()
    expectStillness(await shifts())

    expect(await page.context().cookies()).toEqual([])
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    expect(observed.requests.filter((request) => request.method() === 'OPTIONS')).toEqual([])
    expect(observed.console).toEqual([])
    expect(observed.errors).toEqual([])
    const globals = await page.evaluate(() => Object.keys(window))
    expect(globals.filter((name) => !globalsBefore.includes(name))).toEqual([])
    await reader.close()
  },
)

test.each(paths)('%s: nothing moves on a phone either', async (path) => {
  const { reader, shifts } = await openArticle(path, 360)
  const widget = reader.widget(articleAt(path).consultations[0])
  await widget.arrive()
  await playThrough(widget)
  expectStillness(await shifts())
  await reader.close()
})

test.each(['/', ...paths])('%s: nothing sticks out of a narrow phone', async (path) => {
  for (const origin of new Set(stage.articles.map(({ url }) => new URL(url).origin))) {
    const reader = await openReader(stage.browser, stage.api)
    await reader.page.setViewportSize({ width: 320, height: 640 })
    await reader.page.goto(origin + path)
    const overflow = await reader.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await reader.close()
  }
})

test('the strict page really is strict, and the widget runs on it all the same', async () => {
  const strict = stage.articles.find(({ strictPolicy }) => strictPolicy)
  const response = await fetch(strict?.url ?? '')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe/)
})

test('a reader who never scrolls to the widget loads nothing of it but the loader, and counts as a load when leaving', async () => {
  const path =
    newspapers.eveil.articles.find(({ consultations }) => consultations[0] === 'territoires')?.path ?? ''
  const before = await stage.statistics('eveil')
  const { reader } = await openArticle(path)
  await reader.page.waitForLoadState('networkidle')
  const asked = reader.observed.requests.map((request) => new URL(request.url()).pathname)
  expect(asked).toEqual(['/embed.js'])
  await reader.page.goto('about:blank')
  const { totals } = await stage.statistics('eveil')
  await expect
    .poll(async () => (await stage.statistics('eveil')).totals.loads, { timeout: 10_000 })
    .toBe(before.totals.loads + 1)
  expect(totals.views).toBe(before.totals.views)
  await reader.close()
})
