import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { WIDGET_STATES } from '../../scripts/screenshots/widget-states.ts'
import { useWidgetStage } from './support/widget-stage.ts'

const stage = useWidgetStage()

interface Opened {
  page: Page
  errors: string[]
  votes: () => number
}

/** A page whose browser lacks what a script takes away before anything else runs. */
async function open(remove: string, name = 'vote'): Promise<Opened> {
  const page = await stage.browser.newPage({ viewport: { width: 700, height: 800 } })
  const errors: string[] = []
  let votes = 0
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/votes')) votes += 1
  })
  await page.addInitScript(remove)
  const states = WIDGET_STATES.filter((state) => state.name === name)
  await page.goto(stage.server.page({ states, layout: 'card', theme: 'auto', language: 'fr', width: 640 }))
  return { page, errors, votes: () => votes }
}

const widgetOf = (page: Page) => page.locator('unisson-consultation')

async function voteAndPropose({ page, votes }: Opened): Promise<void> {
  const widget = widgetOf(page)
  await widget.getByRole('button', { name: 'D’accord', exact: true }).click()
  await widget.locator('ul.results b').first().waitFor()
  await expect.poll(votes).toBe(1)
  await widget.getByRole('button', { name: 'Suivante' }).click()
  await widget.getByRole('button', { name: 'Proposer une idée' }).click()
  await widget.locator('textarea').fill('créer une fête des voisins à 10 € 👩‍👩‍👧‍👦')
  await widget.getByRole('button', { name: 'Envoyer' }).click()
  await widget.getByText('Merci').waitFor()
}

// Newer than the oldest browsers named, or taken away by what is installed beside them: extensions, other scripts.
const DISPENSABLE = [
  'delete Intl.Segmenter',
  'delete AbortSignal.timeout',
  'delete globalThis.AbortSignal',
  'delete globalThis.structuredClone',
  'delete Crypto.prototype.randomUUID',
  'delete Navigator.prototype.sendBeacon',
  'delete Navigator.prototype.locks',
  'delete globalThis.ResizeObserver',
  'delete globalThis.requestIdleCallback',
  'delete globalThis.scheduler',
  'delete Document.prototype.startViewTransition',
  'delete Element.prototype.moveBefore',
  'delete Element.prototype.checkVisibility',
  'delete Object.groupBy',
  'delete Array.prototype.toSorted',
  'delete globalThis.PerformanceObserver',
  'delete globalThis.navigation',
]
const NEEDED = [
  'delete Element.prototype.attachShadow',
  'delete globalThis.fetch',
  'delete globalThis.AbortController',
  'delete globalThis.customElements',
  'delete CSSStyleSheet.prototype.replaceSync',
  'delete globalThis.CSSStyleSheet',
  'delete globalThis.IntersectionObserver',
  'delete globalThis.MutationObserver',
]

describe('a browser that lacks', () => {
  test.each(DISPENSABLE)(
    'what it need not have takes votes and proposals all the same: %s',
    async (remove) => {
      const opened = await open(remove)
      await voteAndPropose(opened)
      expect(opened.errors).toEqual([])
      await opened.page.close()
    },
  )

  test.each(NEEDED)('what it must have keeps the link of the page, or takes votes: %s', async (remove) => {
    const opened = await open(remove)
    const { page, errors } = opened
    const widget = widgetOf(page)
    const link = widget.getByRole('link', { name: 'Donner mon avis' })
    const vote = widget.getByRole('button', { name: 'D’accord', exact: true })
    await page.waitForLoadState('networkidle')
    await link.or(vote).first().waitFor({ state: 'visible' })
    if (await vote.isVisible()) await voteAndPropose(opened)
    else expect((await link.boundingBox())?.height).toBeGreaterThan(10)
    expect(errors).toEqual([])
    await page.close()
  })
})

describe('a browser whose style sheets lack', () => {
  test.each([
    ['color-mix(', 'color-mis('],
    ['cqw', 'cqz'],
    ['@container', '@containez'],
    ['container-type', 'container-tyqe'],
    ['inset-inline', 'inset-inlime'],
    [':focus-visible', ':focus-invisible'],
    ['clamp(', 'clanp('],
    ['hyphens', 'hyphems'],
    ['contain-intrinsic', 'contain-imtrinsic'],
  ])('%s shows the question, the proposal, readable buttons and the result', async (word, other) => {
    const page = await stage.browser.newPage({ viewport: { width: 700, height: 800 } })
    await page.route(/\/embed/, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replaceAll(word, other) })
    })
    const states = WIDGET_STATES.filter(({ name }) => name === 'vote')
    await page.goto(stage.server.page({ states, layout: 'card', theme: 'dark', language: 'fr', width: 640 }))
    const widget = widgetOf(page)
    await widget.getByRole('button', { name: 'D’accord', exact: true }).click()
    await widget.locator('ul.results b').first().waitFor()
    const card = await widget.locator('.card').boundingBox()
    expect(card?.height).toBeGreaterThanOrEqual(352)
    for (const part of ['.question', 'blockquote', '.vote', '.results b', '.primary']) {
      const box = await widget.locator(part).first().boundingBox()
      expect(box?.height, part).toBeGreaterThan(12)
      expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual(
        (card?.y ?? 0) + (card?.height ?? 0),
      )
    }
    const colours = await widget.locator('.card').evaluate((element) => {
      const of = (selector: string, name: string) =>
        getComputedStyle(element.querySelector(selector) ?? element).getPropertyValue(name)
      return {
        surface: getComputedStyle(element).backgroundColor,
        question: of('.question', 'color'),
        bar: of('.part', 'background-color'),
        next: of('.primary', 'background-color'),
      }
    })
    expect(colours).toEqual({
      surface: 'rgb(23, 25, 28)',
      question: 'rgb(236, 237, 239)',
      bar: 'rgb(110, 203, 159)',
      next: 'rgb(157, 193, 245)',
    })
    await page.close()
  })
})
