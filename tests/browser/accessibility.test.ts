import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReader, type Reader, type Widget } from '../../scripts/stage/reader.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

const articleOf = (newspaper: 'eveil' | 'signal'): string =>
  stage.articles.find(
    (one) => one.newspaper === newspaper && one.consultations[0] === 'monde-dapres' && !one.strictPolicy,
  )?.url ?? ''

async function visit(
  newspaper: 'eveil' | 'signal',
  options = {},
): Promise<{ reader: Reader; widget: Widget }> {
  const reader = await openReader(stage.browser, stage.api, options)
  await reader.page.goto(articleOf(newspaper))
  const widget = reader.widget()
  await widget.arrive()
  return { reader, widget }
}

/** Rules that the widget breaks now; axe looks into open shadow roots. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          selector: string,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
      }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const result = await axe.run('unisson-consultation', { runOnly: tags })
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}

/** Text of the element that has the focus, also inside the widget. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    const inner = activeElement?.shadowRoot?.activeElement ?? activeElement
    return inner?.textContent?.trim() ?? ''
  })

test.each(['eveil', 'signal'] as const)(
  '%s: no screen breaks a rule of WCAG 2.2 AA that a machine can see',
  async (newspaper) => {
    const { reader, widget } = await visit(newspaper)
    expect(await violations(reader.page)).toEqual([])
    await widget.button('D’accord').click()
    await widget.part('results').getByText('%').first().waitFor()
    expect(await violations(reader.page)).toEqual([])
    await widget.button('Suivante').click()
    await widget.button('Proposer une idée').click()
    expect(await violations(reader.page)).toEqual([])
    await widget.button('Envoyer').click()
    expect(await violations(reader.page)).toEqual([])
    await reader.close()
  },
)

test('the keyboard alone votes, sees the results, goes on, and always knows where it is', async () => {
  const { reader, widget } = await visit('eveil')
  const { page } = reader
  expect(await focused(page)).not.toContain('D’accord')
  await widget.button('D’accord').focus()
  const before = await widget.proposal()
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('D’accord')
  expect(await widget.button('D’accord').getAttribute('aria-pressed')).toBe('true')
  await expect
    .poll(() => widget.said())
    .toMatch(/^Votre vote.: d’accord, (?:comme .* votes|le premier sur cette proposition)\.$/)

  // What comes next by the keyboard comes next on the screen.
  const order: string[] = []
  for (let step = 0; step < 7; step++) {
    await page.keyboard.press('Tab')
    order.push(await focused(page))
  }
  expect(order).toEqual([
    'Pas d’accord',
    'Neutre',
    'Coup de cœur',
    'Réaliste',
    'Banal',
    'Annuler',
    'Suivante',
  ])

  const scrolledTo = await page.evaluate(() => scrollY)
  await page.keyboard.press('Enter')
  await expect.poll(() => widget.proposal()).not.toBe(before)
  await expect.poll(() => focused(page)).toContain(await widget.proposal())
  expect(await page.evaluate(() => scrollY)).toBe(scrolledTo)
  await reader.close()
})

test('taking a vote back leaves the focus on it and says so', async () => {
  const { reader, widget } = await visit('eveil')
  await widget.button('Neutre').focus()
  await reader.page.keyboard.press('Space')
  await widget.button('Annuler').focus()
  await reader.page.keyboard.press('Enter')
  await expect.poll(() => focused(reader.page)).toBe('Neutre')
  expect(await widget.button('Neutre').getAttribute('aria-pressed')).toBe('false')
  await expect.poll(() => widget.said()).toBe('Vote annulé.')
  await reader.close()
})

test('every target is at least 44 pixels high and wide, on a phone too', async () => {
  for (const width of [320, 1280]) {
    const { reader, widget } = await visit('signal', { viewport: { width, height: 800 } })
    await widget.button('Pas d’accord').click()
    for (const button of await widget.element.getByRole('button').all()) {
      const box = await button.boundingBox()
      expect(box?.height, await button.innerText()).toBeGreaterThanOrEqual(44)
      expect(box?.width, await button.innerText()).toBeGreaterThanOrEqual(44)
    }
    await reader.close()
  }
})

test.each([
  ['eveil', 320],
  ['signal', 320],
  ['eveil', 1280],
] as const)(
  '%s at %i px: nothing sticks out of the card, with the longest text and wide spacing',
  async (newspaper, width) => {
    const { reader, widget } = await visit(newspaper, { viewport: { width, height: 800 } })
    const { page } = reader
    await page.addStyleTag({
      content:
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    })
    await widget.element.locator('blockquote span').evaluate((text) => {
      text.textContent =
        'Il faut garantir à chaque habitant, quel que soit son âge, un médecin, une école et un train à moins de trente minutes de chez lui, sans voiture.'.slice(
          0,
          140,
        )
    })
    await widget.button('D’accord').click()
    const outside = await widget.element.evaluate((element) => {
      const card = element.getBoundingClientRect()
      return [...(element.shadowRoot?.querySelectorAll('button, .results li, [part~=question]') ?? [])]
        .map((part) => ({ text: part.textContent, box: part.getBoundingClientRect() }))
        .filter(
          ({ box }) =>
            box.left < card.left || box.right > card.right || box.top < card.top || box.bottom > card.bottom,
        )
        .map(({ text }) => text)
    })
    expect(outside).toEqual([])
    const box = await widget.element.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    await reader.close()
  },
)

test('with forced colours a pressed vote still differs from the others', async () => {
  const { reader, widget } = await visit('eveil', { forcedColors: 'active' })
  await widget.button('D’accord').click()
  const looks = await Promise.all(
    ['D’accord', 'Neutre'].map((name) =>
      widget.button(name).evaluate((button) => {
        const { borderColor, borderWidth, outlineStyle, fontWeight, backgroundColor } =
          getComputedStyle(button)
        return [borderColor, borderWidth, outlineStyle, fontWeight, backgroundColor].join(' ')
      }),
    ),
  )
  expect(looks[0]).not.toBe(looks[1])
  await reader.close()
})

test('who asks for less motion gets none', async () => {
  const { reader, widget } = await visit('eveil', { reducedMotion: 'reduce' })
  await widget.button('D’accord').click()
  const moving = await widget.element.evaluate(
    (element) =>
      [...(element.shadowRoot?.querySelectorAll('*') ?? [])].filter((part) => {
        const { transitionDuration, animationName } = getComputedStyle(part)
        return (
          transitionDuration.split(', ').some((time) => Number.parseFloat(time) > 0.01) ||
          animationName !== 'none'
        )
      }).length,
  )
  expect(moving).toBe(0)
  await reader.close()
})

test('without a script, at 400 % zoom of a screen 1280 pixels wide, no step of the vote is wider than it', async () => {
  const context = await stage.browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 256 },
  })
  const page = await context.newPage()
  const fits = async (step: string) =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth), step).toBe(320)
  // A press leads to the same address.
  const press = async (name: string) => {
    const next = page.waitForNavigation()
    await page.getByRole('button', { name, exact: true }).click()
    await next
  }
  await page.goto(`${stage.api}/c/territoires`)
  await fits('the consultation')
  await page.getByRole('link', { name: 'Voter sans JavaScript' }).click()
  await page.getByRole('button', { name: 'D’accord', exact: true }).waitFor()
  await fits('a proposal')
  await press('D’accord')
  await fits('the vote')
  await press('Suivante')
  await press('Proposer une idée')
  await fits('a proposal of one’s own')
  await press('Envoyer')
  await page.getByRole('alert').waitFor()
  await fits('what is wrong with it')
  await context.close()
})
