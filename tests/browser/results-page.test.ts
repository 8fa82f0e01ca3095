import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_SLUGS } from '../../scripts/demo/prepare.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture } from './support/console.ts'
import { violations } from './support/violations.ts'

// The finished consultation of the demo: with camps, parts of the public, themes and actions, in two languages.
const SIZES = [320, 768, 1280]

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ historyDays: 1 })
})

afterAll(() => stage?.close())

async function open(language: string, options = {}) {
  const context = await stage.browser.newContext({ locale: language, ...options })
  const page = await context.newPage()
  await page.goto(`${stage.api}/c/${DEMO_SLUGS.finished}`)
  return page
}

test.each([
  ['fr', /sont d’accord/, /avec 95\s% de certitude/, /en 2 groupes/, /À la campagne\s: \d+\s% d’accord/],
  ['en', /agree:/, /with 95% certainty/, /into 2 groups/, /In the countryside: \d+% agree/],
])(
  'the head says what the consensus is, how sure it is, and where camps and places differ (%s)',
  async (language, ...words) => {
    const page = await open(language)
    const head = page.locator('.headline')
    for (const said of words) await head.getByText(said).first().waitFor()
    await page
      .locator('#groups')
      .getByText(language === 'fr' ? 'Ce qui unit les groupes' : 'What unites the groups')
      .waitFor()
    // A table says what the picture shows.
    await page.locator('#groups table').first().waitFor()
    await page.context().close()
  },
)

test('from right to left the days of a chart run with the dates at its ends', async () => {
  const page = await open('fr')
  const places = () =>
    page.evaluate(() => {
      const left = (element: Element | null | undefined) => element?.getBoundingClientRect().left ?? 0
      return [
        ['svg.days rect', '#participation .scale:last-of-type span'],
        ['svg.course circle', '.chart.narrow .scale:last-of-type span'],
      ].map(([marks = '', dates = '']) =>
        [marks, dates].map((selector) => {
          const chart = document.querySelector(selector)?.closest('.chart')
          const all = [...(chart?.querySelectorAll(selector.split(' ').at(-1) ?? '') ?? [])].filter((one) =>
            one.matches(selector),
          )
          return all.length > 1 && left(all[0]) < left(all.at(-1))
        }),
      )
    })
  expect(await places()).toEqual([
    [true, true],
    [true, true],
  ])
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
  })
  expect(await places()).toEqual([
    [false, false],
    [false, false],
  ])
  await page.context().close()
})

test('every section that the list of sections names is there, and a reader with a keyboard gets to it', async () => {
  const page = await open('fr')
  const links = page.locator('nav.contents a')
  const targets = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  expect(targets).toHaveLength(9)
  for (const target of targets) expect(await page.locator(target).count(), target).toBe(1)
  await links.filter({ hasText: 'Les groupes d’opinion' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => location.hash === '#groups' && scrollY > 1000)
  await page.context().close()
})

test.each([
  ['light', 'fr'],
  ['dark', 'en'],
] as const)(
  'the page breaks no rule of WCAG 2.2 AA and fits every width (%s, %s)',
  async (colorScheme, language) => {
    for (const width of SIZES) {
      const page = await open(language, { colorScheme, viewport: { width, height: 900 } })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await violations(page), `${width}`).toEqual([])
      await keepPicture(page, `results-${width}-${colorScheme}`)
      await page.context().close()
    }
  },
)

test('on paper there are results, and nothing that only a screen can do', async () => {
  const page = await open('fr')
  await page.emulateMedia({ media: 'print' })
  for (const part of ['nav.contents', '#all', 'details'])
    expect(await page.locator(part).first().isVisible(), part).toBe(false)
  for (const part of ['.headline', '#consensus', '#segments', '.opinion-map', '#themes', '#method'])
    expect(await page.locator(part).first().isVisible(), part).toBe(true)
  await page.context().close()
})

test.each(['', '/integrity'])(
  'on paper there is a margin, and a heading stays with what is below it (%s)',
  async (path) => {
    const page = await open('fr')
    await page.goto(`${page.url()}${path}`)
    await page.emulateMedia({ media: 'print' })
    const margins = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap(({ cssRules }) => [...cssRules])
        .flatMap((rule) => (rule instanceof CSSPageRule ? [rule.style.margin] : [])),
    )
    expect(margins).toEqual(['16mm 15mm'])
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll('h2, h3, h2 + p, h3 + p')]
        .filter((one) => {
          const { breakAfter, breakInside } = getComputedStyle(one)
          return breakAfter !== 'avoid' || breakInside !== 'avoid'
        })
        .map(({ textContent }) => textContent),
    )
    expect(broken).toEqual([])
    await page.context().close()
  },
)

test('a word that is longer than a phone is wide is broken, on every page of a consultation', async () => {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  const made = await fetch(`${stage.api}/v1/admin/consultations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.keys.administratorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      slug: 'langes-wort',
      language: 'de',
      question: `${word}?`,
      introduction: `https://${word}.example/`,
      proposalPrefix: 'Man sollte',
      opensAt: new Date(Date.now() - 3_600_000).toISOString(),
      closesAt: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  })
  expect(made.status, await made.clone().text()).toBe(201)
  const context = await stage.browser.newContext({ viewport: { width: 320, height: 900 } })
  const page = await context.newPage()
  for (const path of ['', '/integrity', `/vote?publisher=${stage.keys.publicKeys.eveil}`]) {
    await page.goto(`${stage.api}/c/langes-wort${path}`)
    await page.getByText(word).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320)
  }
  await context.close()
})
