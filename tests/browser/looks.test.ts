import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { playSteps, playsOf, type Shelf } from '../../scripts/screenshots/widget-server.ts'
import { WIDGET_STATES } from '../../scripts/screenshots/widget-states.ts'
import { useWidgetStage } from './support/widget-stage.ts'

const stage = useWidgetStage()

async function show(name: string, shelf: Partial<Shelf> = {}): Promise<Page> {
  const page = await stage.browser.newPage({ viewport: { width: 700, height: 800 } })
  const states = WIDGET_STATES.filter((state) => state.name === name)
  await page.goto(
    stage.server.page({ states, layout: 'card', theme: 'auto', language: 'fr', width: 640, ...shelf }),
  )
  expect(await page.evaluate(playSteps, playsOf(states, shelf.language ?? 'fr'))).toEqual([])
  return page
}

const widgetOf = (page: Page) => page.locator('unisson-consultation')

describe('on paper', () => {
  test('an article has the question, the address of its page and a code to scan, and no buttons', async () => {
    const page = await show('voted', { theme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    const widget = widgetOf(page)
    const printed = widget.locator('.printed')
    expect(await printed.innerText()).toContain(
      'Comment améliorer les conditions de vie dans les territoires\u00a0?',
    )
    expect(await printed.innerText()).toMatch(/localhost:\d+\/c\/voted/)
    expect(await printed.locator('.code').boundingBox()).toMatchObject({ width: 96, height: 96 })
    expect(await widget.getByRole('button').count()).toBe(0)
    expect((await widget.boundingBox())?.height).toBeLessThan(200)
    const { color, backgroundColor } = await widget
      .locator('.card')
      .evaluate((card) => getComputedStyle(card))
    expect([color, backgroundColor]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    await page.close()
  })

  test('the screen shows nothing of it', async () => {
    const page = await show('voted')
    expect(await widgetOf(page).locator('.printed').isVisible()).toBe(false)
    await page.close()
  })

  test('a page whose style sheet hides the widget is obeyed, and so is one behind a wall', async () => {
    const head = `<style>@media print { unisson-consultation { display: none !important } }
      .paywalled unisson-consultation { display: none !important }</style>`
    const page = await show('vote', { head })
    expect(await widgetOf(page).isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await widgetOf(page).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => document.body.classList.add('paywalled'))
    expect(await widgetOf(page).isVisible()).toBe(false)
    await page.close()
  })
})

describe('a page that unsets everything', () => {
  test.each(['', 'p { display: flex }', 'p { display: inline-flex; width: 600px }'])(
    'leaves the widget its size, it loads near the screen, is seen and takes votes (%s)',
    async (rule) => {
      const head = `<style>* { all: unset !important } ${rule}</style>`
      const page = await show('voted', { head, loading: 'lazy' })
      await page.evaluate(
        () => new Promise((seen) => document.addEventListener('unisson:view', seen, { once: true })),
      )
      const card = await widgetOf(page).locator('.card').boundingBox()
      expect(card?.height).toBe(352)
      expect(card?.width).toBeGreaterThan(480)
      expect(await widgetOf(page).locator('.results b').allInnerTexts()).toEqual(
        ['62', '24', '14'].map((share) => `${share}\u00a0%`),
      )
      await page.close()
    },
  )
})

describe('the colours', () => {
  const surfaceOf = (page: Page) =>
    widgetOf(page)
      .locator('.card')
      .evaluate((card) => getComputedStyle(card).backgroundColor)
  const DARK = 'rgb(23, 25, 28)'
  const LIGHT = 'rgb(255, 255, 255)'

  test.each([
    ['oklch(0.2 0.02 260)', DARK],
    ['oklab(0.25 0 0)', DARK],
    ['lab(10% 0 0)', DARK],
    ['lch(10% 5 200)', DARK],
    ['color(display-p3 0.1 0.1 0.1)', DARK],
    ['color(xyz 0.01 0.01 0.01)', DARK],
    ['color-mix(in oklab, black 80%, white)', DARK],
    ['color-mix(in srgb, navy, black)', DARK],
    ['hwb(240 10% 80%)', DARK],
    ['midnightblue', DARK],
    ['oklch(0.95 0.02 90)', LIGHT],
    ['color-mix(in srgb, white 90%, black)', LIGHT],
    ['color(srgb 0 0 0 / 0.1)', LIGHT],
    ['transparent', LIGHT],
  ])('on %s are %s', async (background, surface) => {
    const page = await show('vote', { head: `<style>body { background: ${background} !important }</style>` })
    await expect.poll(() => surfaceOf(page)).toBe(surface)
    await page.close()
  })

  test('follow the scheme that the page declares, while it changes', async () => {
    const head = '<style>:root { color-scheme: light dark } body { background: none !important }</style>'
    const page = await show('vote', { head })
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => surfaceOf(page)).toBe(DARK)
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(() => surfaceOf(page)).toBe(LIGHT)
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark'
    })
    await expect.poll(() => surfaceOf(page)).toBe(DARK)
    await widgetOf(page).evaluate((element) => element.setAttribute('theme', 'light'))
    await expect.poll(() => surfaceOf(page)).toBe(LIGHT)
    await page.close()
  })
})

