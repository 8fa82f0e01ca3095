import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { TeamBrowser } from './support/console.ts'
import { violations } from './support/violations.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

async function signedIn(options = {}, key = stage.keys.administratorKey): Promise<TeamBrowser> {
  const team = await TeamBrowser.open(stage.browser, stage.api, options)
  await team.signIn(key)
  return team
}

test.each(['light', 'dark'] as const)(
  'no screen breaks a rule of WCAG 2.2 AA that a machine can see (%s)',
  async (colorScheme) => {
    const team = await signedIn({ colorScheme })
    expect(await violations(team.page)).toEqual([])
    const screens = [
      ...['moderation', 'settings', 'results', 'actions', 'partners', 'embed', 'data', 'audit'].map((tab) => [
        'c',
        'territoires',
        tab,
      ]),
      ['publishers'],
      ['administrators'],
      ['audit'],
      ['new'],
    ]
    for (const screen of screens) {
      await team.open(...screen)
      await team.loaded()
      expect(await violations(team.page), screen.join('/')).toEqual([])
    }
    await team.open('c', 'territoires', 'moderation')
    await team.page.getByRole('button', { name: /^Refuser/ }).click()
    expect(await violations(team.page), 'reasons').toEqual([])
    expect(team.errors).toEqual([])
    await team.close()
  },
)

test('no screen is wider than a phone of 320 pixels', async () => {
  const team = await signedIn({ viewport: { width: 320, height: 640 } })
  for (const screen of [
    ['c', 'territoires', 'moderation'],
    ['c', 'territoires', 'settings'],
    ['audit'],
    ['new'],
  ]) {
    await team.open(...screen)
    await team.loaded()
    const width = await team.page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, screen.join('/')).toBe(320)
  }
  await team.close()
})

test('a moderator meets proposals and nothing else, and learns who was faster', async () => {
  const admin = await signedIn()
  await admin.open('administrators')
  await admin.fill('Nom', 'Grace')
  await admin.page.getByLabel('Rôle').selectOption('moderator')
  await admin.button('Inviter').click()
  const key = await admin.page.locator('.copyable pre').innerText()
  const moderator = await signedIn({}, key)
  expect(await moderator.page.getByRole('link', { name: 'Équipe' }).count()).toBe(0)
  expect(await moderator.page.getByRole('link', { name: 'Nouvelle consultation' }).count()).toBe(0)

  for (const team of [admin, moderator]) {
    await team.open('c', 'territoires', 'moderation')
    await team.page.getByText('1 sur 14').waitFor()
  }
  expect(await moderator.page.getByRole('navigation').count()).toBe(0)
  // The queue would learn it by itself within seconds.
  const refreshes = /proposals\?unread=true$/
  await admin.page.route(refreshes, (route) => route.fulfill({ status: 204 }))
  await moderator.page.keyboard.press('a')
  await moderator.page.getByText('1 sur 13').waitFor()
  await admin.page.keyboard.press('p')
  await admin.page.locator('.said .wrong').getByText('acceptée entre-temps par Grace').waitFor()
  await admin.page.getByText('1 sur 13').waitFor()
  await admin.page.unroute(refreshes)
  await moderator.page.keyboard.press('p')
  await admin.page.getByText('1 sur 12').waitFor()
  // The browser notes the conflict by itself.
  expect(admin.errors.filter((error) => !error.includes('409'))).toEqual([])
  await Promise.all([admin.close(), moderator.close()])
})

