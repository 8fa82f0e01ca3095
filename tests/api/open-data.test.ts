import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAction } from '../../api/src/administration/actions.ts'
import { placementOf } from '../../api/src/domain/votes/cohorts.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import { OPEN_DATA_FILES } from '../../api/src/wire/open-data.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { expectProblem } from '../support/problems.ts'

let api: TestApi
let consultation: ConsultationRecord
let proposals: string[]

beforeEach(async () => {
  api = await openApi()
  consultation = await api.addConsultation({ resultsAt: '2026-05-01T08:00:00+02:00' })
  proposals = await api.addProposals(consultation, ['Il faut rouvrir les gares', 'Il faut planter des haies'])
})
afterEach(() => api.close())

const get = (file: string) => api.app.inject(`/v1/consultations/territoires/data/${file}`)
const publish = () => api.runtime.set('2026-05-02T12:00:00Z')

const cast = (proposal: string, count: number, cohort: 'ballots' | null = null) =>
  Promise.all(
    Array.from({ length: count }, () =>
      api.services.recorder.vote(
        { proposalId: proposal, voter: api.runtime.bytes(16) },
        { vote: 'agree', qualifications: [], segment: null, revision: 1 },
        null,
        cohort && placementOf(consultation.id, cohort, api.runtime.now()),
      ),
    ),
  )

interface PackageFile {
  path: string
  schema: { fields: { name: string; type: string; description: string }[]; primaryKey: string[] }
}

it('Open data is not for the public before the results are', async () => {
  for (const file of OPEN_DATA_FILES) expectProblem(await get(file), 'results-not-published')
  publish()
  for (const file of OPEN_DATA_FILES) expect((await get(file)).statusCode).toBe(200)
})

it('Open data is a package: every column of every file has its type and meaning, and a licence stands beside', async () => {
  publish()
  const document = (await get('datapackage.json')).json()
  expect(document).toMatchObject({
    name: 'territoires',
    licenses: [{ name: 'CC-BY-4.0' }],
    datacite: { types: { resourceTypeGeneral: 'Dataset' }, publicationYear: 2026 },
  })
  for (const { path, schema } of document.resources as PackageFile[]) {
    const csv = (await get(path)).body
    const [head = []] = parse(csv.split('\r\n')[0] ?? '') as string[][]
    expect(schema.fields.map(({ name }) => name)).toEqual(head)
    expect(head).toEqual(expect.arrayContaining(schema.primaryKey))
    for (const { description } of schema.fields) expect(description.length).toBeGreaterThan(3)
    const rows = (await get(path.replace('.csv', '.json'))).json() as Record<string, unknown>[]
    if (rows[0]) expect(Object.keys(rows[0])).toEqual(head)
  }
})

it('Open data has the votes of each proposal by class, those of a few left out, and the actions that rest on it', async () => {
  const [reopened = '', planted = ''] = proposals
  await cast(reopened, 40)
  await cast(reopened, 12, 'ballots')
  await cast(planted, 3)
  await cast(planted, 4, 'ballots')
  const { id } = await createAction(api.context, consultation, {
    title: 'Rouvrir',
    description: 'Deux gares par an',
    proposals: [reopened],
  })
  publish()
  const rows = (await get('proposals.json')).json() as Record<string, unknown>[]
  expect(rows).toMatchObject([
    { id: reopened, zone: 'consensus', rank: 1, votes: 40, agree: 40, votes_set_aside: 12, actions: id },
    {
      id: planted,
      zone: 'unranked',
      rank: null,
      votes: 3,
      votes_set_aside: null,
      votes_unverified: 0,
      actions: '',
    },
  ])
})

it('Open data in the format of Polis ties no proposal to another and tells no hour', async () => {
  publish()
  const rows = parse((await get('comments.csv')).body, { columns: true }) as Record<string, string>[]
  expect(Object.keys(rows[0] ?? {})).toEqual([
    'timestamp',
    'datetime',
    'comment-id',
    'author-id',
    'agrees',
    'disagrees',
    'moderated',
    'comment-body',
  ])
  expect(new Set(rows.map((row) => row['author-id'])).size).toBe(rows.length)
  for (const row of rows) expect(Number(row['timestamp']) % 86_400_000).toBe(0)
})

it('Open data is made again when a vote changes it; otherwise its ETag stays', async () => {
  publish()
  const first = await get('proposals.csv')
  const url = '/v1/consultations/territoires/data/proposals.csv'
  const again = await api.app.inject({ url, headers: { 'if-none-match': String(first.headers['etag']) } })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  await cast(proposals[0] ?? '', 30)
  api.runtime.pass(60_000)
  await get('proposals.csv')
  await expect.poll(async () => (await get('proposals.csv')).headers['etag']).not.toBe(first.headers['etag'])
})
