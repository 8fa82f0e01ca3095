import { Readable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addReading, createAction } from '../../api/src/administration/actions.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { EmbedPayload, Results, ScoredProposal } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf, TestReader } from '../support/reader.ts'

const AFTER = '2026-05-02T12:00:00Z'
const LATER = '2026-05-02T12:01:00Z'
const TEXTS = ['Il faut rouvrir les gares', 'Il faut fermer les gares', 'Il faut repeindre les gares']

let api: TestApi
let consultation: ConsultationRecord
let publicKey: string
let proposals: string[]

beforeEach(async () => {
  api = await openApi()
  publicKey = (await api.addPublisher()).publicKey
  consultation = await api.addConsultation({
    resultsAt: '2026-05-01T08:00:00+02:00',
    segmentQuestion: 'Où habitez-vous ?',
    segments: ['À la campagne', 'En ville'],
  })
  proposals = await api.addProposals(consultation, TEXTS)
})
afterEach(() => api.close())

const get = (path: string) => api.app.inject(`/v1/consultations/territoires/${path}`)
const results = async (): Promise<Results> => documentOf(await get('results'))
const publish = () => api.chance.set(AFTER)

interface Crowd {
  agree?: number
  disagree?: number
  segment?: string
}

/** Votes of many people, past the wire: they are the premise here. */
async function crowd(proposal: string, { agree = 0, disagree = 0, segment }: Crowd): Promise<void> {
  const cast = (vote: 'agree' | 'disagree') =>
    api.services.recorder.vote(
      { proposalId: proposal, voter: api.chance.bytes(16) },
      { vote, qualifications: [], segment: segment ?? null, revision: 1 },
      null,
    )
  await Promise.all([
    ...Array.from({ length: agree }, () => cast('agree')),
    ...Array.from({ length: disagree }, () => cast('disagree')),
  ])
}

describe('Results', () => {
  it.each(['results', 'export.csv', 'export.jsonl'])(
    'are not for the public before the team publishes them (%s)',
    async (path) => {
      expectProblem(await get(path), 'results-not-published')
      publish()
      expect((await get(path)).statusCode).toBe(200)
    },
  )

  it('list consensus, controversies and rejections of proposals with enough votes', async () => {
    const [reopened = '', closed = '', painted = ''] = proposals
    await crowd(reopened, { agree: 18, disagree: 2 })
    await crowd(closed, { agree: 2, disagree: 18 })
    await crowd(painted, { agree: 10, disagree: 10 })
    publish()
    const { all, participation } = await results()
    expect(all.consensus.map(({ id }) => id)).toEqual([reopened])
    expect(all.rejections.map(({ id }) => id)).toEqual([closed])
    expect(all.controversies.map(({ id }) => id)).toEqual([painted])
    expect(all.consensus[0]).toMatchObject({ votes: 20, zone: 'consensus', plebiscite: false })
    expect(participation).toEqual({ votes: 60, proposals: 3, submitted: 3 })
  })

  it('say nothing of a proposal that few have voted on', async () => {
    await crowd(proposals[0] ?? '', { agree: 9 })
    publish()
    expect((await results()).all.consensus).toEqual([])
  })

  it('leave out what was refused', async () => {
    await crowd(proposals[0] ?? '', { agree: 20 })
    api.file.run("UPDATE proposals SET status = 'refused', refusal_reason = 'x' WHERE id = ?", proposals[0])
    publish()
    expect((await results()).all.consensus).toEqual([])
  })
})