test('a page that writes on itself all the time is looked at once a frame, and nothing is drawn again', async () => {
  const page = await show('voted')
  const counts = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const element = document.querySelector('unisson-consultation')
    let looks = 0
    const read = window.getComputedStyle
    window.getComputedStyle = (one, pseudo) => {
      if (one === element) looks++
      return read(one, pseudo)
    }
    let drawn = 0
    new MutationObserver((records) => {
      drawn += records.length
    }).observe(element?.shadowRoot as ShadowRoot, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    })
    const write = async () => {
      await frame()
      for (let step = 0; step < 50; step++) {
        document.documentElement.style.setProperty('--y', String(Math.random()))
        await Promise.resolve()
      }
      await frame()
      await frame()
    }
    await write()
    const once = looks
    await write()
    return { once, twice: looks, drawn }
  })
  expect(counts.once).toBeGreaterThan(0)
  expect(counts.twice).toBe(2 * counts.once)
  // Background and scheme, and the publisher's properties: no more than these two looks.
  expect(counts.once).toBeLessThanOrEqual(3)
  expect(counts.drawn).toBe(0)
  await page.close()
})

test('on a page from right to left, French stays from left to right', async () => {
  const head = '<script>document.documentElement.dir = "rtl"</script>'
  for (const name of ['voted', 'propose-longest']) {
    const page = await show(name, { head })
    const box = widgetOf(page).locator('.box')
    expect(await box.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr')
    const card = await widgetOf(page).locator('.card').boundingBox()
    const next = await box.locator('.primary').boundingBox()
    expect((next?.x ?? 0) + (next?.width ?? 0)).toBeGreaterThan((card?.x ?? 0) + (card?.width ?? 0) - 30)
    await page.close()
  }
})

test('a message that has the focus to be read out has no frame; one that scrolls has', async () => {
  const framed = async (page: Page) => {
    const message = widgetOf(page).locator('.stage')
    expect(await message.evaluate((one) => one.matches(':focus-visible'))).toBe(true)
    return message.evaluate((one) => getComputedStyle(one).outlineStyle !== 'none')
  }
  const message = await show('proposed')
  expect(await framed(message)).toBe(false)
  await message.close()
  const about = await show('about', { layout: 'compact', width: 180 })
  await widgetOf(about).locator('.stage').focus()
  await about.keyboard.press('Shift+Tab')
  await about.keyboard.press('Tab')
  expect(await framed(about)).toBe(true)
  await about.close()
})

describe('who asks', () => {
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? '')

  test('is said in the same height, by keyboard, and Escape leads back', async () => {
    const page = await show('vote')
    const widget = widgetOf(page)
    const about = widget.getByRole('button', { name: 'Qui pose la question ?' })
    await about.focus()
    await page.keyboard.press('Enter')
    const panel = widget.getByRole('region', { name: 'Qui pose la question ?' })
    await panel.waitFor()
    await expect.poll(() => focused(page)).toContain('stage')
    expect(await panel.innerText()).toContain(
      'Ville de Saint-Rémy-lès-Chevreuse et Fondation des territoires',
    )
    expect(await panel.getByRole('link').getAttribute('href')).toBe(
      'https://consultations.example.org/c/territoires?publisher=pub_shelf',
    )
    expect(await about.getAttribute('aria-expanded')).toBe('true')
    expect((await widget.boundingBox())?.height).toBe(352)
    await page.keyboard.press('Escape')
    await widget.locator('blockquote').waitFor()
    await expect.poll(() => focused(page)).toBe('about')
    await page.close()
  })

  test('is where a reader can be forgotten, once they are sure', async () => {
    const page = await show('voted')
    const widget = widgetOf(page)
    const kept = () => page.evaluate(() => localStorage.getItem('unisson:voted-fr') ?? '')
    await expect.poll(kept).toContain('"proposal0')
    await widget.getByRole('button', { name: 'Qui pose la question ?' }).click()
    await widget.getByRole('button', { name: 'Effacer mes votes' }).click()
    expect(await kept()).toContain('"vote":"agree"')
    await widget.getByRole('button', { name: 'Oui, tout effacer' }).click()
    await expect.poll(() => widget.getByRole('status').innerText()).toMatch(/^Vos votes sont effacés/)
    await expect.poll(kept).not.toContain('"vote":"agree"')
    await widget.getByRole('button', { name: 'Retour' }).click()
    await widget.locator('.vote.agree[aria-pressed=false]').waitFor()
    await page.close()
  })
})
