import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TeamConsultationAnswer, TeamResults } from '../../api/src/wire/index.ts'
import { type EmbeddingPage, ReplayReader } from '../../scripts/replay/reader.ts'
import { ServedDraws } from '../../scripts/replay/served-draws.ts'
import { openReader, type Reader } from '../../scripts/stage/reader.ts'
import { openStage, type Stage, type StagedArticle } from '../../scripts/stage/stage.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'

// One consultation, from its creation in the console to its close. The steps follow each other and share one stage.

const SLUG = 'territoires'
const SEGMENTS = ['À la campagne', 'Dans une petite ville', 'Dans une grande ville']
const TEXTS = [
  'Il faut rouvrir les petites gares',
  'Il faut un médecin dans chaque canton',
  'Il faut fermer les écoles de moins de trente élèves',
  'Il faut des bus le soir et le dimanche',
  'Il faut planter des haies le long des chemins',
  'Il faut des cantines qui achètent aux fermes voisines',
]
/** Readers of each segment: enough for results by segment, which begin at fifty votes. */
const READERS = 36

let stage: Stage
let team: TeamBrowser
let article: StagedArticle

beforeAll(async () => {
  stage = await openStage({ consultations: [] })
  const found = stage.articles.find(
    ({ consultations }) => consultations.includes(SLUG) && consultations.length === 1,
  )
  if (!found) throw new Error('There is no article for the consultation')
  article = found
  team = await TeamBrowser.open(stage.browser, stage.api)
  await team.signIn(stage.keys.administratorKey)
})

afterAll(async () => {
  await team?.close()
  await stage?.close()
})

/** Somebody opens the article for the first time. */
async function readArticle(): Promise<Reader> {
  const reader = await openReader(stage.browser, stage.api)
  await reader.page.goto(article.url)
  await reader.widget().element.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  return reader
}

/** Opens the article, waits for words in the widget, and keeps a picture. */
async function seeInArticle(words: string | RegExp, picture: string): Promise<Reader> {
  const reader = await readArticle()
  await reader.widget().element.getByText(words).first().waitFor()
  await keepPicture(reader.widget().element, picture)
  return reader
}

