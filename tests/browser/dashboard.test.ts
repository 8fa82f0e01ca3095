import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Action, CohortsAnswer, EmbedPayload, Results } from '../../api/src/wire/index.ts'
import { DEMO_SLUGS } from '../../scripts/demo/prepare.ts'
import { EditorBrowser, type SignedIn } from '../../scripts/stage/editor.ts'
import { openReader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture } from './support/console.ts'
import { violations } from './support/violations.ts'

let stage: Stage

let session: SignedIn

beforeAll(async () => {
  stage = await openStage({ historyDays: 60 })
  const editor = await EditorBrowser.open(stage.browser, stage.api)
  await editor.signIn(stage.keys.apiKeys.eveil)
  session = await editor.page.context().storageState()
  await editor.close()
})

afterAll(() => stage?.close())

/** An editor who signed in before. */
async function signedIn(options = {}): Promise<EditorBrowser> {
  const editor = await EditorBrowser.open(stage.browser, stage.api, { storageState: session, ...options })
  await editor.open('')
  await editor.loaded()
  return editor
}

const digits = (text: string): number => Number(text.replace(/\D/g, ''))

test('the kit of the dashboard gives code and newsletter in a language that is chosen by keyboard', async () => {
  const editor = await signedIn()
  const { page } = editor
  await editor.open('embed')
  const kit = page.locator('.embed-kit')
  await page.getByLabel('Consultation', { exact: true }).selectOption(DEMO_SLUGS.open)
  const choice = kit.getByLabel('Langue')
  await expect.poll(() => choice.locator('option').count()).toBe(34)
  expect(await choice.locator('option').first().textContent()).toBe('français')
  await choice.focus()
  await page.keyboard.type('allemand')
  await kit.locator('pre', { hasText: 'lang="de"' }).first().waitFor()
  expect(await choice.inputValue()).toBe('de')
  await kit.locator('pre', { hasText: 'Dafür' }).first().waitFor()
  await kit.locator('iframe[src*="lang=de"]').waitFor()
  expect(await violations(page)).toEqual([])
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [320, 1280]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      const { scrollWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
      }))
      expect(scrollWidth).toBeLessThanOrEqual(width)
      await keepPicture(page, `embed-kit-dashboard-${colorScheme}-${width}`)
    }
  await editor.close()
})

test('an editor’s morning: the figures, an article, a spreadsheet, a link for a colleague', async () => {
  const editor = await EditorBrowser.open(stage.browser, stage.api)
  await editor.signIn(stage.keys.apiKeys.eveil)
  const { page } = editor
  const monthly = digits(await editor.figure('Lecteurs'))
  await page.getByLabel('Période').selectOption('7d')
  await page.waitForURL(/period=7d/)
  await editor.loaded()
  const weekly = digits(await editor.figure('Lecteurs'))
  expect(weekly).toBeGreaterThan(0)
  expect(weekly).toBeLessThan(monthly)

  await page.getByRole('columnheader', { name: 'Votes' }).getByRole('button').click()
  await page.locator('th.votes[aria-sort="descending"]').waitFor()
  await editor.loaded()
  const votes = (await editor.column('Votes')).map(digits)
  expect(votes).toEqual([...votes].sort((one, other) => other - one))

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger les articles en CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  const rows = parse(csv, { bom: true, columns: true, delimiter: ';' }) as Record<string, string>[]
  expect(csv.charCodeAt(0)).toBe(0xfeff)
  expect(rows.map((row) => Number(row['Votes']))).toEqual(votes)

  await page
    .getByRole('link', { name: /Ligne 23/ })
    .last()
    .click()
  await page.getByRole('heading', { level: 1, name: /Ligne 23/ }).waitFor()
  await editor.loaded()
  expect(digits(await editor.figure('Votes'))).toBe(Math.max(...votes))
  const top = page.locator('.top-proposals li')
  await top.first().waitFor()
  expect(await top.first().innerText()).toMatch(/\d+ votes?\s· D’accord\s: \d+\s%/)
  expect(editor.errors).toEqual([])
  await editor.close()
})

test('rows that are not the total say why, where they stand and only there', async () => {
  const editor = await EditorBrowser.open(stage.browser, stage.api)
  await editor.signIn(stage.keys.apiKeys.eveil)
  const { page } = editor
  const readers = (await editor.column('Lecteurs')).reduce((sum, cell) => sum + digits(cell), 0)
  expect(readers).toBeLessThan(digits(await editor.figure('Lecteurs')))
  await page.locator('.articles').getByText('hors d’un article').waitFor()
  const breakdown = page.locator('.breakdown')
  const by = (part: string) => breakdown.getByRole('button', { name: part, exact: true }).click()
  await by('Canal')
  await breakdown.getByText('Les lecteurs venus sans canal').waitFor()
  await by('Rubrique')
  await breakdown.getByText('Les lecteurs de pages sans rubrique').waitFor()
  await by('Appareil')
  await breakdown.getByText('Téléphone').waitFor()
  expect(await breakdown.innerText()).not.toContain('dans aucune ligne')
  expect(editor.errors).toEqual([])
  await editor.close()
})

