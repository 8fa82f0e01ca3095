import { afterEach, beforeEach, expect, it } from 'vitest'
import { openApi, type TestApi } from '../support/api.ts'
import { CommandLine } from '../support/command-line.ts'
import { type Method, TestAdministrator } from '../support/team.ts'

const ENVIRONMENT = { PUBLIC_URL: 'https://unisson.example' }

let shell: CommandLine
let api: TestApi
let ada: TestAdministrator
let publisherId: string

/** What the command line prints for programs. */
async function printed<Document>(...argv: string[]): Promise<Document> {
  const { code, out, err } = await shell.run([...argv, '--json'], { environment: ENVIRONMENT })
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Document
}
const asked = <Document>(path: string, method: Method = 'GET') => ada.do<Document>(method, path)

beforeEach(async () => {
  shell = await CommandLine.open()
  await shell.openConsultation()
  const csv = await shell.write('two.csv', 'text\nIl faut planter des arbres\nIl faut rouvrir les gares\n')
  await shell.run(['proposal', 'import', 'territoires', csv])
  const origin = ['--origin', 'https://www.leveil.example', '--time-zone', 'Europe/Paris']
  ;({ id: publisherId } = await printed<{ id: string }>('publisher', 'create', "L'Éveil", ...origin))
  api = await openApi({ database: shell.database })
  ada = await TestAdministrator.join(api)
})
afterEach(async () => {
  await api.close()
  await shell.close()
})

/** The same without what only a list over all publishers says. */
const withoutPublisher = (list: readonly { publisherId: string }[]) =>
  list.map(({ publisherId: _, ...rest }) => rest)

it.each([
  ['publisher list', 'publishers'],
  ['administrator list', 'administrators'],
  ['partner list territoires', 'consultations/territoires/partners'],
  ['action list territoires', 'consultations/territoires/actions'],
])('"unisson %s --json" prints what the API answers', async (command, path) => {
  await shell.run(['partner', 'add', 'territoires', '--name', 'Région Centre', '--role', 'institution'])
  await shell.run(['action', 'create', 'territoires', '--title', 'Rouvrir douze gares', '--draft'])
  const answer = await asked<object>(path)
  expect(Object.values(answer)[0]).not.toEqual([])
  expect(await printed(...command.split(' '))).toEqual(answer)
})

it('consultations are the same on the command line and in the API', async () => {
  const { consultations } = await printed<{ consultations: object[] }>('consultation', 'list')
  const answer = await asked<{ consultations: { consultation: object }[] }>('consultations')
  expect(consultations).toEqual(answer.consultations.map(({ consultation }) => consultation))
})

it('proposals are the same on the command line and in the API, and once they are decided', async () => {
  const queue = () => asked<{ proposals: { id: string }[] }>('consultations/territoires/proposals')
  const { proposals } = await queue()
  expect(proposals).toHaveLength(2)
  expect(await printed('proposal', 'list', 'territoires')).toEqual({ proposals })
  const decided = await printed<{ proposals: object[] }>('proposal', 'accept', proposals[0]?.id ?? '')
  expect((await queue()).proposals).toEqual(expect.arrayContaining(decided.proposals))
})

it('keys and share links are the same on the command line and in the API', async () => {
  const created = await printed<{ key: string }>('key', 'create', "L'Éveil", '--label', 'newsroom')
  expect(created.key).toMatch(/^key_[\w-]{43}$/)
  const { keys } = await printed<{ keys: { publisherId: string }[] }>('key', 'list')
  expect(keys).toHaveLength(1)
  expect({ keys: withoutPublisher(keys) }).toEqual(await asked(`publishers/${publisherId}/keys`))
  const link = await printed<{ url: string; token: string }>('share', 'create', "L'Éveil", '--days', '14')
  expect(link.url).toBe(`https://unisson.example/dashboard#share=${link.token}`)
  const { links } = await printed<{ links: { publisherId: string }[] }>('share', 'list')
  expect(links).toHaveLength(1)
  expect({ links: withoutPublisher(links) }).toEqual(await asked(`publishers/${publisherId}/share-links`))
})

it('the audit log is the same on the command line and in the API', async () => {
  await api.services.follow()
  const { entries } = await printed<{ entries: object[] }>('audit', 'territoires')
  expect(entries.length).toBeGreaterThan(0)
  expect({ entries, next: null }).toEqual(await asked('audit?consultation=territoires'))
})

it('groups of opinion are the same on the command line and in the API', async () => {
  const groups = await printed('groups', 'territoires')
  expect(await asked('consultations/territoires/results')).toMatchObject({ groups })
})
