import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbedCode } from '../../api/src/wire/index.ts'
import { openReader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage, type StagedArticle } from '../../scripts/stage/stage.ts'
import { DatabaseFile } from '../support/database-file.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'

let stage: Stage
let article: StagedArticle

beforeAll(async () => {
  stage = await openStage()
  article = stage.articles.find(
    ({ newspaper, strictPolicy }) => newspaper === 'eveil' && !strictPolicy,
  ) as StagedArticle
})

afterAll(() => stage?.close())

async function embedCode(): Promise<EmbedCode> {
  const response = await fetch(`${stage.api}/v1/publisher/embed-code?consultation=territoires`, {
    headers: { authorization: `Bearer ${stage.keys.apiKeys.eveil}` },
  })
  return (await response.json()) as EmbedCode
}

/** An article whose content system kept this of what was pasted. */
async function openPasted(html: string) {
  const reader = await openReader(stage.browser, stage.api)
  await reader.page.goto(article.url)
  await reader.page.evaluate((pasted) => {
    document.open()
    document.write(
      `<!doctype html><html lang="fr"><title>Article</title><p>Avant</p>${pasted}<p>Après</p></html>`,
    )
    document.close()
  }, html)
  return reader
}

test('a frame in an article takes votes, and counts them for that article', async () => {
  const reader = await openPasted((await embedCode()).iframe)
  const viewed = reader.page.waitForRequest(
    (request) => request.url().endsWith('/v1/sessions') && request.postDataJSON().event === 'view',
  )
  const widget = reader.page.frameLocator('iframe').locator('unisson-consultation')
  await widget.getByRole('button', { name: 'D’accord', exact: true }).click()
  expect((await viewed).postDataJSON().article.url).toBe(article.url)
  await widget.getByRole('button', { name: 'Réaliste', exact: true }).waitFor()
  const file = new DatabaseFile(stage.databaseFile)
  await expect.poll(async () => await file.one('SELECT count(*) FROM votes')).toBe(1)
  expect(reader.observed.errors).toEqual([])
  await reader.close()
})

test('every other form that is pasted shows the widget as well', async () => {
  const { element, script } = await embedCode()
  for (const html of [element, script]) {
    const reader = await openPasted(html)
    await reader.widget().arrive()
    await reader.widget().button('D’accord').waitFor()
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  }
})

test('the kit of the console shows the widget as it will be, and speaks in nobody’s name but ours', async () => {
  const team = await TeamBrowser.open(stage.browser, stage.api)
  const publishers: unknown[] = []
  team.page.on('request', (request) => {
    if (request.url().endsWith('/v1/sessions')) publishers.push(request.postDataJSON().publisher)
  })
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', 'territoires', 'embed')
  const widget = team.page.frameLocator('iframe').locator('unisson-consultation')
  await widget.getByText('D’accord', { exact: true }).waitFor()

  await team.button('Sombres').click()
  await team.button('Compacte').click()
  await team.page.getByLabel('Arrondi des coins').fill('12')
  await team.fill('Canal', 'lettre')
  await team.page.locator('pre', { hasText: 'channel="lettre" theme="dark" layout="compact"' }).waitFor()
  await team.page.locator('pre', { hasText: '--unisson-radius: 12px;' }).waitFor()
  await expect.poll(() => widget.getAttribute('theme')).toBe('dark')
  await expect.poll(() => widget.evaluate((element) => element.clientHeight)).toBe(200)
  expect(await widget.evaluate((element) => element.style.getPropertyValue('--unisson-radius'))).toBe('12px')
  await keepPicture(team.page, 'embed-kit')

  expect(publishers).not.toContain('pub_demo_eveil')
  expect(team.errors).toEqual([])
  await team.close()
})
