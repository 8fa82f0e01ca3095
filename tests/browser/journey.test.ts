import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { NewspaperSlug } from '../../demo-site/newspapers.ts'
import { openReader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { readDatabase } from './support/database.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

const LIKE_IT = 1
const articleOf = (newspaper: NewspaperSlug) => {
  const article = stage.articles.find((one) => one.newspaper === newspaper && one.consultations.length === 1)
  if (!article) throw new Error(`${newspaper} has no article`)
  return article
}

describe.each(['eveil', 'signal'] as const)('a reader of %s', (newspaper) => {
  test('votes, gives a nuance, proposes, goes offline and comes back, and every act is on disk once', async () => {
    const before = readDatabase(stage.databaseFile)
    const votesBefore = before.votes().length
    const reader = await openReader(stage.browser, stage.api)
    await reader.page.goto(articleOf(newspaper).url)
    const widget = reader.widget()
    await widget.arrive()

    const first = await widget.proposal()
    await widget.button('D’accord').click()
    await widget.button('Coup de cœur').click()
    await vi.waitFor(() => {
      const row = readDatabase(stage.databaseFile)
        .votes()
        .find(({ text, qualifications }) => text === first && qualifications)
      expect(row).toEqual({ text: first, vote: 'agree', qualifications: LIKE_IT })
    })

    await widget.button('Suivante').click()
    await widget.button('Proposer une idée').click()
    const idea = `ouvrir la cour de l’école de ${newspaper} le soir et le dimanche`
    await widget.element.locator('textarea').fill(idea)
    await widget.element.getByLabel('Prénom').fill('Camille')
    await widget.button('Envoyer').click()
    await widget.element.getByText('Votre proposition sera relue avant publication.').waitFor()
    expect(readDatabase(stage.databaseFile).readersProposals()).toContainEqual({
      text: `Il faut ${idea}`,
      status: 'pending',
      authorName: 'Camille',
    })

    await widget.button('Continuer').click()
    await reader.page.context().setOffline(true)
    const second = await widget.proposal()
    await widget.button('Pas d’accord').click()
    await widget.element
      .getByText(/vos votes partiront au retour du réseau/)
      .first()
      .waitFor()
    const votesOffline = readDatabase(stage.databaseFile).votes().length
    expect(votesOffline).toBe(votesBefore + 1)

    await reader.page.context().setOffline(false)
    await vi.waitFor(
      () => expect(readDatabase(stage.databaseFile).votes().length).toBe(votesBefore + 2),
      20_000,
    )
    const ofSecond = readDatabase(stage.databaseFile)
      .votes()
      .filter(({ text }) => text === second)
    expect(ofSecond.map(({ vote }) => vote)).toContain('disagree')
    expect(reader.observed.errors).toEqual([])
    await reader.close()
  })
})

test('the engagement rate counts those readers, and one who only looked, on the right newspaper', async () => {
  const before = await stage.statistics('eveil')
  const looker = await openReader(stage.browser, stage.api, { userAgent: 'Mozilla/5.0 (looking only)' })
  await looker.page.goto(articleOf('eveil').url)
  await looker.widget().arrive()
  await vi.waitFor(
    async () =>
      expect((await stage.statistics('eveil')).totals.readersViewed).toBe(before.totals.readersViewed + 1),
    20_000,
  )
  await looker.close()

  const { totals, results } = await stage.statistics('eveil')
  expect(totals.readersEngaged).toBe(1)
  expect(totals.readersViewed).toBe(2)
  // Of two readers the counts are told, and no rate.
  expect(totals.engagementRate).toMatchObject({ numerator: 1, denominator: 2, rate: null, suppressed: true })
  expect(totals.readersProposed).toBe(1)
  expect(totals.votes).toBe(2)
  expect(results).toHaveLength(1)
  expect(results[0]?.article?.url).toBe(articleOf('eveil').url)
})

test('votes kept in a closed tab are sent once when the reader opens another article of the newspaper', async () => {
  const reader = await openReader(stage.browser, stage.api, { userAgent: 'Mozilla/5.0 (closes the tab)' })
  const sameOrigin = stage.articles.filter(
    ({ newspaper, consultations }) => newspaper === 'signal' && consultations.includes('monde-dapres'),
  )
  await reader.page.goto(sameOrigin[0]?.url ?? '')
  await reader.widget().arrive()
  const votesBefore = readDatabase(stage.databaseFile).votes().length
  const proposal = await reader.widget().proposal()
  // The network stays away until the tab is closed: a vote that waits is sent as soon as it is back.
  await reader.page.route(`${stage.api}/v1/votes`, (route) => route.abort().catch(() => undefined))
  await reader.widget().button('Neutre').click()
  await reader
    .widget()
    .element.getByText(/vos votes partiront/)
    .first()
    .waitFor()
  const context = reader.page.context()
  await reader.page.close()
  expect(readDatabase(stage.databaseFile).votes()).toHaveLength(votesBefore)

  const page = await context.newPage()
  await page.goto(sameOrigin[1]?.url ?? '')
  await page
    .locator('unisson-consultation')
    .evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await vi.waitFor(
    () => expect(readDatabase(stage.databaseFile).votes()).toHaveLength(votesBefore + 1),
    20_000,
  )
  const sent = readDatabase(stage.databaseFile)
    .votes()
    .filter(({ text, vote }) => text === proposal && vote === 'neutral')
  expect(sent).toHaveLength(1)

  // What was voted on is remembered across the articles of the newspaper, on the device only.
  const kept = await page.evaluate(
    () => JSON.parse(localStorage.getItem('unisson:monde-dapres') ?? '{}') as { votes: object },
  )
  expect(Object.keys(kept.votes)).toHaveLength(1)
  await context.close()
})