test('a search says what it looked for, counts what it found, and is ended by a button', async () => {
  const team = await signedIn()
  await team.open('c', 'monde-dapres', 'moderation')
  await team.page.getByRole('button', { name: /^Toutes/ }).click()
  const search = team.page.getByRole('searchbox', { name: 'Chercher' })
  await search.fill('hôpitaux')
  await search.press('Enter')
  await team.page.getByText('Recherche : « hôpitaux »').waitFor()
  expect(await team.page.getByRole('searchbox', { name: 'Chercher' }).inputValue()).toBe('hôpitaux')
  const accepted = team.page.getByRole('button', { name: /^Acceptées/ })
  await team.page.locator('.queue li').first().waitFor()
  const found = await team.page.locator('.queue li').count()
  expect(found).toBeGreaterThan(0)
  await expect.poll(() => accepted.locator('small').innerText()).toBe(String(found))
  await team.button('Effacer la recherche').click()
  await team.page.getByText('Recherche : « hôpitaux »').waitFor({ state: 'detached' })
  await expect.poll(() => team.page.getByRole('searchbox', { name: 'Chercher' }).inputValue()).toBe('')
  await team.close()
})

test('only where votes are taken are proposals called open to votes', async () => {
  const team = await signedIn()
  const card = (question: string) => team.page.getByRole('listitem').filter({ hasText: question })
  await card('dans les territoires').getByText('ouvertes aux votes').waitFor()
  const finished = card('bien manger')
  await finished.getByText('propositions acceptées').waitFor()
  expect(await finished.getByText('ouvertes aux votes').count()).toBe(0)
  await team.close()
})

test('a consultation that is over opens again in one step, with the date that it lacks', async () => {
  const team = await signedIn()
  const slug = 'bien-manger'
  await team.beginPhase(slug, 'terminée')
  await team.button('ouverte').click()
  await team.page.getByLabel('Nouvelle fin des votes').fill('2050-01-01T12:00')
  await team.button('Passer à cette phase').click()
  await team.page.locator('.phase-control [aria-current="step"]', { hasText: 'ouverte' }).waitFor()
  // And the settings can be saved as they are now.
  await team.button('Enregistrer').click()
  await team.page.getByText('Enregistré.').waitFor()
  expect(await team.page.locator('.notice.wrong').count()).toBe(0)
  await team.close()
})

test('an address that somebody mistyped opens the console all the same', async () => {
  const team = await signedIn()
  for (const address of ['%', 'c/territoires/%E9']) {
    await team.open(address)
    await team.page.reload()
    await team.loaded()
    await team.page.getByRole('navigation').first().waitFor()
    expect(team.errors, address).toEqual([])
  }
  await team.close()
})

test('what is wrong with a form is said in French, field by field', async () => {
  const team = await signedIn()
  await team.open('publishers')
  await team.fill('Nom', 'Exemple')
  await team.page.getByLabel('Origines de ses pages, une par ligne').last().fill('exemple')
  await team.button('Nouveau média').click()
  const problem = team.page.locator('.notice.wrong')
  await problem.waitFor()
  expect(await problem.innerText()).toContain('« exemple » n’est pas une origine')
  expect(await problem.innerText()).not.toMatch(/\b(is|not|such as)\b/)
  await team.close()
})

