import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../../scripts/stage/stage.ts'
import { keepPicture, TeamBrowser } from './support/console.ts'
import { violations } from './support/violations.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const office = (name: string): string => fileURLToPath(new URL(`../data/offices/${name}`, import.meta.url))

async function atTheData(options = {}): Promise<TeamBrowser> {
  const team = await TeamBrowser.open(stage.browser, stage.api, options)
  await team.signIn(stage.keys.administratorKey)
  await team.open('c', 'territoires', 'data')
  await team.heading('Importer des propositions').waitFor()
  return team
}
const choose = (
  { page }: TeamBrowser,
  file: Parameters<ReturnType<typeof page.getByLabel>['setInputFiles']>[0],
) => page.getByLabel('Fichier', { exact: true }).setInputFiles(file)

test('a file of French Excel is shown as it is understood before anything is stored, and then comes in', async () => {
  const team = await atTheData()
  const { page } = team
  await choose(team, office('excel-fr.csv'))
  await page.getByText('3 lignes · 3 nouvelles', { exact: true }).waitFor()
  expect(await page.getByLabel('Encodage').inputValue()).toBe('windows-1252')
  expect(await page.getByLabel('Séparateur').inputValue()).toBe('semicolon')
  await page.getByText('Fichier CSV · titres en français').waitFor()
  const cells = page.locator('.first-rows tbody tr').first().locator('td')
  expect(await cells.allInnerTexts()).toEqual([
    '2',
    'Il faut préserver l’eau ; c’est « vital » à Noël',
    'a1',
    'Zoé',
    '34',
  ])
  expect(await violations(page)).toEqual([])
  await keepPicture(page, 'import-preview-1280')
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await keepPicture(page, 'import-preview-320')
  await team.button('Vérifier et importer').click()
  await page.getByText('3 propositions ajoutées · 0 déjà présente').waitFor()
  expect(team.errors).toEqual([])
  await team.close()
})

test('what was understood wrongly is corrected by hand: encoding, separator and columns', async () => {
  const team = await atTheData({ colorScheme: 'dark' })
  const { page } = team
  const csv = 'Id\u00e9e de la rue;Qui\nIl faut des pav\u00e9s verts;L\u00e9a\nIl faut des bancs ronds;Max\n'
  const buffer = Buffer.from(csv, 'latin1')
  await choose(team, { name: 'idées.csv', mimeType: '', buffer })
  await page.locator('.import-preview .notice.wrong').waitFor()
  await page.getByLabel('Colonne A').selectOption({ label: 'Proposition' })
  await page.getByText('2 lignes · 2 nouvelles', { exact: true }).waitFor()
  await page.getByLabel('Colonne B').selectOption({ label: 'Auteur' })
  await page.getByLabel('Colonne B').and(page.locator('[aria-label*="Qui"]')).waitFor()
  await keepPicture(page, 'import-preview-dark')
  await page.getByLabel('Encodage').selectOption({ label: 'Mac OS' })
  await page.locator('.first-rows', { hasText: 'pavÈs verts' }).waitFor()
  await page.getByLabel('Encodage').selectOption({ label: 'Windows (1252)' })
  await page.locator('.first-rows', { hasText: 'pavés verts' }).waitFor()
  expect(await page.getByLabel('Colonne B').inputValue()).toBe('author_name')
  await team.button('Vérifier et importer').click()
  await page.getByText('2 propositions ajoutées').waitFor()
  expect(team.errors).toEqual([])
  await team.close()
})