async function ask<Answer>(path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${stage.keys.administratorKey}` }
  return (
    await fetch(`${stage.api}/v1/admin/consultations/${SLUG}${path}`, { headers })
  ).json() as Promise<Answer>
}

test('an article that carries the line before the consultation exists keeps its link, and nothing breaks', async () => {
  const reader = await readArticle()
  await reader.widget().becomes(/error/)
  await reader.widget().element.getByRole('link', { name: 'Voir la consultation' }).waitFor()
  expect(reader.observed.errors).toEqual([])
  await reader.close()
})

test('the team creates the consultation, and the article says when it opens', async () => {
  await team.page.getByRole('link', { name: 'Nouvelle consultation' }).click()
  await team.fill('Identifiant dans l’URL', SLUG)
  await team.fill('Question', 'Comment améliorer les conditions de vie dans les territoires ?')
  await team.fill('Introduction', 'Transports, soins, écoles : dites ce qui compte là où vous vivez.')
  await team.fill('Question posée après quelques votes', 'Où habitez-vous ?')
  for (const [index, label] of SEGMENTS.entries()) {
    await team.button('Ajouter').click()
    await team.fill(`Réponse ${index + 1}`, label)
  }
  await keepPicture(team.page, '01-console-creation')
  await team.button('Nouvelle consultation').click()
  await team.page.locator('.phase-control [aria-current="step"]', { hasText: 'à venir' }).waitFor()
  await keepPicture(team.page, '02-console-settings')
  await (await seeInArticle(/Cette consultation ouvrira le/, '03-article-upcoming')).close()
})

test('proposals come in by a file and from a reader, and are cleared by keyboard', async () => {
  await team.beginPhase(SLUG, 'ouverte')
  await team.open('c', SLUG, 'data')
  const csv = ['text', ...TEXTS, 'Des trains'].join('\n')
  const file = { name: 'propositions.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
  await team.page.getByLabel('Fichier', { exact: true }).setInputFiles(file)
  await team.button('Vérifier et importer').click()
  await team.page.getByText('Rien n’a été importé : 1 ligne est refusée.').waitFor()
  await keepPicture(team.page, '04-console-import')
  await team.button(`Importer quand même les ${TEXTS.length} lignes valides`).click()
  await team.page.getByText(`${TEXTS.length} propositions ajoutées`).waitFor()

  const reader = await readArticle()
  await reader.widget().arrive()
  await reader.widget().button('Proposer une idée').click()
  await reader.widget().element.locator('textarea').fill('acheter ma marque de shampoing')
  await reader.widget().button('Envoyer').click()
  await reader.widget().element.getByText('Votre proposition sera relue avant publication.').waitFor()
  await keepPicture(reader.widget().element, '05-article-proposed')
  await reader.close()

  await team.open('c', SLUG, 'moderation')
  await team.page.getByText(`1 sur ${TEXTS.length + 1}`).waitFor()
  await keepPicture(team.page, '06-console-moderation')
  const said = team.page.locator('.said [role="status"]')
  const read = team.page.locator('.read blockquote')
  for (let left = TEXTS.length; left > 0; left--) {
    await team.page.keyboard.press('a')
    await said.getByText('Acceptée').waitFor()
    await team.page.getByText(`1 sur ${left}`).waitFor()
  }
  // One key too many is taken back with one more.
  expect(await read.innerText()).toContain('shampoing')
  await team.page.keyboard.press('p')
  await team.heading('Tout est lu.').waitFor()
  await team.page.keyboard.press('u')
  await read.getByText('shampoing').waitFor()
  await team.page.keyboard.press('r')
  await team.page.getByRole('dialog').waitFor()
  await keepPicture(team.page, '07-console-reasons')
  await team.page.keyboard.press('4')
  await team.heading('Tout est lu.').waitFor()
  await vi.waitFor(async () =>
    expect((await ask<TeamConsultationAnswer>('')).proposals).toEqual({
      unread: 0,
      pending: 0,
      accepted: TEXTS.length,
      refused: 1,
      postponed: 0,
    }),
  )
})

test('readers vote in the article and may say where they live', async () => {
  const reader = await readArticle()
  const widget = reader.widget()
  await widget.arrive()
  await keepPicture(reader.widget().element, '08-article-open')
  for (let vote = 0; vote < 3; vote++) {
    await widget.button('D’accord').click()
    await widget.button('Suivante').click()
  }
  await widget.element.getByText('Où habitez-vous ?').waitFor()
  await keepPicture(reader.widget().element, '09-article-segment')
  await widget.button('À la campagne').click()
  await widget.arrive()
  await reader.close()

  const { consultation } = await ask<TeamConsultationAnswer>('')
  const { proposals } = await ask<{ proposals: { id: string; text: string }[] }>('/proposals?status=accepted')
  const page: EmbeddingPage = {
    origin: new URL(article.url).origin,
    publisherKey: stage.keys.publicKeys[article.newspaper],
    url: article.url,
    title: article.title,
  }
  const draws = new ServedDraws({ api: stage.api, consultation: SLUG, publisherKey: page.publisherKey })
  const proofOf = (proposal: string) => draws.proofOf(proposal)
  const crowd = consultation.segments.flatMap(({ id }, segment) =>
    Array.from({ length: READERS }, (_, index) => ({
      reader: new ReplayReader({
        api: stage.api,
        consultation: SLUG,
        number: segment * READERS + index,
        proofOf,
      }),
      segment,
      id,
      index,
    })),
  )
  // They vote in seconds; what a server makes of such a crowd is told elsewhere.
  vi.spyOn(stage.server.services.watch, 'note').mockReturnValue(null)
  for (const { reader: person, segment, id, index } of crowd) {
    for (const proposal of proposals) {
      // All want their doctor; the countryside wants its stations, the city does not; nobody closes schools.
      const isAgainst = proposal.text.includes('fermer') || (proposal.text.includes('gares') && segment === 2)
      const isContrary = index % 3 === 0
      await person.vote(page, proposal.id, isAgainst === isContrary ? 'agree' : 'disagree', {
        segment: id,
      })
    }
  }
})

test('votes go on when proposals have ended, then the results are prepared', async () => {
  await team.beginPhase(SLUG, 'votes seuls')
  const reader = await readArticle()
  await reader.widget().arrive()
  await reader.widget().button('D’accord').waitFor()
  expect(await reader.widget().button('Proposer une idée').count()).toBe(0)
  await keepPicture(reader.widget().element, '10-article-vote-only')
  await reader.close()

  await team.beginPhase(SLUG, 'en analyse')
  await (await seeInArticle('Les résultats sont en préparation.', '11-article-analysis')).close()
  const closed = await fetch(`${stage.api}/v1/consultations/${SLUG}/results`)
  expect(closed.status).toBe(409)
})

test('the team sees results by segment before the public does', async () => {
  await team.open('c', SLUG, 'results')
  await team.heading('Ce qui rassemble').waitFor()
  await keepPicture(team.page, '12-console-results')
  const { results } = await ask<TeamResults>('/results')
  expect(results.participation).toMatchObject({ proposals: TEXTS.length, submitted: TEXTS.length + 1 })
  expect(results.participation.votes).toBe(3 * READERS * TEXTS.length + 3)
  expect(results.all.consensus.map(({ text }) => text)).toContain('Il faut un médecin dans chaque canton')
  expect(results.all.rejections.map(({ text }) => text)).toEqual([
    'Il faut fermer les écoles de moins de trente élèves',
  ])
  expect(results.segments.map(({ label }) => label)).toEqual(SEGMENTS)
  const [countryside, , city] = results.segments.map(({ consensus }) => consensus.map(({ text }) => text))
  expect(countryside).toContain('Il faut rouvrir les petites gares')
  expect(city?.length).toBeGreaterThan(0)
  expect(city).not.toContain('Il faut rouvrir les petites gares')
})

test('results are published, and turn into actions with their progress', async () => {
  await team.open('c', SLUG, 'partners')
  await team.fill('Nom', 'Région Centre')
  await team.button('Ajouter').click()
  await team.heading('Région Centre').waitFor()

  await team.beginPhase(SLUG, 'résultats publiés')
  const reader = await seeInArticle(/^D’après .* lecteurs, depuis le/, '13-article-results')
  const inArticle = await reader.widget().element.locator('.lead').innerText()
  await reader.page.goto(`${stage.api}/c/${SLUG}`)
  await reader.page.getByRole('heading', { name: 'Ce qui rassemble' }).waitFor()
  expect(await reader.page.locator('.lead').innerText()).toMatch(
    new RegExp(`${inArticle.replace(/\s+/g, '\\s+')}$`),
  )
  expect(await reader.page.getByText('Région Centre').count()).toBe(1)
  await keepPicture(reader.page, '14-page-results')
  await reader.close()

  await team.open('c', SLUG, 'actions')
  await team.button('Nouvelle action').click()
  await team.fill('Titre', 'Installer douze médecins')
  await team.fill('Description', 'Trois par an, logés par la commune')
  await team.fill('Portée par', 'La région')
  await team.fill('Chercher', 'medecin')
  await team.button('+ Il faut un médecin dans chaque canton').click()
  await team.fill('Ce qui est mesuré', 'Médecins installés')
  await team.fill('Objectif', '12')
  await keepPicture(team.page, '15-console-action')
  await team.button('Nouvelle action').click()
  await team.heading('Installer douze médecins').waitFor()
  await team.page.getByText('Nouveau relevé').click()
  await team.fill('Valeur', '3')
  await team.button('Ajouter').click()
  await team.page.getByText('25 % de l’objectif').waitFor()
  await keepPicture(team.page, '16-console-actions')

  await team.beginPhase(SLUG, 'en action')
  const follower = await seeInArticle('Installer douze médecins', '17-article-action')
  await follower.page.goto(`${stage.api}/c/${SLUG}`)
  await follower.page.getByText('Porteur : La région').waitFor()
  await keepPicture(follower.page, '18-page-actions')
  await follower.close()
})

test('the consultation ends, old articles say so, and the log has the whole story', async () => {
  await team.beginPhase(SLUG, 'terminée')
  await (await seeInArticle('La consultation est terminée.', '19-article-closed')).close()
  await team.open('c', SLUG, 'audit')
  await team.page.getByRole('cell', { name: 'crée la consultation' }).waitFor()
  const cells = await team.page.locator('table.audit tbody tr td:nth-child(3)').allInnerTexts()
  // Below the act stands what it was about.
  const acts = cells.map((cell) => cell.split('\n')[0]?.trim())
  const count = (act: string) => acts.filter((one) => one === act).length
  expect(count('accepte une proposition')).toBe(TEXTS.length)
  expect(count('change la phase')).toBe(6)
  for (const act of ['importe des propositions', 'reporte une proposition', 'remet une proposition à lire'])
    expect(count(act)).toBe(1)
  await keepPicture(team.page, '20-console-audit')
  expect(team.errors).toEqual([])
})