test('a share link opens the figures in a fresh profile, leaves no trace, and ends when it is revoked', async () => {
  const editor = await signedIn()
  await editor.page.getByRole('link', { name: 'Partager' }).click()
  await editor.page.getByLabel('Pour qui').fill('Comité de rédaction')
  await editor.button('Créer un lien').click()
  const link = await editor.page.locator('.copyable pre').innerText()
  expect(link).toContain('/dashboard#share=')

  const guest = await EditorBrowser.open(stage.browser, stage.api)
  const asked: string[] = []
  guest.page.on('request', (request) => asked.push(request.url() + (request.headers()['referer'] ?? '')))
  await guest.page.goto(link)
  await guest.loaded()
  expect(guest.page.url()).toBe(`${stage.api}/dashboard`)
  expect(asked.filter((address) => address.includes('share_'))).toEqual([])
  expect(
    await guest.page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage })),
  ).not.toContain('share_')
  await guest.page.reload()
  await guest.loaded()
  expect(await guest.page.getByRole('link', { name: 'Partager' }).count()).toBe(0)
  await guest.page.getByText('lecture seule').waitFor()

  await editor.page.reload()
  await editor.page.getByRole('button', { name: 'Révoquer Comité de rédaction' }).click()
  await editor.button('Révoquer').click()
  await editor.page.getByText('Anciens liens').waitFor()
  await guest.page.getByLabel('Période').selectOption('7d')
  await guest.page.getByText('a été révoqué').waitFor()
  expect(await guest.page.locator('.key-figures').count()).toBe(0)
  await guest.page.goto('about:blank')
  await guest.page.goto(link)
  await guest.page.getByText('Ce lien de partage n’est pas valable').waitFor()
  expect([...editor.errors, ...guest.errors]).toEqual([])
  await Promise.all([editor.close(), guest.close()])
})

const SCREENS = [
  '',
  '?period=today',
  '?metric=engagementRate',
  'embed',
  'share-links',
  '?from=2020-01-01&to=2020-01-05',
]

async function eachScreen(editor: EditorBrowser, look: (screen: string) => Promise<void>): Promise<void> {
  const article = await editor.page.locator('.articles tbody a').first().getAttribute('href')
  for (const screen of [...SCREENS, article?.slice(2) ?? '']) {
    await editor.open(screen)
    await editor.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
    await editor.page.locator('h1').waitFor()
    await look(screen)
  }
}

test.each(['light', 'dark'] as const)('no screen breaks a rule of WCAG 2.2 AA (%s)', async (colorScheme) => {
  const editor = await EditorBrowser.open(stage.browser, stage.api, { colorScheme })
  await editor.page.goto(`${stage.api}/dashboard`)
  await editor.page.getByLabel('Clé d’API').waitFor()
  expect(await violations(editor.page), 'signing in').toEqual([])
  await editor.signIn(stage.keys.apiKeys.eveil)
  await keepPicture(editor.page, `dashboard-${colorScheme}`)
  await editor.page.getByText('Tous les chiffres').click()
  await editor.page.getByText('La courbe en tableau').click()
  await eachScreen(editor, async (screen) => expect(await violations(editor.page), screen).toEqual([]))
  expect(editor.errors).toEqual([])
  await editor.close()
})

test('no screen is wider than a phone of 320 pixels', async () => {
  const editor = await signedIn({ viewport: { width: 320, height: 640 } })
  await eachScreen(editor, async (screen) => {
    expect(await editor.page.evaluate(() => document.documentElement.scrollWidth), screen).toBe(320)
  })
  await editor.close()
})

test('the demo tells a story: votes that differ, results by part of the public, actions, proposals sent', async () => {
  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(stage.api + path)).json()) as Answer
  const { draw } = await ask<EmbedPayload>(
    `/v1/embed/${DEMO_SLUGS.open}?publisher=${stage.keys.publicKeys.eveil}`,
  )
  const split = draw.proposals.filter(
    ({ tallies }) => tallies.agree > 0 && tallies.disagree + tallies.neutral > 0,
  )
  expect(split.length).toBeGreaterThan(draw.proposals.length / 2)

  const { all, segments } = await ask<Results>(`/v1/consultations/${DEMO_SLUGS.finished}/results`)
  expect(all.consensus).not.toEqual([])
  expect(all.controversies).not.toEqual([])
  expect(segments.filter(({ consensus }) => consensus.length > 0).length).toBeGreaterThan(1)
  const { actions } = await ask<{ actions: Action[] }>(`/v1/consultations/${DEMO_SLUGS.finished}/actions`)
  expect(actions).not.toEqual([])
  expect((await stage.statistics('eveil')).totals.proposals).toBeGreaterThan(0)
})

