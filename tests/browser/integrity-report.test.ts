import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changedConsultation } from '../../api/src/wire/administration.ts'
import { LIMITS } from '../../api/src/wire/constants.ts'
import type { TeamConsultation } from '../../api/src/wire/index.ts'
import { DEMO_SLUGS } from '../../scripts/demo/prepare.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { languages, readCatalog } from '../../widget/languages/catalog.ts'
import { attack } from './support/attacked-consultation.ts'
import { violations } from './support/violations.ts'

const SLUG = DEMO_SLUGS.finished
const OTHERS = languages().filter((language) => language !== 'fr')

/** Long words, and another direction with other letters. */
const LOOKED_AT = ['ar', 'de']

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await attack(stage, SLUG)
})
afterAll(() => stage?.close())

async function asTeam<Answer>(method: 'GET' | 'PUT', path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${stage.api}/v1/admin/consultations/${SLUG}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stage.keys.administratorKey}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as Answer
}

/** Holds the consultation in these languages beside French; its question is translated into each. */
async function holdIn(otherLanguages: readonly string[]): Promise<void> {
  const { consultation } = await asTeam<{ consultation: TeamConsultation }>('GET', '')
  const kept = Object.entries(consultation).filter(([name]) => name in changedConsultation.shape)
  const segments = consultation.segments.map(({ id, label }) => ({ id, label }))
  await asTeam('PUT', '', { ...Object.fromEntries(kept), segments, otherLanguages })
  for (const language of otherLanguages)
    await asTeam('PUT', `/translations/consultation.question/${language}`, {
      text: readCatalog(language).page['haveMySay'] ?? '',
    })
}

/** What is wider than the page has room for. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement
    return [...document.querySelectorAll('main *')]
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect()
        return width > 1 && (left < -0.5 || right > clientWidth + 0.5)
      })
      .map((one) => `${one.nodeName} "${one.textContent?.slice(0, 40)}"`)
  })

test('the integrity report has room at 320 pixels in every language, and runs as the language does', async () => {
  const context = await stage.browser.newContext({ viewport: { width: 320, height: 900 } })
  const page = await context.newPage()
  const half = Math.ceil(OTHERS.length / 2)
  expect(half).toBeLessThanOrEqual(LIMITS.otherLanguages)
  for (const shown of [OTHERS.slice(0, half), OTHERS.slice(half)]) {
    await holdIn(shown)
    for (const language of shown) {
      const { direction = 'ltr', integrity } = readCatalog(language)
      await page.goto(`${stage.api}/c/${SLUG}/integrity?lang=${language}`)
      const seen = await page.evaluate(() => ({
        language: document.documentElement.lang,
        direction: getComputedStyle(document.body).direction,
        title: document.querySelector('h1')?.textContent,
      }))
      expect(seen).toEqual({ language, direction, title: integrity?.['title'] })
      expect(await tooWide(page), language).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), language).toBe(320)
    }
  }
  await context.close()
})

test.each(['light', 'dark'] as const)(
  'the report in other letters and directions breaks no rule of WCAG 2.2 AA (%s)',
  async (colorScheme) => {
    await holdIn(LOOKED_AT)
    const context = await stage.browser.newContext({ colorScheme, viewport: { width: 320, height: 900 } })
    const page = await context.newPage()
    for (const language of LOOKED_AT) {
      await page.goto(`${stage.api}/c/${SLUG}/integrity?lang=${language}`)
      expect(await violations(page), language).toEqual([])
    }
    await context.close()
  },
)

test('a reader goes from the results to the report and back in one language', async () => {
  await holdIn(LOOKED_AT)
  const context = await stage.browser.newContext({ locale: 'de-AT' })
  const page = await context.newPage()
  await page.goto(`${stage.api}/c/${SLUG}?lang=ar`)
  await page.getByRole('link', { name: readCatalog('ar').page['integrity'] ?? '' }).click()
  const { integrity } = readCatalog('ar')
  await page.getByRole('heading', { level: 1, name: integrity?.['title'] ?? '' }).waitFor()
  await page.getByRole('link', { name: integrity?.['back'] ?? '' }).click()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ar')
  // Without a wish in the address it is the language of the browser that counts.
  await page.goto(`${stage.api}/c/${SLUG}/integrity`)
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  await context.close()
})
