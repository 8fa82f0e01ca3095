import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbedCode, EmbedPayload, OwnWords, ResultsView } from '../../api/src/wire/index.ts'
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

interface Told {
  type: string
  detail?: { vote?: string }
  consultation?: string
  sentinel?: string
  height?: number
}

test('a frame tells the article what the reader did, and how high it is; it takes the article’s theme', async () => {
  const { iframe } = await embedCode()
  const reader = await openPasted(
    `<script>window.told = []; addEventListener('message', ({ data }) => told.push(data))</script>${iframe}`,
  )
  const told = () => reader.page.evaluate(() => (window as unknown as { told: Told[] }).told)
  const widget = reader.page.frameLocator('iframe').locator('unisson-consultation')
  await widget.getByRole('button', { name: 'D’accord', exact: true }).click()
  await expect.poll(told).toContainEqual(
    expect.objectContaining({
      type: 'unisson:vote',
      consultation: 'territoires',
      detail: expect.objectContaining({ vote: 'agree' }),
    }),
  )
  const height = await widget.evaluate((element) => element.clientHeight)
  expect(await told()).toContainEqual({ type: 'unisson:size', height })
  expect(await told()).toContainEqual({ sentinel: 'amp', type: 'embed-size', height })
  await reader.page.evaluate(() =>
    document.querySelector('iframe')?.contentWindow?.postMessage({ type: 'unisson:set', theme: 'dark' }, '*'),
  )
  await expect.poll(() => widget.getAttribute('theme')).toBe('dark')
  await reader.close()
})

test('a frame tells a page that is not the publisher’s how high it is, and nothing of its reader', async () => {
  const reader = await openPasted(
    `<script>window.told = []; addEventListener('message', ({ data }) => told.push(data))</script>
    <iframe src="${stage.api}/c/territoires/frame" width="640" height="352" sandbox="allow-scripts"></iframe>`,
  )
  const widget = reader.page.frameLocator('iframe').locator('unisson-consultation')
  await widget.getByRole('button', { name: 'D’accord', exact: true }).click()
  await widget.getByRole('button', { name: 'Réaliste', exact: true }).waitFor()
  const told = await reader.page.evaluate(() => (window as unknown as { told: Told[] }).told)
  expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['unisson:size', 'embed-size']))
  await reader.close()
})

test('the proposal that the article names comes first, and others after it', async () => {
  const file = new DatabaseFile(stage.databaseFile)
  const among =
    "FROM proposals WHERE status = 'accepted' AND consultation_id = (SELECT id FROM consultations WHERE slug = 'territoires')"
  const [id, text] = [
    await file.one(`SELECT id ${among} ORDER BY id DESC LIMIT 1`),
    await file.one(`SELECT text ${among} ORDER BY id DESC LIMIT 1`),
  ]
  const { element } = await embedCode()
  const reader = await openPasted(element.replace(' lang=', ` proposal="${id}" lang=`))
  const widget = reader.page.locator('unisson-consultation')
  await widget.getByText(String(text)).waitFor()
  await widget.getByRole('button', { name: 'D’accord', exact: true }).click()
  await widget.getByRole('button', { name: 'Suivante', exact: true }).click()
  await widget.getByText(String(text)).waitFor({ state: 'detached' })
  await widget.getByRole('button', { name: 'D’accord', exact: true }).waitFor()
  await reader.close()
})

const VIEW: ResultsView = {
  view: 'consensus',
  phase: 'results',
  language: 'ar',
  direction: 'rtl',
  question: 'كيف نعيش؟',
  title: 'ما يجمع',
  rows: [86, 78, 70].map((agree) => ({
    text: `Il faut rouvrir les gares (${agree})`,
    figure: `${agree}%`,
    caption: `${agree}% موافقون`,
    parts: [
      { kind: 'agree', share: agree / 100 },
      { kind: 'disagree', share: 1 - agree / 100 },
    ],
    marks: [],
  })),
  note: 'استنادًا إلى 12 صوتًا.',
  link: { url: 'https://unisson.example/c/a', text: 'اقرأ النتائج' },
}

