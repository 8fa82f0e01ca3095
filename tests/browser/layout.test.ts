import { describe, expect, test } from 'vitest'
import { findFaults } from '../../scripts/screenshots/layout-faults.ts'
import { playSteps, playsOf, type Shelf } from '../../scripts/screenshots/widget-server.ts'
import { WIDGET_STATES } from '../../scripts/screenshots/widget-states.ts'
import { keepPicture } from './support/console.ts'
import { useWidgetStage } from './support/widget-stage.ts'

const stage = useWidgetStage()

async function show(shelf: Omit<Shelf, 'states' | 'theme'>) {
  const page = await stage.browser.newPage({
    viewport: { width: Math.max(Math.ceil(shelf.width), 320), height: 900 },
  })
  await page.goto(stage.server.page({ states: WIDGET_STATES, theme: 'light', ...shelf }))
  const plays = playsOf(WIDGET_STATES, shelf.language)
  expect(await page.evaluate(playSteps, plays)).toEqual([])
  return page
}

const heightOf = (layout: string, width: number): number =>
  layout === 'compact' ? 200 : width < 480 ? 420 : 352

const CASES = [180, 320, 476, 480, 768, 1280].flatMap((width) =>
  (['card', 'compact'] as const)
    .filter((layout) => layout === 'compact' || width >= 320)
    // English words are no longer than French ones; where there is least room both are looked at.
    .flatMap((layout) =>
      (width <= 320 ? (['fr', 'en'] as const) : (['fr'] as const)).map(
        (language) => [layout, width, language] as const,
      ),
    ),
)

describe('in every state', () => {
  test.each(CASES)(
    'the %s of %d px in %s keeps its height; nothing is cut without a sign, nothing lies over anything else',
    async (layout: 'card' | 'compact', width: number, language: string) => {
      const page = await show({ layout, width, language })
      const heights = await page
        .locator('unisson-consultation')
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height))
      expect(new Set(heights)).toEqual(new Set([heightOf(layout, width)]))
      expect(await page.evaluate(findFaults)).toEqual([])
      await page.close()
    },
  )
})

test.each([
  ['vote-long', 320],
  ['vote-long', 480],
  ['vote-longest', 480],
  ['vote-longest', 768],
])('the card of %s at %d px has room for the whole proposal and its author', async (name, width) => {
  const page = await stage.browser.newPage({ viewport: { width: 800, height: 900 } })
  const states = WIDGET_STATES.filter((state) => state.name === name)
  await page.goto(stage.server.page({ states, theme: 'light', layout: 'card', width, language: 'fr' }))
  const area = page.locator('unisson-consultation .stage')
  await area.getByText('Marie-Antoinette').waitFor()
  const { needed, given } = await area.evaluate((one) => ({
    needed: one.scrollHeight,
    given: one.clientHeight,
  }))
  expect(needed).toBeLessThanOrEqual(given)
  await page.close()
})

test.each([
  ['card', 320],
  ['card', 768],
  ['card', 1280],
  ['compact', 320],
] as const)(
  'the results in the %s of %d px begin with one number, one sentence and on what they rest, before any scrolling',
  async (layout, width) => {
    const page = await stage.browser.newPage({ viewport: { width, height: 900 } })
    const states = WIDGET_STATES.filter(({ name }) => name === 'results')
    await page.goto(stage.server.page({ states, theme: 'light', layout, width, language: 'de' }))
    const widget = page.locator('unisson-consultation')
    await widget.locator('.headline').waitFor()
    const sentences = await widget.locator('.headline p').allInnerTexts()
    expect(sentences.map((sentence) => sentence.replace(/\s+/g, ' '))).toEqual([
      '82 % dafür: Man sollte die kleinen Bahnhöfe wieder öffnen',
      'Grundlage: 1.234.567 Stimmen von 98.765 Personen seit 1. März 2027.',
    ])
    const [area, headline] = await Promise.all(
      ['.stage', '.headline'].map((selector) => widget.locator(selector).boundingBox()),
    )
    if (!area || !headline) throw new Error('The headline is not there')
    expect(headline.y).toBeGreaterThanOrEqual(area.y)
    expect(headline.y + headline.height).toBeLessThanOrEqual(area.y + area.height)
    expect((await widget.boundingBox())?.height).toBe(heightOf(layout, width))
    await keepPicture(widget, `headline-${layout}-${width}`)
    await page.close()
  },
)

