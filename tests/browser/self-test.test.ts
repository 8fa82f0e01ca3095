import axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReader, type Reader, Widget } from '../../scripts/stage/reader.ts'
import { openStage, type Stage, type StagedArticle } from '../../scripts/stage/stage.ts'
import { keepPicture } from './support/console.ts'

let stage: Stage
let article: StagedArticle

beforeAll(async () => {
  stage = await openStage()
  article = stage.articles.find(({ consultations }) => consultations.length === 1) as StagedArticle
})

afterAll(() => stage?.close())

async function openTest(): Promise<Reader> {
  const webmaster = await openReader(stage.browser, stage.api)
  const key = stage.keys.apiKeys[article.newspaper]
  await webmaster.page.request.post(`${stage.api}/v1/publisher/session`, { data: { key } })
  await webmaster.page.goto(`${stage.api}/self-test`)
  await webmaster.page.getByLabel('Adresse de l’article').fill(article.url)
  return webmaster
}

const stepOf = ({ page }: Reader, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) })

test('a webmaster sees the load, the view and the vote of an article arrive', async () => {
  const webmaster = await openTest()
  const [page] = await Promise.all([
    webmaster.page.context().waitForEvent('page'),
    webmaster.page.getByRole('link', { name: 'Ouvrir l’article' }).click(),
  ])
  const widget = new Widget(page.locator('unisson-consultation').first())
  await widget.arrive()
  await stepOf(webmaster, 'Il est vu').getByText(`Compté pour ${article.url}`).waitFor()
  await widget.button('D’accord').click()
  await stepOf(webmaster, 'Un vote arrive')
    .getByText(/^arrivé à/)
    .waitFor()
  await webmaster.page.bringToFront()
  await keepPicture(webmaster.page, 'self-test')
  expect(webmaster.observed.errors).toEqual([])
  await webmaster.close()
})

test('is told why a page does not count', async () => {
  const webmaster = await openTest()
  const address = await webmaster.page.getByRole('link', { name: 'Ouvrir l’article' }).getAttribute('href')
  const newsroom = await openReader(stage.browser, stage.api)
  const noted = newsroom.page.waitForRequest((request) => request.url().endsWith('/v1/sessions'))
  await newsroom.page.goto(`${article.url}#unisson-ignore-me`)
  await newsroom.widget().arrive()
  await noted
  await newsroom.page.goto('about:blank')
  await newsroom.page.goto(String(address))
  await newsroom.widget().arrive()
  await stepOf(webmaster, 'Il est vu').getByText('cet appareil est celui de la rédaction').waitFor()
  await newsroom.close()
  await webmaster.close()
})

test('the page of the test breaks no rule of WCAG 2.2 AA that a machine can see, and fits a small phone', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: 320, height: 700 }
    const reader = await openReader(stage.browser, stage.api, { colorScheme, viewport })
    await reader.page.goto(`${stage.api}/self-test`)
    await reader.page.getByRole('heading', { name: 'Tester le widget' }).waitFor()
    await reader.page.evaluate(axe.source)
    const broken = await reader.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      return (await axe.run()).violations.map(({ id }) => id)
    })
    expect(broken).toEqual([])
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await reader.close()
  }
})

test('a page that comes back from the back-forward cache is viewed again, by the same reader', async () => {
  const before = await stage.statistics(article.newspaper)
  const reader = await openReader(stage.browser, stage.api, {
    userAgent: 'Mozilla/5.0 (comes back) Firefox/140.0',
  })
  const viewed = () =>
    reader.page.waitForRequest(
      (request) => request.url().endsWith('/v1/sessions') && request.postDataJSON().event === 'view',
    )
  await reader.page.goto(article.url)
  await Promise.all([viewed(), reader.widget().arrive()])
  await reader.page.goto(`${stage.api}/self-test`)
  // Not goBack(): it waits for a load, and a page that comes back does not load.
  // In a task of its own: a page that leaves while it is asked cannot answer.
  await Promise.all([viewed(), reader.page.evaluate(() => void setTimeout(() => history.back()))])
  await expect
    .poll(async () => (await stage.statistics(article.newspaper)).totals.views)
    .toBe(before.totals.views + 2)
  const { totals } = await stage.statistics(article.newspaper)
  expect(totals.readersViewed).toBe(before.totals.readersViewed + 1)
  await reader.close()
})
