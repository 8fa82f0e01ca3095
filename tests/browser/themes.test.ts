import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CountedTheme } from '../../api/src/store/themes.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'
import { violations } from './support/violations.ts'

const SLUG = 'territoires'
const MOST_STEPS = 200

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

/** Somebody at the screen of themes who has a keyboard and no mouse. */
class Typist {
  readonly team: TeamBrowser
  constructor(team: TeamBrowser) {
    this.team = team
  }

  press(...keys: string[]): Promise<void> {
    return keys.reduce(
      (before, key) => before.then(() => this.team.page.keyboard.press(key)),
      Promise.resolve(),
    )
  }

  /** Goes on by Tab to what has this name. */
  async tabTo(name: string | RegExp): Promise<void> {
    const { page } = this.team
    for (let step = 0; step < MOST_STEPS; step++) {
      await page.keyboard.press('Tab')
      const said = await page.evaluate(() => {
        const { activeElement } = document
        const { labels } = activeElement as HTMLInputElement
        return (labels?.[0] ?? activeElement)?.textContent?.trim() ?? ''
      })
      if (typeof name === 'string' ? said.startsWith(name) : name.test(said)) return
    }
    throw new Error(`No Tab leads to ${name}`)
  }

  /** Answers the open dialog by a text, in place of what stands there. */
  async answer(text: string): Promise<void> {
    await this.team.page.getByRole('dialog').waitFor()
    await this.press('ControlOrMeta+a')
    await this.team.page.keyboard.type(text)
    await this.press('Enter')
    await this.team.page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  /** The themes as they lie in the database, once they are as expected. */
  async sees(...names: string[]): Promise<CountedTheme[]> {
    const { page } = this.team
    await expect.poll(() => page.locator('.theme h2 button').allInnerTexts()).toEqual(names)
    const { store } = stage.server.services
    const [consultation] = (await store.consultations.all()).filter(({ slug }) => slug === SLUG)
    return store.themes.all(consultation?.id ?? '')
  }
}

async function atThemes(options = {}): Promise<Typist> {
  const team = await TeamBrowser.open(stage.browser, stage.api, options)
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', SLUG, 'themes')
  await team.loaded()
  await team.page.getByText('les thèmes se font à la main').waitFor()
  return new Typist(team)
}

test('themes are made, filled, renamed, let go, pinned, hidden and merged by the keyboard alone', async () => {
  const typist = await atThemes()
  const { page } = typist.team
  await typist.press('n')
  await typist.answer('Commerces')
  await typist.sees('Commerces')
  await typist.press('n')
  await typist.answer('Transports')
  await typist.sees('Commerces', 'Transports')

  await typist.tabTo('Toutes les propositions')
  await typist.press('Enter')
  const all = page.getByRole('region', { name: 'Toutes les propositions' })
  await all.getByRole('checkbox').first().waitFor()
  for (const _ of [1, 2]) {
    await typist.tabTo(/Acceptée|acceptée/)
    await typist.press(' ')
  }
  await all.getByText('2 propositions choisies').waitFor()
  await typist.tabTo('Déplacer vers')
  await page.keyboard.type('Trans')
  await typist.tabTo(/^Déplacer$/)
  await typist.press('Enter')
  await page.getByText('2 propositions déplacées vers « Transports ».').waitFor()
  await expect
    .poll(async () => (await typist.sees('Commerces', 'Transports')).map(({ accepted }) => accepted))
    .toEqual([0, 2])

  await typist.press('j', 'r')
  await typist.answer('Se déplacer')
  expect((await typist.sees('Commerces', 'Se déplacer'))[1]).toMatchObject({ isKept: true, accepted: 2 })
  const chosen = page.locator('.theme[aria-current="true"]')
  await typist.press('p')
  await chosen.getByText('fixé par l’équipe').waitFor({ state: 'detached' })
  await typist.press('p')
  await chosen.getByText('fixé par l’équipe').waitFor()
  await typist.press('h')
  await chosen.getByText('masqué').waitFor()
  expect((await typist.sees('Commerces', 'Se déplacer'))[1]).toMatchObject({ isHidden: true })
  await typist.press('h')
  await chosen.getByText('masqué').waitFor({ state: 'detached' })

  await typist.press('m')
  const dialog = page.getByRole('dialog', { name: 'Fusionner « Se déplacer »' })
  await dialog.waitFor()
  await typist.tabTo('Fusionner')
  await typist.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  expect(await typist.sees('Commerces')).toMatchObject([{ name: 'Commerces', isKept: true, accepted: 2 }])
  expect(typist.team.errors).toEqual([])
  await typist.team.close()
})

test.each(['light', 'dark'] as const)(
  'the screen of themes breaks no rule of WCAG 2.2 AA and fits every width (%s)',
  async (colorScheme) => {
    for (const width of [320, 768, 1280]) {
      const { team } = await atThemes({ colorScheme, viewport: { width, height: 900 } })
      await team.button('Toutes les propositions').click()
      await team.page.getByRole('checkbox').first().waitFor()
      expect(await team.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await violations(team.page), `${width}`).toEqual([])
      await keepPicture(team.page, `themes-${width}-${colorScheme}`)
      await team.close()
    }
  },
)