test('a workbook says which sheet it was read from, and columns that nobody knows are left aside in sight', async () => {
  const team = await atTheData()
  const { page } = team
  await choose(team, office('libreoffice-workbook.xlsx'))
  await page.getByText('La cellule B6 est une date').waitFor()
  expect(await page.getByLabel('Feuille').inputValue()).toBe('À importer')
  await page.getByLabel('Feuille').selectOption('Autre')
  await page.getByText('1 ligne · 1 nouvelle').waitFor()
  const csv = 'text,Remarques\nIl faut plus de haies,bien\n'
  await choose(team, { name: 'remarques.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByText('1 ligne · 1 nouvelle').waitFor()
  expect(await page.getByLabel('Colonne B').inputValue()).toBe('-')
  expect(team.errors).toEqual([])
  await team.close()
})

const ENGLISH =
  /\b(the|is|are|not|of|with|must|row|rows|cell|cells|says|same|proposal|longer|column|cannot|file|too|it)\b/i

test('what is wrong with rows and with whole files is said in French', async () => {
  const team = await atTheData()
  const { page } = team
  const csv = [
    'text,id,author_name,author_age',
    'Il faut des tilleuls,z1,,',
    'Des tilleuls partout,,,',
    'Il faut x,,,',
    `Il faut ${'très '.repeat(40)},,,`,
    `Il faut a${'\u0301\u0302\u0303\u0304'},,,`,
    `Il faut a${'\u200d👩'.repeat(20)},,,`,
    'il faut des TILLEULS !,,,',
    'Il faut un autre arbre,z1,,',
    `Il faut un identifiant court,${'i'.repeat(101)},,`,
    'Il faut dire, en mots,un,peu,trop',
    `Il faut un nom court,,${'Z'.repeat(41)},7`,
  ].join('\n')
  await choose(team, { name: 'fautes.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByText('Ne commence pas par « Il faut ».').waitFor()
  const reasons = await page.locator('.import-preview table:not(.first-rows) td:last-child').allInnerTexts()
  expect(reasons).toHaveLength(11)
  expect(reasons.filter((reason) => ENGLISH.test(reason))).toEqual([])
  await keepPicture(page, 'import-french-1280')
  for (const [content, words] of [
    ['', 'il est vide'],
    ['id\n1\n', 'aucune colonne ne porte les propositions'],
    ['text,text\nIl faut des saules,\n', 'une colonne est nommée deux fois'],
    ['text\nIl faut dire "oui"\n', 'Ligne 2 : un guillemet se trouve'],
    ['text\n"Il faut" dire\n', 'continue après son guillemet fermant'],
    ['text\n"Il faut dire\n', 's’ouvre et ne se referme jamais'],
    ['\u00d0\u00cf\u0011\u00e0', 'c’est un ancien fichier .xls'],
    ['PK\u0003\u0004', 'ce n’est pas un fichier .xlsx'],
  ] as const) {
    await choose(team, { name: 'fichier.csv', mimeType: '', buffer: Buffer.from(content, 'latin1') })
    const notice = page.locator('.understood .notice.wrong', { hasText: words })
    await notice.waitFor()
    expect(await notice.innerText()).not.toMatch(ENGLISH)
  }
  await keepPicture(page, 'import-french-file-1280')
  // The browser notes the refusals by itself.
  expect(team.errors.filter((error) => !error.includes('422'))).toEqual([])
  await team.close()
})

test('the exports are offered as Excel and as CSV for French spreadsheets', async () => {
  const team = await atTheData({ viewport: { width: 768, height: 900 } })
  const { page } = team
  for (const [what, name] of [
    ['les résultats', /^territoires-resultats-\d{4}-\d\d-\d\d\.xlsx$/],
    ['les propositions', /^territoires-propositions-\d{4}-\d\d-\d\d\.xlsx$/],
    ['le modèle', /^modele-propositions\.xlsx$/],
  ] as const) {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: `Télécharger ${what} en Excel` }).click()
    expect((await download).suggestedFilename()).toMatch(name)
  }
  const address = await page
    .getByRole('link', { name: 'Télécharger les résultats en CSV' })
    .getAttribute('href')
  expect(address).toContain('titles=fr&separator=semicolon&decimals=comma')
  await keepPicture(page, 'exports-768')
  await team.close()
})
