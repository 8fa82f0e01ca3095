import { afterAll, beforeAll, expect, test } from 'vitest'
import { EditorBrowser } from '../../scripts/stage/editor.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture } from './support/console.ts'
import { violations } from './support/violations.ts'

let stage: Stage
let editor: EditorBrowser

beforeAll(async () => {
  stage = await openStage({ historyDays: 3 })
  editor = await EditorBrowser.open(stage.browser, stage.api)
  await editor.signIn(stage.keys.apiKeys.eveil)
})

afterAll(async () => {
  await editor?.close()
  await stage?.close()
})

const titles = () => editor.page.locator('.articles tbody th.article a').allInnerTexts()
const open = (summary: string) => editor.page.locator('summary', { hasText: summary }).click()
const digits = (text: string): number => Number(text.replace(/\D/g, ''))
/** Asks as a page elsewhere would. */
const askFrom = (origin: string) =>
  fetch(`${stage.api}/v1/sessions`, {
    method: 'POST',
    headers: { origin, 'content-type': 'text/plain' },
    body: JSON.stringify({
      publisher: stage.keys.publicKeys.eveil,
      consultation: 'monde-dapres',
      event: 'view',
    }),
  })

test('an editor renames an article, merges it into another, and takes both back', async () => {
  const { page } = editor
  const [first = '', second = ''] = await titles()
  const before = (await editor.column('Votes')).map(digits)
  await page.getByRole('link', { name: second, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: second }).waitFor()

  await open('Renommer')
  await page.getByLabel('Titre', { exact: true }).fill('Un titre corrigé')
  await editor.button('Renommer').click()
  await page.getByRole('heading', { level: 1, name: 'Un titre corrigé' }).waitFor()
  await editor.button('Reprendre le titre de la page').click()
  await page.getByRole('heading', { level: 1, name: second }).waitFor()

  await open('Fusionner avec un autre article')
  await page.getByLabel('Titre ou adresse').fill(first.slice(0, 12))
  await keepPicture(page, 'dashboard-merge')
  await page.getByRole('button', { name: `Fusionner ${first}` }).click()
  await page.getByRole('heading', { level: 1, name: first }).waitFor()
  await page.getByRole('heading', { name: 'Comptées avec cet article' }).waitFor()
  await editor.loaded()
  expect(await violations(page)).toEqual([])
  await keepPicture(page, 'dashboard-merged')

  await page.getByRole('link', { name: /Tous les articles/ }).click()
  await editor.loaded()
  expect(await titles()).not.toContain(second)
  expect(digits((await editor.column('Votes'))[0] ?? '')).toBe((before[0] ?? 0) + (before[1] ?? 0))
  await open('Articles fusionnés')
  await page.getByRole('button', { name: `Séparer ${second}` }).click()
  await page.getByRole('link', { name: second, exact: true }).waitFor()
  await editor.loaded()
  expect((await editor.column('Votes')).map(digits)).toEqual(before)
  expect(editor.errors).toEqual([])
})

test('an editor sees which places asked that are on no list, and what they are', async () => {
  for (const origin of ['https://leveil-example.translate.goog', 'https://recette.leveil.example'])
    expect((await askFrom(origin)).status).toBe(403)
  const { page } = editor
  await page.reload()
  await editor.loaded()
  await open('Sites absents de votre liste')
  const list = page.locator('.left-out details')
  await list.getByText('leveil-example.translate.goog').waitFor()
  expect(await list.innerText()).toMatch(/Un service de traduction[\s\S]*recette\.leveil\.example/)
  expect(await violations(page)).toEqual([])
  await keepPicture(page.locator('.left-out'), 'dashboard-foreign')
  for (const [width, scheme] of [
    [320, 'light'],
    [768, 'dark'],
    [1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    await page.reload()
    await editor.loaded()
    await open('Sites absents de votre liste')
    await keepPicture(page, `dashboard-${width}-${scheme}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  expect(editor.errors).toEqual([])
})
