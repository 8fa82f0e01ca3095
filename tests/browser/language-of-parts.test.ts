import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EditorBrowser } from '../../scripts/stage/editor.ts'
import { openReader, type Reader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { TeamBrowser } from './support/console.ts'
import { type WrittenConsultations, writeConsultations, writtenOn } from './support/written-consultation.ts'

// WCAG 3.1.2: each text of the page is in an element whose nearest language is the one in which it was written.

let stage: Stage
let written: WrittenConsultations

beforeAll(async () => {
  stage = await openStage()
  written = await writeConsultations(stage)
})

afterAll(() => stage?.close())

/** Expects each of the parts on the page, and nothing that is marked with another language than its own. */
async function expectMarked(page: Page, ...parts: (string | RegExp)[]): Promise<void> {
  for (const part of parts)
    await expect.poll(async () => (await writtenOn(page)).texts.join('\n'), { timeout: 20_000 }).toMatch(part)
  expect((await writtenOn(page)).wrong).toEqual([])
}

describe('an article in Arabic carries a consultation in French', () => {
  /** In the place of what the article holds: an answer that the test makes up would be of no known network. */
  async function read(element: string, script: string): Promise<Reader> {
    const reader = await openReader(stage.browser, stage.api, { locale: 'ar' })
    const article = stage.articles.find((one) => one.newspaper === 'eveil' && !one.strictPolicy)
    await reader.page.goto(article?.url ?? '')
    await reader.page.evaluate(
      ([slug, proposal]) =>
        localStorage.setItem(
          `unisson:${slug}`,
          JSON.stringify({
            reader: 'r'.repeat(21),
            revision: 1,
            votes: { [proposal as string]: { vote: 'agree', qualifications: [] } },
            authored: [],
            outbox: [],
          }),
        ),
      [written.over, written.behind],
    )
    await reader.page.evaluate(
      ([html, source]) => {
        Object.assign(document.documentElement, { lang: 'ar', dir: 'rtl' })
        document.body.innerHTML = html as string
        document.head.append(Object.assign(document.createElement('script'), { src: source }))
      },
      [element, `${stage.api}/${script}.js`],
    )
    return reader
  }
  const widget = (slug: string) =>
    `<unisson-consultation consultation="${slug}" publisher="${stage.keys.publicKeys.eveil}"></unisson-consultation>`

  test('in every state of the widget, with what came of a vote elsewhere', async () => {
    const reader = await read(widget(written.open), 'embed')
    const shown = reader.widget()
    await shown.arrive()
    const { page } = reader
    await shown.element.locator('.notice bdi').waitFor()
    await expectMarked(page, /Comment vivre/, /ouvrir \d+ gares/, /Rouvrir dix gares/)
    // A screen reader is told it with the same mark.
    expect(await shown.element.locator('[role=status] bdi').getAttribute('lang')).toBe('fr')
    await shown.element.locator('.about').click()
    await shown.element.locator('[part=about]').waitFor()
    await expectMarked(page, /Comment vivre/)
    await shown.element.locator('.about').click()
    await shown.part('propose').click()
    await shown.part('form').waitFor()
    await expectMarked(page, /Il faut/)
    await shown.element.locator('.foot .end').click()
    for (let vote = 0; vote < 3; vote++) {
      await shown.element.locator('.vote.agree').click()
      await shown.part('next').click()
    }
    await shown.part('segments').waitFor()
    await expectMarked(page, /Où habitez-vous/, /En ville/)
    await reader.close()
  })

  test('where its results and actions are told', async () => {
    const reader = await read(widget(written.over), 'embed')
    await reader.widget().arrive()
    await expectMarked(reader.page, /Comment vivre/, /Rouvrir dix gares/)
    await reader.close()
  })

  test.each(['consensus', 'groups', 'proposal', 'action'])('in the results element (%s)', async (view) => {
    const reader = await read(
      `<unisson-results consultation="${written.over}" publisher="${stage.keys.publicKeys.eveil}" view="${view}"></unisson-results>`,
      'results',
    )
    await reader.page.locator('unisson-results[state]').waitFor()
    await expectMarked(
      reader.page,
      /Comment vivre/,
      ...(view === 'action' ? [/Rouvrir dix gares/, /La région/] : []),
    )
    await reader.close()
  })

  test('in a frame before its script has run', async () => {
    const reader = await openReader(stage.browser, stage.api, { javaScriptEnabled: false })
    await reader.page.goto(
      `${stage.api}/c/${written.open}/frame?publisher=${stage.keys.publicKeys.eveil}&lang=ar`,
    )
    await expectMarked(reader.page, /Comment vivre/)
    await reader.close()
  })
})

describe('the console in English shows what is written in French and Breton', () => {
  test.each([
    ['moderation', /ouvrir \d+ gares/, /Transports/],
    ['themes', /Transports/],
    ['translations', /ouvrir \d+ gares/],
    ['settings', /Comment vivre/, /Dites ce qui compte/, /Il faut/, /Où habitez-vous/, /En ville/],
    ['results', /ouvrir \d+ gares/, /Ret eo/],
    ['trust', /Un appel/, /ouvrir \d+ gares/],
    ['actions', /Rouvrir dix gares/, /La région/, /Ret eo/],
    ['partners', /Atelier/],
    ['embed', /Comment vivre/],
    ['data', /Comment vivre/],
    ['audit', /Comment vivre/],
  ])('%s', async (tab, ...parts) => {
    const team = await TeamBrowser.open(stage.browser, stage.api, { locale: 'en-GB' })
    const { page } = team
    await page.goto(`${stage.api}/console`)
    await page.locator('input[type=password]').fill(stage.keys.administratorKey)
    await page.locator('form button').click()
    await page
      .getByRole('link', { name: /^Comment vivre/ })
      .first()
      .waitFor()
    await expectMarked(page, /Comment vivre/)
    await team.open('c', written.over, tab)
    await page.locator(`nav.tabs a[aria-current=page][href$=${tab}]`).waitFor()
    await page.waitForLoadState('networkidle')
    await expectMarked(page, ...parts)
    for (const details of await page.locator('details:not([open]) > summary').all())
      if (await details.isVisible()) await details.click()
    await page.waitForLoadState('networkidle')
    await expectMarked(page, ...parts)
    await team.close()
  })

  test('in forms and dialogs', async () => {
    const team = await TeamBrowser.open(stage.browser, stage.api, { locale: 'en-GB' })
    const { page } = team
    await page.goto(`${stage.api}/console`)
    await page.locator('input[type=password]').fill(stage.keys.administratorKey)
    await page.locator('form button').click()
    await page
      .getByRole('link', { name: /^Comment vivre/ })
      .first()
      .waitFor()
    await team.open('c', written.over, 'moderation')
    await page.locator('.read blockquote').waitFor()
    await page.getByRole('button', { name: /^Correct/ }).click()
    await page.locator('dialog textarea').waitFor()
    await expectMarked(page, /ouvrir/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Theme/ }).click()
    await page.locator('dialog select').waitFor()
    await expectMarked(page, /Écoles/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Accepted/ }).click()
    await page.locator('ol.queue [lang=br]').click()
    await page.locator('.read [lang=br]').first().waitFor()
    await expectMarked(page, /Ret eo/)
    await team.open('c', written.over, 'themes')
    await team.button('Rename').first().click()
    await page.locator('dialog input').waitFor()
    await expectMarked(page, /Transports/)
    await page.keyboard.press('Escape')
    await team.button('Merge').first().click()
    await page.locator('dialog select').waitFor()
    await expectMarked(page, /Écoles/)
    await page.keyboard.press('Escape')
    await page.locator('.theme .buttons button').first().click()
    await page.locator('.theme-proposals li').first().waitFor()
    await expectMarked(page, /Écoles/)
    await team.open('c', written.over, 'actions')
    await team.button('Change').first().click()
    await page.locator('input[name=title]').last().waitFor()
    await expectMarked(page, /Dès cette année/, /gares/)
    await team.close()
  })
})

test('the dashboard in English shows what is written in French and Breton', async () => {
  const editor = await EditorBrowser.open(stage.browser, stage.api, { locale: 'en-GB' })
  const { page } = editor
  await page.goto(`${stage.api}/dashboard`)
  await page.locator('input[type=password]').fill(stage.keys.apiKeys.eveil)
  await page.locator('form button').click()
  await page.locator('.view-controls').waitFor()
  await editor.loaded()
  await expectMarked(page, /Comment vivre/)
  await editor.open('embed')
  await page.locator('.embed select').first().waitFor()
  await expectMarked(page, /Comment vivre/)
  await editor.close()
})
