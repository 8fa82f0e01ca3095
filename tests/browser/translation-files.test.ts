import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'
import { violations } from './support/violations.ts'

let stage: Stage

/** The consultation of the stage is held in German and Polish too. */
beforeAll(async () => {
  stage = await openStage()
  const { consultation } = await ask('GET', '')
  const { language, question, introduction, proposalPrefix, opensAt, closesAt, revision } = consultation
  await ask('PUT', '', {
    language,
    question,
    introduction,
    proposalPrefix,
    opensAt,
    closesAt,
    revision,
    otherLanguages: ['de', 'pl'],
  })
  await ask('PUT', '/translations/consultation.question/de', { text: 'Wie leben wir besser auf dem Land?' })
})
afterAll(() => stage?.close())

async function ask(method: string, path: string, body?: object) {
  const response = await fetch(`${stage.api}/v1/admin/consultations/territoires${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stage.keys.administratorKey}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect(response.status, path).toBeLessThan(300)
  return response.json()
}

async function atTheTranslations(options: Parameters<typeof TeamBrowser.open>[2]): Promise<TeamBrowser> {
  const team = await TeamBrowser.open(stage.browser, stage.api, options)
  await team.page.goto(`${stage.api}/console`)
  await team.page.locator('input[type=password]').fill(stage.keys.administratorKey)
  await team.page.locator('form button').click()
  await team.page.getByRole('combobox').first().waitFor()
  await team.open('c', 'territoires', 'translations')
  await team.page.locator('.translated-text').first().waitFor()
  return team
}

const upload = ({ page }: TeamBrowser, name: string, content: Buffer | string) =>
  page.locator('.upload input').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) })

test('translations are downloaded, filled in, looked at, and brought back', async () => {
  const team = await atTheTranslations({})
  const { page } = team
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger les traductions en CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^territoires-traductions-\d{4}-\d\d-\d\d\.csv$/)
  const table = await readFile(await file.path(), 'utf8')
  expect(table).toContain('Identifiant;Langue;Original;fr;de;pl')
  const lines = table.split('\r\n')
  const place = lines.findIndex((line) => line.startsWith('consultation.proposalPrefix;'))
  expect(lines[place]).toBe('consultation.proposalPrefix;fr;Il faut;;;')
  const filled = lines.with(place, 'consultation.proposalPrefix;fr;Il faut;;Man sollte;Należy').join('\r\n')

  await upload(team, 'rempli.csv', filled)
  await page.getByText('2 nouvelles · 1 inchangée', { exact: true }).waitFor()
  expect(await page.getByLabel('Séparateur').inputValue()).toBe('semicolon')
  await page.getByText('rempli.csv').waitFor()
  expect(await violations(page)).toEqual([])
  await keepPicture(page.locator('.translation-files'), 'translation-file-1280')
  const { languages: before } = await ask('GET', '/translations')
  expect(before[1]).toMatchObject({ language: 'de', done: 1 })

  await team.button('Importer 2 traductions').click()
  await page.getByText('2 traductions importées.').waitFor()
  await page.getByText('2 traduits · 66 manquants').waitFor()
  const { languages: after } = await ask('GET', '/translations')
  expect(after).toMatchObject([{}, { language: 'de', done: 2 }, { language: 'pl', done: 1 }])
  expect(team.errors).toEqual([])
  await team.close()
})

test('what cannot be taken is named, the rest can be imported, and what is being written stays', async () => {
  const team = await atTheTranslations({ viewport: { width: 320, height: 800 } })
  const { page } = team
  await page.getByLabel('Afficher').selectOption('all')
  const introduction = page.locator('.translated-text', { hasText: 'Introduction' }).locator('textarea')
  await introduction.fill('Noch nicht fertig')
  await upload(
    team,
    'fautes.csv',
    'id,original,de,pl\nconsultation.question,Autre,Wie?,\nnulle-part,,Wo?,\nconsultation.question,,,Jak?\n',
  )
  await page.getByText('1 nouvelle · 2 refusées', { exact: true }).waitFor()
  await page.getByText('L’original a changé depuis que le fichier a été fait.').waitFor()
  await page.getByText('Ce texte n’existe pas dans cette consultation.').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await keepPicture(page.locator('.translation-files'), 'translation-file-320')
  await team.button('Importer 1 traduction').click()
  await page.getByText('1 traduction importée.').waitFor()
  expect(await introduction.inputValue()).toBe('Noch nicht fertig')
  await upload(team, 'vide.csv', '')
  await page.getByText('il est vide').waitFor()
  await team.button('Annuler').click()
  await page.getByText('vide.csv').waitFor({ state: 'detached' })
  expect(team.errors).toEqual([])
  await team.close()
})

test.each([
  ['de-DE', 'dark', 768, 'Datei hochladen'],
  ['pl-PL', 'light', 320, 'Prześlij plik'],
  ['pl-PL', 'dark', 1280, 'Prześlij plik'],
] as const)('the screen fits in %s, %s, at %i pixels', async (locale, colorScheme, width, words) => {
  const team = await atTheTranslations({ locale, colorScheme, viewport: { width, height: 900 } })
  const { page } = team
  await page.getByText(words).waitFor()
  await keepPicture(page, `translations-${locale}-${width}`)
  await upload(
    team,
    'a.csv',
    'id,language,de\nconsultation.question,fr,"Wie leben wir auf dem Land gut und gern?"\nx,fr,Was?\n',
  )
  await page.locator('.import-preview').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await keepPicture(page.locator('.translation-files'), `translation-file-${locale}-${width}`)
  expect(await violations(page)).toEqual([])
  await team.close()
})
