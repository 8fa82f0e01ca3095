import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ArticlesFound } from '../../api/src/wire/index.ts'
import { EditorBrowser } from '../../scripts/stage/editor.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { TeamBrowser } from './support/console.ts'

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

// What the team and editors do, where the server refuses or cannot be reached: the screen says so.

let stage: Stage
let team: TeamBrowser
let editor: EditorBrowser
/** Id of an article. */
let article: string
/** How many links were shared, by which each has a name of its own. */
let shared = 0

/** Reads an article, so that it is known. */
async function read({ api, articles, keys }: Stage): Promise<string> {
  const { url, title } = articles.find(({ newspaper }) => newspaper === 'eveil') ?? { url: '', title: '' }
  await fetch(`${api}/v1/sessions`, {
    method: 'POST',
    headers: { origin: new URL(url).origin, 'content-type': 'text/plain', 'user-agent': BROWSER },
    body: JSON.stringify({
      publisher: keys.publicKeys.eveil,
      consultation: 'monde-dapres',
      event: 'view',
      article: { url, title },
    }),
  })
  const found = await fetch(`${api}/v1/publisher/articles?search=`, {
    headers: { authorization: `Bearer ${keys.apiKeys.eveil}` },
  })
  const [first] = ((await found.json()) as ArticlesFound).articles
  if (!first) throw new Error('The article is not known')
  return first.id
}

beforeAll(async () => {
  stage = await openStage()
  article = await read(stage)
  team = await TeamBrowser.open(stage.browser, stage.api)
  await team.signIn(stage.keys.administratorKey)
  editor = await EditorBrowser.open(stage.browser, stage.api)
  await editor.page.context().request.post(`${stage.api}/v1/publisher/session`, {
    data: { key: stage.keys.apiKeys.eveil },
  })
})

afterAll(async () => {
  await team?.close()
  await editor?.close()
  await stage?.close()
})

/** How an act fails, and how that is said. */
const REFUSALS = {
  409: /Quelqu’un d’autre vient de modifier ceci\.|vient d’être modifiée|La demande n’a pas abouti\./,
  403: /La page est restée ouverte trop longtemps\. Rechargez-la\./,
  'no network': /Le serveur ne répond pas\./,
  'a page in place of an answer': /Le serveur ne répond pas\./,
}
type Refusal = keyof typeof REFUSALS

const problem = (status: number, code: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `/problems/${code}`, title: 'Refused', status }),
})

/** Lets every request fail that would change something. */
const refuse = (page: Page, how: Refusal) =>
  page.route(/\/v1\//, (route) => {
    if (route.request().method() === 'GET') return route.continue()
    if (how === 'no network') return route.abort()
    if (how === 409) return route.fulfill(problem(409, 'changed-meanwhile'))
    if (how === 403) return route.fulfill(problem(403, 'csrf-token'))
    return route.fulfill({ contentType: 'text/html', body: '<h1>Sign in to this network</h1>' })
  })

const dialogOf = (page: Page): Locator => page.getByRole('dialog')

/** The button that revokes the link that was shared last. */
const lastShared = (page: Page): Locator =>
  page.locator('.links').getByRole('button', { name: `Révoquer Le conseil ${shared}`, exact: true })

/** On which screen an act is, what leads there, and what is still there when it is refused. */
interface Act {
  page(): Page
  open(): Promise<void>
  act(page: Page): Promise<unknown>
  stays(page: Page): Locator
}

const ofTeam = (place: string[], act: Omit<Act, 'page' | 'open'> & { prepare?(): Promise<void> }): Act => ({
  page: () => team.page,
  open: async () => {
    await team.page.goto('about:blank')
    await team.open(...place)
    await team.loaded()
    await act.prepare?.()
  },
  ...act,
})
const ofEditor = (place: string, act: Omit<Act, 'page' | 'open'> & { prepare?(): Promise<void> }): Act => ({
  page: () => editor.page,
  open: async () => {
    await editor.page.goto('about:blank')
    await editor.open(place.replace('ARTICLE', `articles/${article}`))
    await act.prepare?.()
  },
  ...act,
})