describe('Results by part of the public', () => {
  const segmentOf = (index: number): string => consultation.segments[index]?.id ?? ''

  it('give the consensus of each part', async () => {
    const [reopened = '', closed = ''] = proposals
    const [countryside, town] = [segmentOf(0), segmentOf(1)]
    await crowd(reopened, { agree: 30, disagree: 11, segment: countryside })
    await crowd(reopened, { agree: 11, disagree: 30, segment: town })
    await crowd(closed, { agree: 11, disagree: 30, segment: countryside })
    await crowd(closed, { agree: 41, segment: town })
    publish()
    const { segments } = await results()
    expect(segments.map(({ label, consensus }) => [label, consensus])).toEqual([
      ['À la campagne', [{ id: reopened, text: TEXTS[0], agree: 0.75 }]],
      ['En ville', [{ id: closed, text: TEXTS[1], agree: 1 }]],
    ])
  })

  it.each([
    ['a part of ten people', { agree: 10 }, { agree: 60 }],
    ['ten who disagree', { agree: 40, disagree: 10 }, { agree: 60 }],
    ['fewer than fifty votes in all', { agree: 24 }, { agree: 24 }],
  ])('hide %s', async (_name, small, large) => {
    const [id = ''] = proposals
    await crowd(id, { ...small, segment: segmentOf(0) })
    await crowd(id, { ...large, segment: segmentOf(1) })
    publish()
    expect((await results()).segments.map(({ consensus }) => consensus)).toEqual([[], []])
  })

  it('hide a split that would leave a few who did not say', async () => {
    const [id = ''] = proposals
    await crowd(id, { agree: 60, segment: segmentOf(0) })
    await crowd(id, { agree: 3 })
    publish()
    expect((await results()).segments[0]?.consensus).toEqual([])
  })

  it('stay as they were published when one person forgets', async () => {
    const [id = ''] = proposals
    const person = new TestReader(api, { publisher: publicKey, consultation: consultation.slug })
    await person.report('view')
    await person.vote(id, { vote: 'agree', segment: segmentOf(0) })
    await crowd(id, { agree: 59, segment: segmentOf(0) })
    publish()
    const before = await results()
    await person.report('view')
    await person.forget([id])
    api.chance.set(LATER)
    const after = await results()
    expect(after.segments).toEqual(before.segments)
    expect(api.file.one('SELECT agree FROM published_splits WHERE segment_id = ?', segmentOf(0))).toBe(60)
    expect(after.all.consensus[0]?.votes).toBe(59)
  })
})

describe('Open data', () => {
  it('as JSON Lines are every accepted proposal with its scores, and nobody’s vote', async () => {
    await crowd(proposals[0] ?? '', { agree: 12 })
    publish()
    const { body, headers } = await get('export.jsonl')
    const lines = body.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    const documents = lines.map((line) => JSON.parse(line) as ScoredProposal)
    expect(documents.find(({ id }) => id === proposals[0])).toMatchObject({ votes: 12, zone: 'consensus' })
    expect(headers['content-type']).toContain('application/jsonl')
  })

  it('as CSV come back through the import as they went out', async () => {
    publish()
    const { body } = await get('export.csv')
    const other = await api.addConsultation({ slug: 'autre' })
    const csv = Readable.from([body])
    const report = await importProposals(api.services.store, api.chance, {
      consultation: other,
      csv,
      status: 'accepted',
      isSeed: true,
    })
    expect(report).toMatchObject({ added: 3, refused: [] })
    const texts = api.file.all<{ text: string }>(
      'SELECT text FROM proposals WHERE consultation_id = ? ORDER BY text',
      other.id,
    )
    expect(texts.map(({ text }) => text)).toEqual(TEXTS.toSorted())
  })

  it('as CSV run no formula in a spreadsheet', async () => {
    const evil = ['=1+1', '+1', '-1', '@SUM(1)', '=HYPERLINK("http://evil.example","x")']
    for (const [index, name] of evil.entries())
      api.file.run('UPDATE proposals SET author_name = ? WHERE id = ?', name, proposals[index % 3])
    publish()
    const rows: string[][] = parse((await get('export.csv')).body)
    expect(rows).toHaveLength(4)
    expect(rows.every((row) => row.length === rows[0]?.length)).toBe(true)
    for (const cell of rows.slice(1).flatMap((row) => row.slice(0, 4)))
      expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })
})

describe('The embed of a consultation whose results are published', () => {
  const embed = async (): Promise<EmbedPayload> =>
    documentOf(await api.app.inject(`/v1/embed/territoires?publisher=${publicKey}`))

  it('shows what people agree on, and no proposals to vote on', async () => {
    const [reopened = ''] = proposals
    await crowd(reopened, { agree: 18, disagree: 2 })
    publish()
    const { outcome, draw } = await embed()
    expect(outcome).toEqual({ consensus: [{ text: TEXTS[0], agree: 0.9 }], actions: [] })
    expect(draw).toEqual({ number: 0, last: true, proposals: [] })
  })

  it('shows the actions with their progress', async () => {
    const { store } = api.services
    const indicator = { name: 'Gares rouvertes', unit: '', baseline: 0, target: 12 }
    const { id } = await createAction(store, api.chance, consultation, { title: 'Rouvrir', indicator })
    await addReading(store, api.chance, consultation, id, { day: '2026-05-02', value: 3 })
    publish()
    expect((await embed()).outcome?.actions).toEqual([{ title: 'Rouvrir', state: 'planned', progress: 0.25 }])
  })

  it('says nothing of results while people vote', async () => {
    await crowd(proposals[0] ?? '', { agree: 18 })
    expect(await embed()).not.toHaveProperty('outcome')
  })
})
