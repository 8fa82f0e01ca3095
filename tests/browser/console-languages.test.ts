import { afterAll, beforeAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../api/src/pages/languages.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

async function signedIn(locale: string, width = 1280): Promise<TeamBrowser> {
  const team = await TeamBrowser.open(stage.browser, stage.api, { locale, viewport: { width, height: 900 } })
  await team.page.goto(`${stage.api}/console`)
  await team.page.locator('input[type=password]').fill(stage.keys.administratorKey)
  await team.page.locator('form button').click()
  await team.page.getByRole('combobox').first().waitFor()
  return team
}

test.each([
  ['de-AT', 'de', 'Vorschläge zu lesen'],
  ['pl-PL', 'pl', 'propozycji do przeczytania'],
])(
  'the console of a browser in %s speaks its language, and no screen is wider than 320 pixels',
  async (locale, language, words) => {
    const team = await signedIn(locale, 320)
    const downloads: string[] = []
    team.page.on('request', (request) => downloads.push(request.url()))
    await team.page.reload()
    await team.page.getByText(words).first().waitFor()
    expect(await team.page.evaluate(() => document.documentElement.lang)).toBe(language)
    // Its own, and no other.
    expect(downloads.flatMap((url) => /assets\/console-(\w\w)-/.exec(url)?.[1] ?? [])).toEqual([language])
    for (const screen of ['moderation', 'themes', 'settings', 'results', 'actions', 'data']) {
      await team.open('c', 'territoires', screen)
      await team.page.locator(`nav.tabs a[aria-current=page][href$=${screen}]`).waitFor()
      await team.page.waitForLoadState('networkidle')
      await keepPicture(team.page, `console-${language}-${screen}`)
      const width = await team.page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, screen).toBe(320)
    }
    expect(team.errors).toEqual([])
    await team.close()
  },
)

test('what people wrote is marked with its language in a console that speaks another', async () => {
  const team = await signedIn('en-GB')
  const languageOf = (text: string | RegExp) =>
    team.page
      .getByText(text)
      .first()
      .evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))
  await team.page.getByRole('link', { name: /^Comment améliorer/ }).waitFor()
  expect(await languageOf(/^Comment améliorer/)).toBe('fr')
  await team.open('c', 'territoires', 'moderation')
  await team.page.locator('.read blockquote').waitFor()
  const proposal = await team.page.locator('.read blockquote').innerText()
  expect(await languageOf(proposal)).toBe('fr')
  expect(await team.page.locator('ol.queue button > :not([lang="fr"])').count()).toBe(0)
  expect(await languageOf('Moderation')).toBe('en')
  await team.close()
})

test.each([
  ['de-DE', 1280],
  ['de-DE', 1024],
  ['fr-FR', 1280],
  ['fr-FR', 1024],
])('every tab of a consultation is in view, in %s at %i pixels', async (locale, width) => {
  const team = await signedIn(locale, width)
  await team.page.locator('input[type=password]').waitFor({ state: 'detached' })
  // In several languages it has one tab more, with a long name.
  await team.page.route('**/v1/admin/consultations/territoires', async (route) => {
    const answer = await route.fetch()
    const json = (await answer.json()) as { consultation: object }
    await route.fulfill({ json: { ...json, consultation: { ...json.consultation, otherLanguages: ['en'] } } })
  })
  await team.open('c', 'territoires', 'settings')
  const tabs = team.page.locator('nav.tabs')
  await tabs.locator('a[aria-current=page]').waitFor()
  const places = await tabs.evaluate((bar) => {
    const { left, right, bottom } = bar.getBoundingClientRect()
    return [...bar.querySelectorAll('a')].map((one) => {
      const box = one.getBoundingClientRect()
      return {
        tab: one.textContent,
        isIn: box.left >= left - 1 && box.right <= right + 1 && box.bottom <= bottom,
      }
    })
  })
  expect(places).toHaveLength(11)
  expect(places.filter(({ isIn }) => !isIn)).toEqual([])
  await keepPicture(tabs, `tabs-${locale}-${width}`)
  await team.close()
})

test('a new consultation begins its proposals as they begin in the language of the console', async () => {
  const team = await signedIn('pl-PL')
  await team.open('new')
  await team.page.locator('input[name=proposalPrefix]').waitFor()
  expect(await team.page.locator('input[name=proposalPrefix]').inputValue()).toBe('Trzeba')
  await team.close()
})

test('a theme is made on its screen, and results say what the groups are', async () => {
  const team = await signedIn('en-GB')
  await team.open('c', 'territoires', 'themes')
  await team.button('New theme').click()
  await team.fill('Name of the theme', 'Trains')
  await team.button('Save').click()
  await team.page.getByText('Trains', { exact: true }).first().waitFor()
  await keepPicture(team.page, 'console-theme')
  await team.open('c', 'bien-manger', 'results')
  await team.heading('Opinion groups').waitFor()
  await team.close()
})

test('a sentence in words of one’s own is saved; one that is too long is refused by its name', async () => {
  const team = await signedIn('fr-FR')
  await team.open('c', 'territoires', 'settings')
  await team.page.getByText('Mots du widget').click()
  const field = team.page.locator('input[name="votes.agree"]')
  await field.fill('Beaucoup trop long pour un bouton de vote')
  const save = team.page.locator('details:has-text("Mots du widget") button[type=submit]')
  await save.click()
  await team.page.getByText('dépasse la limite').waitFor()
  expect(await team.page.locator('.notice.wrong').innerText()).toContain('votes.agree')
  await field.fill('Pour')
  await save.click()
  await team.page.getByText('Enregistré.').waitFor()
  await team.close()
})

test('words of one’s own are offered in every language of the widget, each in its direction', async () => {
  const team = await signedIn('en-GB')
  await team.open('publishers')
  const words = team.page
    .locator('details', { has: team.page.locator('summary', { hasText: /words/i }) })
    .first()
  await words.locator('summary').click()
  const languages = words.locator('select')
  await languages.waitFor()
  expect(await languages.locator('option').count()).toBe(LANGUAGES.length)
  expect(await languages.inputValue()).toBe('en')
  await languages.selectOption({ label: 'Arabic' })
  await words.locator('div[lang=ar][dir=rtl]').first().waitFor()
  expect(await languages.inputValue()).toBe('ar')
  expect(team.errors).toEqual([])
  await team.close()
})