test('whatever is refused, on any screen, is refused in French', async () => {
  const team = await signedIn()
  const { page } = team
  const isRefused = async (words: string) => {
    const notice = page.locator('.notice.wrong', { hasText: words })
    await notice.waitFor()
    expect(await notice.innerText()).not.toMatch(
      /\b(the|is|are|not|must|than|already|there|picture|somebody)\b/i,
    )
  }
  await team.open('c', 'territoires', 'moderation')
  const second = await page.locator('.queue li').nth(1).innerText()
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: /^Corriger/ }).click()
  for (const [text, words] of [
    ['Des forêts', 'Le texte doit commencer par'],
    ['Il faut x', 'Le texte est trop court : 5 caractères au moins après « Il faut »'],
    [`Il faut ${'très '.repeat(40)}`, 'Le texte dépasse la limite : 140 au plus.'],
    [second, 'Une autre proposition dit déjà exactement cela.'],
  ] as const) {
    await dialog.getByLabel('Corriger').fill(text)
    await dialog.getByRole('button', { name: 'Enregistrer' }).click()
    await isRefused(words)
  }
  await team.open('c', 'territoires', 'partners')
  await team.loaded()
  await page.getByLabel('Nom').last().fill('Exemple')
  const buffer = Buffer.from('no picture')
  await page.getByLabel('Logo').last().setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
  await team.button('Ajouter').click()
  await isRefused('Le logo n’est pas une image lisible')
  await team.open('c', 'territoires', 'actions')
  await team.button('Nouvelle action').click()
  await page.getByLabel('Titre').fill('Rouvrir une ligne')
  await team.button('Nouvelle action').click()
  await isRefused('La description manque. En attendant, gardez l’action en brouillon.')
  await page.getByLabel('État').selectOption('brouillon')
  await team.button('Nouvelle action').click()
  await page.locator('.card', { hasText: 'Rouvrir une ligne' }).getByText('brouillon').waitFor()
  await team.open('administrators')
  const last = page.locator('.card', { has: page.getByText('administration') }).getByRole('button')
  await last.first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click()
  await isRefused('Au moins une personne doit garder tous les droits.')
  await team.open('c', 'nulle-part', 'results')
  await isRefused('Cette consultation n’existe pas.')
  await team.close()
})

test('the log names the proposal that was decided on, and gives dates as the other screens do', async () => {
  const team = await signedIn()
  await team.open('c', 'territoires', 'moderation')
  const text = await team.page.locator('.read blockquote').innerText()
  await team.page.keyboard.press('a')
  await team.page.getByText(`Acceptée : « ${text} »`).waitFor()
  await team.open('c', 'territoires', 'audit')
  await team.page.locator('.audit .subject', { hasText: text }).first().waitFor()
  expect(await team.page.locator('.audit tbody').innerText()).not.toMatch(/\d{4}-\d\d-\d\dT/)
  await team.close()
})

test('results say how many people voted as soon as they are counted, without a reload', async () => {
  const team = await signedIn()
  await team.open('c', 'monde-dapres', 'results')
  const people = team.page.locator('.figures div', { hasText: /personne/ }).locator('dd')
  await people.getByText(/^\d/).waitFor()
  await team.close()
})

test('letters do nothing once shortcuts are switched off, nor while somebody writes', async () => {
  const team = await signedIn()
  await team.open('c', 'monde-dapres', 'moderation')
  await team.page.getByRole('button', { name: /^Acceptées/ }).click()
  await team.page.getByText(/^1 sur/).waitFor()
  const search = team.page.getByRole('searchbox', { name: 'Chercher' })
  await search.fill('r')
  await search.press('r')
  expect(await team.page.getByRole('dialog').count()).toBe(0)
  await team.page.getByLabel('Raccourcis clavier').uncheck()
  await team.page.locator('.read').click()
  await team.page.keyboard.press('r')
  expect(await team.page.getByRole('dialog').count()).toBe(0)
  await team.close()
})

test('signing out everywhere closes the console in every browser of the same person', async () => {
  const [here, elsewhere] = [await signedIn(), await signedIn()]
  await here.button('Se déconnecter partout').click()
  await here.page.getByLabel('Votre clé').waitFor()
  for (const team of [here, elsewhere]) {
    await team.page.reload()
    await team.page.getByLabel('Votre clé').waitFor()
    const answer = await team.page.request.get(`${stage.api}/v1/admin/consultations`)
    expect(answer.status()).toBe(401)
    await team.close()
  }
})

test('signing out closes the console to the next person at the screen', async () => {
  const team = await signedIn()
  await team.button('Se déconnecter').click()
  await team.page.getByLabel('Votre clé').waitFor()
  await team.page.reload()
  await team.page.getByLabel('Votre clé').waitFor()
  const answer = await team.page.request.get(`${stage.api}/v1/admin/consultations`)
  expect(answer.status()).toBe(401)
  await team.close()
})