test.each(['fr', 'pl', 'tr', 'uk'])(
  'at 320 px each vote in %s has room around its word, and is as wide once it is cast',
  async (language) => {
    const page = await stage.browser.newPage({ viewport: { width: 320, height: 900 } })
    const states = WIDGET_STATES.filter(({ name }) => name === 'vote')
    await page.goto(stage.server.page({ states, theme: 'light', layout: 'card', width: 320, language }))
    const votes = page.locator('unisson-consultation .vote')
    await votes.first().waitFor()
    const sizes = () =>
      votes.evaluateAll((buttons) =>
        buttons.map((button) => {
          const word = button.querySelector('span')?.getBoundingClientRect()
          return { width: button.clientWidth, room: button.clientWidth - (word?.width ?? 0) }
        }),
      )
    const before = await sizes()
    for (const { room } of before) expect(room).toBeGreaterThanOrEqual(8)
    for (const index of [0, 1, 2]) {
      await votes.nth(index).click()
      expect(await sizes()).toEqual(before)
    }
    await page.close()
  },
)

test('where a scroll bar takes its room, the compact layout still shows how far the first action is', async () => {
  const page = await stage.browser.newPage({ viewport: { width: 320, height: 900 } })
  const states = WIDGET_STATES.filter(({ name }) => name === 'action')
  await page.goto(
    stage.server.page({ states, theme: 'light', layout: 'compact', width: 306, language: 'fr' }),
  )
  const [area, progress] = await Promise.all(
    ['.stage', '.outcome .quiet'].map((selector) =>
      page.locator(`unisson-consultation ${selector}`).first().boundingBox(),
    ),
  )
  if (!area || !progress) throw new Error('The action is not there')
  expect(progress.y + progress.height).toBeLessThanOrEqual(area.y + area.height)
  await page.close()
})

test.each(
  [180, 280, 320].flatMap((width) => ['fr', 'de', 'ar'].map((language) => [width, language] as const)),
)(
  'the compact card of %d px in %s leads to the original of a translation and back, and cuts nothing',
  async (width, language) => {
    const page = await stage.browser.newPage({ viewport: { width: 360, height: 400 } })
    const states = WIDGET_STATES.filter(({ name }) => name === 'vote-translated')
    await page.goto(stage.server.page({ states, theme: 'light', layout: 'compact', width, language }))
    const widget = page.locator('unisson-consultation')
    const text = widget.locator('blockquote span')
    const button = widget.locator('.original')
    await button.waitFor()
    const translated = await text.textContent()
    const isWhole = async () => {
      const [area, box] = await Promise.all([widget.locator('.stage').boundingBox(), button.boundingBox()])
      if (!area || !box) throw new Error('The button is not there')
      return box.y >= area.y - 0.5 && box.y + box.height <= area.y + area.height + 0.5
    }
    expect(await page.evaluate(findFaults)).toEqual([])
    await keepPicture(widget, `compact-translated-${width}-${language}`)
    await button.scrollIntoViewIfNeeded()
    expect(await isWhole()).toBe(true)
    await button.click()
    await expect.poll(() => text.textContent()).not.toBe(translated)
    expect(await widget.locator('blockquote').getAttribute('lang')).toBe(language === 'fr' ? 'de' : 'fr')
    expect(await page.evaluate(findFaults)).toEqual([])
    await button.click()
    await expect.poll(() => text.textContent()).toBe(translated)
    await page.close()
  },
)

test.each([474, 476, 478, 479, 479.5, 479.9, 480, 480.5, 482])(
  'a card of %d px is as high as the style sheet for publishers says',
  async (width) => {
    const page = await stage.browser.newPage({ viewport: { width: 500, height: 900 } })
    const states = WIDGET_STATES.filter(({ name }) => name === 'vote')
    await page.goto(stage.server.page({ states, theme: 'light', layout: 'card', width, language: 'fr' }))
    const widget = page.locator('unisson-consultation')
    await widget.locator('blockquote').waitFor()
    expect((await widget.boundingBox())?.height).toBe(width < 480 ? 420 : 352)
    await page.close()
  },
)
