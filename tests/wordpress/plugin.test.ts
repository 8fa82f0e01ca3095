import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import { launchChromium } from '../../scripts/browsers/chromium.ts'
import {
  DEMO_CONSULTATIONS,
  DEMO_SLUGS,
  type DemoKeys,
  demoSecret,
  prepareDemo,
} from '../../scripts/demo/prepare.ts'
import { openReader, type Reader } from '../../scripts/stage/reader.ts'
import { freePort } from '../../scripts/stage/server-process.ts'
import { keepPicture } from '../browser/support/console.ts'
import { readDatabase } from '../browser/support/database.ts'
import { openWordPress, type WordPressSite } from './site.ts'

// The plugin in WordPress itself, of Debian's package: set up by an administrator, written with by an editor, read by a reader.

let folder: string
let databaseFile: string
let server: RunningServer
let wordpress: WordPressSite
let browser: Browser
let api: string
let keys: DemoKeys

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-wordpress-api-'))
  databaseFile = join(folder, 'unisson.db')
  const [port, sitePort] = [await freePort(), await freePort()]
  api = `http://127.0.0.1:${port}`
  wordpress = await openWordPress(sitePort)
  const origins = { eveil: [wordpress.address], signal: ['http://signal.example'] }
  keys = await prepareDemo(databaseFile, origins, DEMO_CONSULTATIONS)
  server = await startServer(
    readConfig({
      PORT: String(port),
      PUBLIC_URL: api,
      DATABASE_FILE: databaseFile,
      SESSION_SECRET: await demoSecret(databaseFile),
      LOG_LEVEL: 'silent',
    }),
  )
  browser = await launchChromium()
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await wordpress?.close()
  await rm(folder, { recursive: true, force: true })
})

async function signedIn(): Promise<Reader> {
  const editor = await openReader(browser, api)
  const { name, password } = wordpress.administrator
  await editor.page.goto(`${wordpress.address}/wp-login.php`)
  await editor.page.fill('#user_login', name)
  await editor.page.fill('#user_pass', password)
  await editor.page.click('#wp-submit')
  await editor.page.waitForURL(/wp-admin/)
  return editor
}

test('its settings are entered, and say that votes are taken from the site', async () => {
  const { page, close } = await signedIn()
  await page.goto(`${wordpress.address}/wp-admin/options-general.php?page=unisson`)
  await page.locator('.notice-warning', { hasText: 'Enter server and public key' }).waitFor()
  await page.fill('#unisson_host', `${api}/`)
  await page.fill('#unisson_publisher', keys.publicKeys.eveil)
  await page.click('#submit')
  await page
    .locator('.notice-success', { hasText: `The server takes votes from ${wordpress.address}.` })
    .waitFor()
  expect(await page.inputValue('#unisson_host')).toBe(api)
  await close()
})

test.each([
  ['a shortcode', () => '[unisson consultation="territoires"]'],
  ['a block', () => '<!-- wp:unisson/consultation {"consultation":"territoires"} /-->'],
  ['a link in a line of its own', () => `Before\n\n${api}/c/territoires\n\nAfter`],
  [
    'a link in the block of embeds',
    () =>
      `<!-- wp:embed {"url":"${api}/c/territoires/"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n${api}/c/territoires/\n</div></figure><!-- /wp:embed -->`,
  ],
])('an article with %s takes a vote', async (title, content) => {
  wordpress.setOptions({ unisson_host: api, unisson_publisher: keys.publicKeys.eveil })
  const reader = await openReader(browser, api)
  await reader.page.context().grantPermissions(['local-network-access'])
  await reader.page.goto(wordpress.publish(title, content()))
  await reader.widget().arrive()
  expect(await reader.widget().element.getAttribute('publisher')).toBe(keys.publicKeys.eveil)
  const before = readDatabase(databaseFile).votes().length
  const stored = reader.page.waitForResponse((response) => response.url().endsWith('/v1/votes'))
  await reader
    .widget()
    .button(/^(D’accord|Agree)$/)
    .click()
  expect((await stored).status()).toBe(200)
  await expect.poll(() => readDatabase(databaseFile).votes().length).toBe(before + 1)
  expect(reader.observed.errors).toEqual([])
  await reader.close()
})