test.each([
  [320, 420],
  [768, 352],
])(
  'the results stand in an article %i px wide, in words and as bars, in a height that never changes',
  async (width, height) => {
    const reader = await openPasted(
      `<style>body { margin: 0; background: #111 }</style><unisson-results consultation="territoires" lang="ar">
    <svg width="100%" height="${height}" aria-hidden="true"></svg><a href="#">النتائج</a></unisson-results>`,
    )
    const { page } = reader
    await page.setViewportSize({ width, height: 900 })
    await page.route('**/view?*', (route) =>
      route.fulfill({ json: VIEW, headers: { 'access-control-allow-origin': '*' } }),
    )
    const asked = page.waitForRequest('**/view?*')
    const results = page.locator('unisson-results')
    await page.addScriptTag({ url: `${stage.api}/results.js` })
    expect(new URL((await asked).url()).searchParams.get('lang')).toBe('ar')
    await expect.poll(() => results.getAttribute('state')).toBe('ready')
    expect(
      await results.evaluate(({ clientHeight, scrollWidth, clientWidth }) => [
        clientHeight,
        scrollWidth > clientWidth,
      ]),
    ).toEqual([height, false])
    const shown = await results.evaluate(({ shadowRoot }) => {
      const card = shadowRoot?.querySelector<HTMLElement>('section')
      const bar = shadowRoot?.querySelector('.bar')?.getBoundingClientRect()
      const agree = shadowRoot?.querySelector('.agree')?.getBoundingClientRect()
      return {
        words: card?.innerText,
        isDark: card?.classList.contains('dark'),
        direction: card?.dir,
        name: card?.getAttribute('aria-label'),
        // From the right, as the text runs.
        agreesFromTheRight: Math.abs((agree?.right ?? 0) - (bar?.right ?? 9)) <= 1,
      }
    })
    expect(shown).toMatchObject({
      isDark: true,
      direction: 'rtl',
      name: VIEW.title,
      agreesFromTheRight: true,
    })
    expect(shown.words).toContain('86% موافقون')
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  },
)

test('before the results the element says when they come, and where to vote', async () => {
  const reader = await openPasted(
    `<unisson-results consultation="territoires"></unisson-results><script async src="${stage.api}/results.js"></script>`,
  )
  const results = reader.page.locator('unisson-results')
  await expect.poll(() => results.getAttribute('state')).toBe('waiting')
  await results.getByText('ouverte jusqu’au').waitFor()
  await results.getByRole('link', { name: 'Donner mon avis' }).waitFor()
  await reader.close()
})