const ACTS: Record<string, Act> = {
  'removing a partner': ofTeam(['c', 'territoires', 'partners'], {
    prepare: async () => {
      if ((await team.button('Retirer').count()) > 0) return
      await team.fill('Nom', 'Une région')
      await team.button('Ajouter').click()
      await team.button('Retirer').waitFor()
    },
    act: async (page) => {
      await page.getByRole('button', { name: 'Retirer' }).first().click()
      await dialogOf(page).getByRole('button', { name: 'Retirer' }).click()
    },
    stays: (page) => page.locator('.cards .card h2').first(),
  }),
  'revoking a key': ofTeam(['publishers'], {
    act: async (page) => {
      await page.locator('details:has(.keys)').first().locator('summary').click()
      await page.locator('.keys button').first().click()
      await dialogOf(page).getByRole('button', { name: 'Révoquer' }).click()
    },
    stays: (page) => page.locator('.keys button').first(),
  }),
  'revoking a person': ofTeam(['administrators'], {
    act: async (page) => {
      await page.locator('.card .danger').first().click()
      await dialogOf(page).getByRole('button', { name: 'Révoquer' }).click()
    },
    stays: (page) => page.locator('.card .danger').first(),
  }),
  'sealing a consultation': ofTeam(['c', 'bien-manger', 'settings'], {
    act: async (page) => {
      await team.button('Sceller').click()
      await dialogOf(page).getByRole('button', { name: 'Sceller' }).click()
    },
    stays: (page) => page.locator('.phase-control').getByRole('button', { name: 'Sceller' }),
  }),
  'importing the other rows': ofTeam(['c', 'territoires', 'data'], {
    prepare: async () => {
      const csv = 'text\nIl faut des bancs devant chaque gare\nDes tilleuls partout\n'
      await team.page
        .getByLabel('Fichier', { exact: true })
        .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await team.button('Vérifier et importer').click()
      await team.button('Importer quand même les 1 lignes valides').waitFor()
    },
    act: () => team.button('Importer quand même les 1 lignes valides').click(),
    stays: () => team.button('Importer quand même les 1 lignes valides'),
  }),
  'deciding on a proposal': ofTeam(['c', 'territoires', 'moderation'], {
    prepare: () => team.page.locator('.read').waitFor(),
    act: (page) => page.keyboard.press('p'),
    stays: (page) => page.locator('.queue li').first(),
  }),
  'signing out of the console': ofTeam([], {
    act: () => team.button('Se déconnecter').click(),
    stays: () => team.button('Se déconnecter'),
  }),
  'signing out of it everywhere': ofTeam([], {
    act: () => team.button('Se déconnecter partout').click(),
    stays: () => team.button('Se déconnecter partout'),
  }),
  'revoking a share link': ofEditor('share-links', {
    prepare: async () => {
      shared += 1
      await editor.page.getByLabel('Pour qui').fill(`Le conseil ${shared}`)
      await editor.button('Créer un lien').click()
      await lastShared(editor.page).waitFor()
    },
    act: async (page) => {
      await lastShared(page).click()
      await dialogOf(page).getByRole('button', { name: 'Révoquer' }).click()
    },
    stays: lastShared,
  }),
  'taking back the title of an article': ofEditor('ARTICLE', {
    prepare: async () => {
      const { page } = editor
      const reset = editor.button('Reprendre le titre de la page')
      const rename = page.locator('summary', { hasText: 'Renommer' })
      await rename.click()
      if (await reset.isVisible()) return
      await page.getByLabel('Titre', { exact: true }).fill('Un titre corrigé')
      await editor.button('Renommer').click()
      await reset.waitFor()
    },
    act: () => editor.button('Reprendre le titre de la page').click(),
    stays: () => editor.button('Reprendre le titre de la page'),
  }),
  'signing out of the dashboard': ofEditor('share-links', {
    act: () => editor.button('Se déconnecter').click(),
    stays: () => editor.button('Se déconnecter'),
  }),
}

describe.each(Object.entries(ACTS))('%s', (_name, { page: pageOf, open, act, stays }) => {
  test.each(Object.entries(REFUSALS))(
    'says that it failed by %s, and nothing is changed',
    async (how, words) => {
      const page = pageOf()
      await open()
      await refuse(page, (Number(how) || how) as Refusal)
      await act(page)
      await page.locator(':is(.notice.wrong, .said .wrong):visible', { hasText: words }).waitFor()
      await page.unrouteAll({ behavior: 'wait' })
      expect(await stays(page).count()).toBeGreaterThan(0)
    },
  )
})

test('an act that was refused is tried again in the same dialog, which then closes', async () => {
  await ACTS['revoking a share link']?.open()
  const { page } = editor
  await refuse(page, 'no network')
  await lastShared(page).click()
  const revoke = dialogOf(page).getByRole('button', { name: 'Révoquer' })
  await revoke.click()
  await dialogOf(page).locator('.notice.wrong').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await revoke.click()
  await dialogOf(page).waitFor({ state: 'detached' })
  await lastShared(page).waitFor({ state: 'detached' })
})

test('pages that cannot be read say so, and read again', async () => {
  const { page } = team
  await page.goto('about:blank')
  await page.route('**/v1/admin/session', (route) => route.abort())
  await page.goto(`${stage.api}/console`)
  await page.locator('.notice.wrong', { hasText: 'Le serveur ne répond pas.' }).waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await team.button('Réessayer').click()
  await team.heading('Consultations').waitFor()

  await page.route('**/neighbours', (route) => route.abort())
  await team.open('c', 'territoires', 'moderation')
  await page.locator('.neighbours .notice.wrong').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await page.locator('.neighbours').getByRole('button', { name: 'Réessayer' }).click()
  await page.locator('.neighbours .notice.wrong').waitFor({ state: 'detached' })
})

test('a browser that does not let a page copy says so', async () => {
  const { page } = editor
  await ACTS['revoking a share link']?.open()
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await editor.button('Copier').click()
  await page.getByRole('alert').getByText('Le navigateur refuse la copie.').waitFor()
})