test('the demo has a partner who asks, votes for the team to judge, and suspect readers', async () => {
  const slug = DEMO_SLUGS.withSegments
  const ask = async <Answer>(path: string): Promise<Answer> => {
    const headers = { authorization: `Bearer ${stage.keys.administratorKey}` }
    return (await (await fetch(stage.api + path, { headers })).json()) as Answer
  }
  const { askedBy } = await ask<EmbedPayload>(`/v1/embed/${slug}?publisher=${stage.keys.publicKeys.eveil}`)
  expect(askedBy).toEqual(['L’Atelier des cantons'])
  const { cohorts } = await ask<CohortsAnswer>(`/v1/admin/consultations/${slug}/cohorts`)
  expect(cohorts).toMatchObject([{ rule: 'not-served', class: 'unverified', decision: null }])
  const { totals } = await stage.statistics('eveil')
  expect(totals.readersSuspect).toBeGreaterThan(10)
  expect(totals.readersSuspect).toBeLessThan(totals.readersEngaged / 10)
})

test('an address that somebody mistyped opens the dashboard, and a broken share link says what it is', async () => {
  const editor = await signedIn()
  await editor.page.goto(`${stage.api}/dashboard#/%`)
  await editor.page.reload()
  await editor.page.getByRole('navigation').first().waitFor()

  const guest = await EditorBrowser.open(stage.browser, stage.api)
  await guest.page.goto(`${stage.api}/dashboard#share=%`)
  await guest.page.getByText('Ce lien de partage n’est pas valable').waitFor()
  expect([...editor.errors, ...guest.errors]).toEqual([])
  await Promise.all([editor.close(), guest.close()])
})

test('everything is done by keyboard, and each number says what it is', async () => {
  const editor = await signedIn()
  const { page } = editor
  const figure = page.locator('.key-figures button', { hasText: 'Taux d’engagement' })
  await figure.focus()
  const tip = page.getByRole('tooltip').filter({ visible: true })
  expect(await tip.innerText()).toContain('Wilson')
  await page.keyboard.press('Escape')
  await tip.waitFor({ state: 'hidden' })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Taux d’engagement au fil du temps' }).waitFor()
  await expect.poll(() => figure.getAttribute('aria-pressed')).toBe('true')

  const sort = page.getByRole('columnheader', { name: 'Lecteurs engagés' }).getByRole('button')
  await sort.focus()
  await page.keyboard.press('Enter')
  await page.locator('th.readersEngaged[aria-sort="descending"]').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('th.readersEngaged[aria-sort="ascending"]').waitFor()
  await page.getByText('La courbe en tableau').focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('.curve-table tbody tr').count()).toBeGreaterThan(20)
  await editor.close()
})

test('what stands out is said in a sentence with its interval', async () => {
  const editor = await signedIn()
  const sentence = editor.page.locator('.standing-out li', { hasText: 'Ligne 23' })
  expect(await sentence.innerText()).toMatch(
    /\d+\s% des lecteurs de .*Ligne 23.* ont participé \(\d+–\d+\s%\), contre \d+\s% sur les autres articles \(\d+–\d+\s%\)\./,
  )
  await editor.page.getByLabel('Période').selectOption('today')
  await editor.page.waitForURL(/period=today/)
  await editor.answered()
  await editor.page.locator('.standing-out').waitFor({ state: 'detached' })
  await editor.close()
})

test('a reader who arrives is there live, and in the figures', async () => {
  const editor = await signedIn()
  await editor.page.getByText('0 lecteur en ce moment').waitFor()
  const [article] = stage.articles
  const reader = await openReader(stage.browser, stage.api)
  await reader.page.goto(article?.url ?? '')
  await reader.widget().arrive()
  await editor.page.getByText('1 lecteur en ce moment').waitFor()
  await reader.close()
  await editor.close()
})

test('a time without readers says so, and shows the way on', async () => {
  const editor = await signedIn()
  await editor.open('?from=2020-01-01&to=2020-01-05')
  await editor.page.getByText('Pas encore de lecteurs').waitFor()
  await editor.page.getByRole('link', { name: 'Voir depuis le début' }).click()
  await editor.loaded()
  await editor.close()
})

test('signing out closes the dashboard to the next person at the screen', async () => {
  const editor = await EditorBrowser.open(stage.browser, stage.api)
  await editor.signIn(stage.keys.apiKeys.eveil)
  await editor.button('Se déconnecter').click()
  await editor.page.getByLabel('Clé d’API').waitFor()
  await editor.page.reload()
  await editor.page.getByLabel('Clé d’API').waitFor()
  const answer = await editor.page.request.get(`${stage.api}/v1/publisher/stats/summary`)
  expect(answer.status()).toBe(401)
  await editor.close()
})
