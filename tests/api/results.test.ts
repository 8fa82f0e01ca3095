import { Readable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addReading, createAction } from '../../api/src/administration/actions.ts'
import { importProposals } from '../../api/src/administration/import-proposals.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { EmbedPayload, Results, ScoredProposal } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf, TestReader } from '../support/reader.ts'
import { MINUTE } from '../support/runtime.ts'

const AFTER = '2026-05-02T12:00:00Z'
const LATER = '2026-05-02T12:01:00Z'
const REOPEN = { title: 'Rouvrir', description: 'Deux gares par an' }
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
    settings: { results: { rankedFrom: 10 } },
  })
  proposals = await api.addProposals(consultation, TEXTS)
})
afterEach(() => api.close())

const get = (path: string) => api.app.inject(`/v1/consultations/territoires/${path}`)
const results = async (): Promise<Results> => documentOf(await get('results'))
const publish = () => api.runtime.set(AFTER)

interface Crowd {
  agree?: number
  disagree?: number
  segment?: string
}

/** Votes of many people, past the wire: they are the premise here. */
async function crowd(proposal: string, { agree = 0, disagree = 0, segment }: Crowd): Promise<void> {
  const cast = (vote: 'agree' | 'disagree') =>
    api.services.recorder.vote(
      { proposalId: proposal, voter: api.runtime.bytes(16) },
      { vote, qualifications: [], segment: segment ?? null, revision: 1 },
      null,
    )
  await Promise.all([
    ...Array.from({ length: agree }, () => cast('agree')),
    ...Array.from({ length: disagree }, () => cast('disagree')),
  ])
}

