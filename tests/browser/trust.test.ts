import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import type { IntegrityReport, Results } from '../../api/src/wire/index.ts'
import { DEMO_SLUGS } from '../../scripts/demo/prepare.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { type AttackedConsultation, attack } from './support/attacked-consultation.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'
import { violations } from './support/violations.ts'

const SLUG = DEMO_SLUGS.finished
const SIZES = [320, 768, 1280]

let stage: Stage
let proposals: AttackedConsultation['proposals']

const results = async (): Promise<Results> =>
  (await (await fetch(`${stage.api}/v1/consultations/${SLUG}/results`)).json()) as Results
const report = async (): Promise<IntegrityReport> =>
  (await (await fetch(`${stage.api}/v1/consultations/${SLUG}/integrity`)).json()) as IntegrityReport

async function isVerified(): Promise<void> {
  const { differences, damaged } = await verifyTallies(stage.server.services.store)
  expect({ differences, damaged }).toEqual({ differences: [], damaged: [] })
}

async function signedIn(options = {}): Promise<TeamBrowser> {
  const team = await TeamBrowser.open(stage.browser, stage.api, options)
  await team.signIn(stage.keys.administratorKey)
  return team
}

/** The first of those to decide is open; others are folded. */
async function unfold(cohort: Locator): Promise<void> {
  const isOpen = await cohort.locator('details').evaluate((details: HTMLDetailsElement) => details.open)
  if (!isOpen) await cohort.locator('summary').click()
}

beforeAll(async () => {
  stage = await openStage()
  ;({ proposals } = await attack(stage, SLUG))
})

afterAll(() => stage?.close())

test('an attack is seen, judged, set aside and taken back, and the results are as foretold', async () => {
  const team = await signedIn()
  const { page } = team
  await page.getByText('3 cohortes à juger').waitFor()
  await team.open('c', SLUG, 'settings')
  await page.getByText(/votes en 3 cohortes attendent votre décision/).waitFor()
  await page.getByRole('link', { name: 'Examiner' }).click()
  await team.loaded()
  const cohort = page.locator('.cohort', { hasText: 'Un réseau insiste sur une proposition' })
  await cohort.getByText('860 votes sur 1 proposition').waitFor()
  await unfold(cohort)
  await cohort.getByText(/au plus fort, 410 votes en une heure/).waitFor()
  const before = await results()

  await cohort.getByRole('button', { name: 'Compter' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compter 860 votes ?' })
  const effect = dialog.locator('.effect li', { hasText: proposals[7]?.text ?? '' })
  const foretold = await effect.locator('dd').last().innerText()
  await dialog.getByRole('button', { name: 'Erreur de la règle' }).click()
  await keepPicture(page, 'trust-dialog-1280')
  await dialog.getByRole('button', { name: 'Compter', exact: true }).click()
  await page.getByText('860 votes comptés.').waitFor()
  const counted = await results()
  const place = counted.all.consensus.findIndex(({ id }) => id === proposals[7]?.id)
  expect(foretold).toContain(`n° ${place + 1} de ce qui rassemble`)
  expect(foretold).toContain('plébiscitée')
  expect(counted.all.consensus[place]).toMatchObject({ plebiscite: true })
  await isVerified()

  const decided = page.locator('.cohort', { hasText: 'Un réseau insiste sur une proposition' })
  await decided.getByText(/comptés par Demo.*Erreur de la règle/).waitFor()
  await decided.getByRole('button', { name: 'Écarter' }).click()
  await page.getByRole('dialog').getByLabel('Raison').last().fill('Un programme, à son rythme')
  await page.getByRole('dialog').getByRole('button', { name: 'Écarter', exact: true }).click()
  await page.getByText('860 votes écartés.').waitFor()
  expect((await results()).all).toEqual(before.all)
  await isVerified()
  const { cohorts } = await report()
  expect(cohorts.find(({ rule }) => rule === 'network-excess')).toMatchObject({
    class: 'set-aside',
    decision: { reason: 'Un programme, à son rythme' },
  })
  expect(team.errors).toEqual([])
  await team.close()
})

test('several cohorts are decided together, and who is slower is told by whom', async () => {
  const [ada, grace] = [await signedIn(), await signedIn()]
  for (const team of [ada, grace]) {
    await team.open('c', SLUG, 'trust')
    await team.loaded()
    for (const name of [/Des bulletins entiers/, /n’ont pas été montrées/])
      await team.page.getByRole('checkbox', { name }).check()
    await team.page.getByText('2 cohortes choisies').waitFor()
    await team.page.locator('.selection').getByRole('button', { name: 'Laisser à vérifier' }).click()
    await team.page.getByRole('dialog').getByRole('button', { name: 'En cours de vérification' }).click()
  }
  const confirm = (team: TeamBrowser) =>
    team.page.getByRole('dialog').getByRole('button', { name: 'Laisser à vérifier', exact: true }).click()
  const judged = ({ page }: TeamBrowser) =>
    page.locator('.cohort', { hasText: 'Des bulletins entiers' }).getByText(/à vérifier par Demo/)
  await confirm(ada)
  await ada.page.getByText(/votes restent à vérifier/).waitFor()
  await judged(ada).waitFor()
  await confirm(grace)
  await grace.page.getByText(/à vérifier entre-temps par Demo/).waitFor()
  await judged(grace).waitFor()
  await Promise.all([ada.close(), grace.close()])
})

test.each(['light', 'dark'] as const)(
  'the screen and the report break no rule of WCAG 2.2 AA and fit every width (%s)',
  async (colorScheme) => {
    for (const width of SIZES) {
      const team = await signedIn({ colorScheme, viewport: { width, height: 900 } })
      await team.open('c', SLUG, 'trust')
      await team.loaded()
      const cohort = team.page.locator('.cohort').first()
      await unfold(cohort)
      await team.loaded()
      await cohort.locator('.effect li').first().waitFor()
      await team.page.getByRole('checkbox').first().check()
      expect(await team.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await violations(team.page), `screen ${width}`).toEqual([])
      await keepPicture(team.page, `trust-${width}-${colorScheme}`)
      await team.page.locator('.cohort').first().getByRole('button', { name: 'Compter' }).click()
      await team.page.locator('.decision .effect li').first().waitFor()
      expect(await violations(team.page), `dialog ${width}`).toEqual([])
      await keepPicture(team.page, `trust-dialog-${width}-${colorScheme}`)
      await team.page.goto(`${stage.api}/c/${SLUG}/integrity`)
      expect(await team.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await violations(team.page), `report ${width}`).toEqual([])
      await keepPicture(team.page, `report-${width}-${colorScheme}`)
      await team.close()
    }
  },
)