test('a shortcode shows the results in an article, a link the vote on its proposal', async () => {
  wordpress.setOptions({ unisson_host: api, unisson_publisher: keys.publicKeys.eveil })
  const reader = await openReader(browser, api)
  const { page } = reader
  await page.context().grantPermissions(['local-network-access'])
  const shortcode = `[unisson consultation="${DEMO_SLUGS.finished}" view="consensus" theme="auto"]`
  await page.goto(wordpress.publish('Results by shortcode', shortcode))
  const results = page.locator('unisson-results')
  await results.locator('h2').waitFor()
  expect(await results.getAttribute('view')).toBe('consensus')

  await page.goto(wordpress.publish('A link with a proposal', `${api}/c/territoires?proposal=AAAAbbbb0_-1`))
  await reader.widget().arrive()
  expect(await reader.widget().element.getAttribute('proposal')).toBe('AAAAbbbb0_-1')
  await reader.close()
})

test('the block is inserted in the editor, named, published and voted in', async () => {
  const editor = await signedIn()
  const { page } = editor
  await page.goto(`${wordpress.address}/wp-admin/post-new.php`)
  await page.waitForFunction('window.wp?.blocks?.getBlockType("unisson/consultation")')
  await page.evaluate(`wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)`)
  await page.evaluate(`wp.data.dispatch('core/editor').editPost({ title: 'A block by hand' })`)
  await page.evaluate(
    `wp.data.dispatch('core/block-editor').insertBlock(wp.blocks.createBlock('unisson/consultation'))`,
  )
  await page.getByLabel('Name of the consultation').fill(`${api}/c/territoires?publisher=x`)
  await page.evaluate(`wp.data.dispatch('core/editor').editPost({ status: 'publish' })`)
  await page.evaluate(`wp.data.dispatch('core/editor').savePost()`)
  await page.waitForFunction(`wp.data.select('core/editor').isCurrentPostPublished()`)
  const address = await page.evaluate<string>(`wp.data.select('core/editor').getPermalink()`)
  await editor.close()

  const reader = await openReader(browser, api)
  await reader.page.context().grantPermissions(['local-network-access'])
  await reader.page.goto(address)
  await reader.widget().arrive()
  expect(await reader.widget().element.getAttribute('consultation')).toBe('territoires')
  await reader.close()
})

test('the button of the Classic Editor writes the shortcode, also of results and of one proposal', async () => {
  const editor = await signedIn()
  const { page } = editor
  await page.goto(`${wordpress.address}/wp-admin/post-new.php?classic`)
  await page.waitForFunction('window.tinymce?.activeEditor?.initialized')
  await page.locator('.mce-toolbar [aria-label=Consultation]').click()
  const dialog = page.getByRole('dialog', { name: 'Consultation' })
  const [name, proposal] = [
    dialog.locator('input.mce-textbox').first(),
    dialog.locator('input.mce-textbox').last(),
  ]
  const written = () => page.evaluate<string>('window.tinymce.activeEditor.getContent()')
  await name.fill(`${api}/c/territoires?publisher=x`)
  await dialog.locator('.mce-primary').click()
  expect(await written()).toContain('[unisson consultation="territoires" theme="auto" layout="card"]')

  await page.locator('.mce-toolbar [aria-label=Consultation]').click()
  await name.fill('bien-manger')
  await dialog.locator('.mce-listbox').first().click()
  await page.locator('.mce-menu-item', { hasText: 'Results: one proposal' }).click()
  await proposal.fill(' AAAAbbbb0_-1 ')
  await keepPicture(page, 'wordpress-classic')
  await dialog.locator('.mce-primary').click()
  expect(await written()).toContain(
    '[unisson consultation="bien-manger" view="proposal" proposal="AAAAbbbb0_-1" theme="auto"]',
  )
  await editor.close()
})