describe('Results', () => {
  it.each(['results', 'export.csv', 'export.xlsx', 'export.jsonl'])(
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
    expect(participation).toEqual({ votes: 60, voters: 60, vouched: [], proposals: 3, submitted: 3 })
  })

  it('count each voter once, at the first look, and not those who have withdrawn all', async () => {
    const voters = Array.from({ length: 3 }, () => api.runtime.bytes(16))
    const cast = (voter: Uint8Array | undefined, proposal: string, vote: 'agree' | null, revision: number) =>
      api.services.recorder.vote(
        { proposalId: proposal, voter: voter ?? new Uint8Array(16) },
        { vote, qualifications: [], segment: null, revision },
        null,
      )
    for (const proposal of proposals) await cast(voters[0], proposal, 'agree', 1)
    await cast(voters[1], proposals[1] ?? '', 'agree', 1)
    await cast(voters[2], proposals[2] ?? '', 'agree', 1)
    await cast(voters[2], proposals[2] ?? '', null, 2)
    publish()
    expect((await api.app.inject('/c/territoires')).body).toMatch(/4\svotes de 2\slecteurs/)
    expect((await results()).participation).toMatchObject({ votes: 4, voters: 2 })
  })

  it('are sent once to a client that keeps them', async () => {
    publish()
    const url = '/v1/consultations/territoires/results'
    const first = await api.app.inject(url)
    const etag = String(first.headers['etag'])
    expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=30' })
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await api.app.inject({ url, headers: { 'if-none-match': held } })
      expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag])
    }
    await crowd(proposals[0] ?? '', { agree: 20 })
    api.runtime.pass(MINUTE)
    const changed = await api.app.inject({ url, headers: { 'if-none-match': etag } })
    expect(changed.statusCode).toBe(200)
    expect(changed.headers['etag']).not.toBe(etag)
  })

  it('are given at once while newer ones are made', async () => {
    publish()
    const before = await results()
    await crowd(proposals[0] ?? '', { agree: 20 })
    api.runtime.pass(6000)
    expect(await results()).toEqual(before)
    await vi.waitUntil(async () => (await results()).participation.votes === 20)
  })

  it('are the same for all requests of one moment, from one reading', async () => {
    publish()
    const { results: book } = api.services
    const all = await Promise.all(Array.from({ length: 20 }, () => book.of(consultation)))
    expect(new Set(all).size).toBe(1)
  })

  it('say nothing of a proposal that few have voted on', async () => {
    await crowd(proposals[0] ?? '', { agree: 9 })
    publish()
    expect((await results()).all.consensus).toEqual([])
  })

  it('leave out what was refused', async () => {
    await crowd(proposals[0] ?? '', { agree: 20 })
    await api.file.run(
      "UPDATE proposals SET status = 'refused', refusal_reason = 'x' WHERE id = ?",
      proposals[0],
    )
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

  it('rank a large crowd above a small one that is as sure', async () => {
    const [reopened = '', closed = ''] = proposals
    await crowd(reopened, { agree: 51, segment: segmentOf(0) })
    await crowd(closed, { agree: 300, segment: segmentOf(0) })
    publish()
    expect((await results()).segments[0]?.consensus.map(({ id }) => id)).toEqual([closed, reopened])
  })

  it('show a large part although another is small, hidden among those who did not say', async () => {
    const [id = ''] = proposals
    await crowd(id, { agree: 40, segment: segmentOf(0) })
    await crowd(id, { agree: 2, segment: segmentOf(1) })
    await crowd(id, { agree: 20, disagree: 12 })
    publish()
    expect((await results()).segments.map(({ consensus }) => consensus.length)).toEqual([1, 0])
  })

  it('move once an hour at most, so that no vote is seen to move them', async () => {
    const [id = ''] = proposals
    await crowd(id, { agree: 60, segment: segmentOf(0) })
    publish()
    const agreeing = async () =>
      await api.file.one('SELECT agree FROM published_splits WHERE segment_id = ?', segmentOf(0))
    await results()
    expect(await agreeing()).toBe(60)
    await crowd(id, { agree: 20, segment: segmentOf(0) })
    const counting = vi.spyOn(api.services.store.results, 'currentSplits')
    api.runtime.pass(59 * MINUTE)
    await results()
    expect(counting).not.toHaveBeenCalled()
    api.runtime.pass(MINUTE + 1)
    await results()
    await vi.waitUntil(async () => (await agreeing()) === 80)
  })

  it('leave out at once what is refused', async () => {
    await crowd(proposals[0] ?? '', { agree: 60, segment: segmentOf(0) })
    publish()
    expect((await results()).segments[0]?.consensus).toHaveLength(1)
    await api.file.run(
      "UPDATE proposals SET status = 'refused', refusal_reason = 'x' WHERE id = ?",
      proposals[0],
    )
    api.runtime.pass(MINUTE)
    expect((await results()).segments[0]?.consensus).toEqual([])
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
    api.runtime.set(LATER)
    const after = await results()
    expect(after.segments).toEqual(before.segments)
    expect(await api.file.one('SELECT agree FROM published_splits WHERE segment_id = ?', segmentOf(0))).toBe(
      60,
    )
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
    const report = await importProposals(api.context, {
      consultation: other,
      csv,
      status: 'accepted',
      isSeed: true,
    })
    expect(report).toMatchObject({ added: 3, refused: [] })
    const texts = await api.file.all<{ text: string }>(
      'SELECT text FROM proposals WHERE consultation_id = ? ORDER BY text',
      other.id,
    )
    expect(texts.map(({ text }) => text)).toEqual(TEXTS.toSorted())
  })

  it('as CSV say the same when they went out, came back and went out again', async () => {
    const names = ['=1+1', '-1', '@SUM(1)', '"=x"', "'=1", "'tis", 'Zoé, dite "Z"', ' x']
    const texts = names.map((_, index) => `Il faut "citer", à l’article ${index + 1} ; = + - @`)
    const ids = await api.addProposals(consultation, texts)
    for (const [index, name] of names.entries()) {
      const sql = 'UPDATE proposals SET author_name = ?, author_age = 34, external_id = ? WHERE id = ?'
      await api.file.run(sql, name.trim(), index % 2 === 0 ? `=${index}` : null, ids[index])
    }
    publish()
    const sorted = (csv: string): string[][] =>
      (parse(csv) as string[][]).sort((one, other) => (String(one) < String(other) ? -1 : 1))
    const { body } = await get('export.csv')
    const other = await api.addConsultation({ slug: 'autre', resultsAt: '2026-05-01T08:00:00+02:00' })
    for (const target of [other, consultation]) {
      const report = await importProposals(api.context, {
        consultation: target,
        csv: Readable.from([body]),
        status: 'accepted',
        isSeed: true,
      })
      expect(report).toMatchObject({ rows: 11, refused: [], warnings: [] })
      expect(report.added).toBe(target === other ? 11 : 0)
    }
    expect(sorted((await api.app.inject('/v1/consultations/autre/export.csv')).body)).toEqual(sorted(body))
  })

  it('as CSV run no formula in a spreadsheet, and keep numbers below zero', async () => {
    const evil = ['=1+1', '@SUM(1)', '=HYPERLINK("http://evil.example","x")']
    for (const [index, name] of evil.entries())
      await api.file.run('UPDATE proposals SET author_name = ? WHERE id = ?', name, proposals[index])
    await api.services.recorder.vote(
      { proposalId: proposals[0] ?? '', voter: api.runtime.bytes(16) },
      { vote: 'disagree', qualifications: ['noWay'], segment: null, revision: 1 },
      null,
    )
    publish()
    const rows: Record<string, string>[] = parse((await get('export.csv')).body, { columns: true })
    expect(rows.map((row) => row['author_name']).sort()).toEqual(evil.map((name) => `'${name}`).sort())
    expect(Number(rows.find((row) => row['votes'] === '1')?.['engagement'])).toBeLessThan(0)
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
    const proposal = { id: reopened, text: TEXTS[0], agree: 0.9 }
    expect(outcome).toEqual({
      headline: { proposal, votes: 20, voters: 20 },
      consensus: [proposal],
      actions: [],
    })
    expect(draw).toEqual({ number: 0, last: true, proposals: [] })
  })

  it('begins with the headline of the public page: the surest proposal, and how many readers voted', async () => {
    const [reopened = '', closed = '', painted = ''] = proposals
    await crowd(reopened, { agree: 30, disagree: 10 })
    await crowd(closed, { agree: 2, disagree: 18 })
    await crowd(painted, { agree: 29, disagree: 11 })
    publish()
    expect((await embed()).outcome?.headline).toEqual({
      // The two cannot be told apart.
      proposal: { id: reopened, text: TEXTS[0], agree: 0.75, tied: { from: 1, to: 2 } },
      votes: 100,
      voters: 100,
    })
    const { body } = await api.app.inject('/c/territoires')
    expect(body).toMatch(new RegExp(`class="lead"><strong>75\\s%</strong> .*${TEXTS[0]}`))
  })

  it('gives the proposal of the headline in the language of its reader, marked', async () => {
    const [reopened = ''] = proposals
    await crowd(reopened, { agree: 18, disagree: 2 })
    await api.file.run(`UPDATE consultations SET other_languages = '["de"]' WHERE id = ?`, consultation.id)
    await api.file.run(
      `INSERT INTO translations (consultation_id, text_id, language, text, source, skeleton, changed_at)
       VALUES (?, ?, 'de', 'Man sollte Bahnhöfe öffnen', ?, '', 1)`,
      consultation.id,
      reopened,
      TEXTS[0],
    )
    await api.refresh()
    publish()
    const response = await api.app.inject(`/v1/embed/territoires?publisher=${publicKey}&lang=de`)
    const { outcome } = documentOf<EmbedPayload>(response)
    expect(outcome?.headline?.proposal).toMatchObject({
      text: 'Man sollte Bahnhöfe öffnen',
      language: 'de',
      translation: { originalText: TEXTS[0], originalLanguage: 'fr' },
      agree: 0.9,
    })
  })

  it('says on what it rests where no proposal unites', async () => {
    const [reopened = ''] = proposals
    await crowd(reopened, { agree: 6, disagree: 14 })
    publish()
    const { outcome } = await embed()
    expect(outcome).toEqual({
      headline: { proposal: null, votes: 20, voters: 20 },
      consensus: [],
      actions: [],
    })
  })

  it('shows the actions with their progress', async () => {
    const indicator = { name: 'Gares rouvertes', unit: '', baseline: 0, target: 12 }
    const [reopened = ''] = proposals
    const { id } = await createAction(api.context, consultation, {
      ...REOPEN,
      proposals: [reopened],
      indicator,
    })
    await addReading(api.context, consultation, id, { day: '2026-05-02', value: 3 })
    publish()
    expect((await embed()).outcome?.actions).toEqual([
      { title: 'Rouvrir', state: 'planned', progress: 0.25, proposals: [reopened] },
    ])
  })

  it('tells in articles with other consultations which actions came of which proposals, the same to all', async () => {
    const [reopened = ''] = proposals
    const { id } = await createAction(api.context, consultation, { ...REOPEN, proposals: [reopened] })
    await createAction(api.context, consultation, { ...REOPEN, proposals: [reopened], state: 'draft' })
    await api.addConsultation({ slug: 'autre', closesAt: '2026-12-01T00:00:00Z' })
    const other = async (): Promise<EmbedPayload> =>
      documentOf(await api.app.inject(`/v1/embed/autre?publisher=${publicKey}`))
    expect(await other()).not.toHaveProperty('followed')
    publish()
    expect((await other()).followed).toEqual([
      {
        consultation: 'territoires',
        url: `https://unisson.example/c/territoires#action-${id}`,
        title: 'Rouvrir',
        language: 'fr',
        state: 'planned',
        progress: null,
        proposals: [reopened],
      },
    ])
    expect(await embed()).not.toHaveProperty('followed')
  })

  it('says nothing of results while people vote', async () => {
    await crowd(proposals[0] ?? '', { agree: 18 })
    expect(await embed()).not.toHaveProperty('outcome')
  })
})