test.each([
  ['en_GB', 'en'],
  ['pt-BR', 'pt'],
  ['undefined', 'fr'],
  ['<b>', 'fr'],
])('results on a page that writes %s as its language speak %s', async (written, language) => {
  const reader = await openPasted(
    `<div lang="${written}"><unisson-results consultation="bien-manger"></unisson-results></div><script async src="${stage.api}/results.js"></script>`,
  )
  await reader.page.locator(`unisson-results .card[lang="${language}"]`).waitFor()
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

test('the kit of the console shows the widget as it will be, and no figure knows of it', async () => {
  const team = await TeamBrowser.open(stage.browser, stage.api)
  const channels: unknown[] = []
  team.page.on('request', (request) => {
    if (request.url().endsWith('/v1/sessions')) channels.push(request.postDataJSON().channel)
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

  expect(channels.filter((channel) => channel !== 'preview')).toEqual([])
  expect(team.errors).toEqual([])
  await team.close()
})

test('the preview of the kit speaks in the publisher’s own words, in the language that is chosen', async () => {
  const { eveil } = stage.keys.publicKeys
  const setWords = (words: OwnWords) =>
    fetch(`${stage.api}/v1/admin/publishers/${eveil}/words`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${stage.keys.administratorKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ words }),
    })
  const said = { fr: { 'votes.agree': 'Mille oui' }, de: { 'votes.agree': 'Und wie' } }
  expect((await setWords(said)).status).toBe(200)
  const team = await TeamBrowser.open(stage.browser, stage.api)
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', 'territoires', 'embed')
  const kit = team.page.locator('.embed-kit')
  await team.page.getByLabel('Pour quel média').selectOption({ label: 'L’Éveil des territoires' })
  const preview = team.page.frameLocator('iframe')
  await preview.locator('unisson-consultation').getByText('Mille oui', { exact: true }).waitFor()
  await kit.getByLabel('Langue').selectOption({ label: 'allemand' })
  await preview.locator('unisson-consultation').getByText('Und wie', { exact: true }).waitFor()
  expect((await setWords({})).status).toBe(200)
  expect(team.errors).toEqual([])
  await team.close()
})

test('the kit of the console gives the code in each language of the interface, and shows it', async () => {
  const team = await TeamBrowser.open(stage.browser, stage.api)
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', 'bien-manger', 'embed')
  const kit = team.page.locator('.embed-kit')
  await kit.locator('pre', { hasText: 'lang="fr"' }).first().waitFor()
  await kit.getByLabel('Langue').selectOption('en')
  await kit.locator('pre', { hasText: 'lang="en"' }).first().waitFor()
  expect(await kit.locator('pre', { hasText: 'lang="fr"' }).count()).toBe(0)
  await kit.locator('iframe[src*="lang=en"]').waitFor()
  // Also in one in which the consultation is not held.
  await kit.getByLabel('Langue').selectOption({ label: 'allemand' })
  await kit.locator('pre', { hasText: 'lang="de"' }).first().waitFor()
  expect(team.errors).toEqual([])
  await team.close()
})

test('the kit of the console gives the code of results and of one proposal, and shows them', async () => {
  const team = await TeamBrowser.open(stage.browser, stage.api)
  const { page } = team
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', 'territoires', 'embed')
  const preview = page.frameLocator('iframe')
  await preview.locator('unisson-consultation').getByText('D’accord', { exact: true }).waitFor()
  const address = `${stage.api}/v1/embed/territoires?publisher=${stage.keys.publicKeys.eveil}`
  const { draw } = (await (await fetch(address)).json()) as EmbedPayload
  const asked = draw.proposals.at(-1)
  if (!asked) throw new Error('There is no proposal')

  // A part of an identifier is none yet: the code stays as it is.
  await team.fill('Proposition (identifiant)', asked.id.slice(0, 5))
  await page.locator('pre', { hasText: '<unisson-consultation' }).first().waitFor()
  expect(await page.locator('pre', { hasText: 'proposal="' }).count()).toBe(0)
  await team.fill('Proposition (identifiant)', asked.id)
  await page
    .locator('pre', { hasText: `proposal="${asked.id}"` })
    .first()
    .waitFor()
  await preview.locator('unisson-consultation').getByText(asked.text).waitFor()

  const parts = [
    ['Résultats : une proposition', 'proposal'],
    ['Résultats : ce qui rassemble', 'consensus'],
    ['Résultats : les groupes d’opinion', 'groups'],
    ['Résultats : les actions', 'action'],
  ] as const
  for (const [label, view] of parts) {
    await page.getByLabel('Ce qui s’affiche').selectOption({ label })
    await page
      .locator('pre', { hasText: `<unisson-results` })
      .filter({ hasText: `view="${view}"` })
      .first()
      .waitFor()
    await preview.locator(`unisson-results[view="${view}"] .card`).waitFor()
  }
  await keepPicture(page, 'embed-kit-results')
  await page.getByLabel('Ce qui s’affiche').selectOption({ label: 'Le vote' })
  await preview.locator('unisson-consultation').waitFor()
  expect(team.errors).toEqual([])
  await team.close()
})
