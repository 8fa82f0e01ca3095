import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { documentOf, TestReader } from '../support/reader.ts'

const QUESTION = 'Où habitez-vous ?'
const LABELS = ['À la campagne', 'Dans une petite ville', 'Dans une grande ville']

let api: TestApi
let consultation: ConsultationRecord
let publisherKey: string
let proposal: string
let countryside: string
let town: string

beforeEach(async () => {
  api = await openApi()
  publisherKey = (await api.addPublisher()).publicKey
  consultation = await api.addConsultation({ segmentQuestion: QUESTION, segments: LABELS })
  ;[proposal = ''] = await api.addProposals(consultation, ['Il faut rouvrir les gares'])
  ;[countryside = '', town = ''] = consultation.segments.map(({ id }) => id)
})
afterEach(async () => {
  expect((await verifyTallies(api.services.store)).differences).toEqual([])
  await api.close()
})

async function reader(): Promise<TestReader> {
  const person = new TestReader(api, { publisher: publisherKey, consultation: consultation.slug })
  await person.report('view')
  return person
}

/** Votes of each segment on the proposal, as they are stored. */
const stored = async () =>
  Object.fromEntries(
    (
      await api.file.all<{ segment: string; agree: number; disagree: number }>(
        'SELECT segment_id AS segment, agree, disagree FROM segment_tallies ORDER BY segment_id',
      )
    ).map(({ segment, ...counts }) => [segment, counts]),
  )

describe('the question which part of the public a reader belongs to', () => {
  it('comes with the embed, its answers in their order', async () => {
    const url = `/v1/embed/${consultation.slug}?publisher=${publisherKey}`
    const { segments } = documentOf<EmbedPayload>(await api.app.inject({ url })).consultation
    expect(segments?.question).toBe('Où habitez-vous\u00a0?')
    expect(segments?.options.map(({ label }) => label)).toEqual(LABELS)
  })

  it('is not there when the team asks nothing', async () => {
    const { slug } = await api.addConsultation({ slug: 'sans-question' })
    const url = `/v1/embed/${slug}?publisher=${publisherKey}`
    expect(documentOf<EmbedPayload>(await api.app.inject({ url })).consultation.segments).toBeNull()
  })

  it('needs two answers that differ', async () => {
    for (const segments of [[], ['Ici'], ['Ici', 'Ici']])
      await expect(
        api.addConsultation({ slug: 'autre', segmentQuestion: QUESTION, segments }),
      ).rejects.toMatchObject({ code: 'invalid-request' })
  })
})

describe('votes of a part of the public', () => {
  it('count for all and for their part', async () => {
    const [one, two, three] = await Promise.all([reader(), reader(), reader()])
    await one.vote(proposal, { vote: 'agree', segment: countryside })
    await two.vote(proposal, { vote: 'disagree', segment: town })
    const { tallies } = await three.vote(proposal, { vote: 'agree' })
    expect(tallies).toMatchObject({ agree: 2, disagree: 1 })
    expect(await stored()).toEqual({
      [countryside]: { agree: 1, disagree: 0 },
      [town]: { agree: 0, disagree: 1 },
    })
  })

  it('sent again with the answer, move to their part and count once', async () => {
    const person = await reader()
    await person.vote(proposal, { vote: 'agree', qualifications: ['likeIt'] })
    const { tallies } = await person.vote(proposal, {
      vote: 'agree',
      qualifications: ['likeIt'],
      segment: town,
    })
    expect(tallies).toMatchObject({ agree: 1, qualifications: { likeIt: 1 } })
    expect((await stored())[town]).toEqual({ agree: 1, disagree: 0 })
  })

  it('leave the part of which the reader says no more to be', async () => {
    const person = await reader()
    await person.vote(proposal, { vote: 'agree', segment: town })
    await person.vote(proposal, { vote: 'disagree', segment: countryside })
    expect(await stored()).toEqual({
      [countryside]: { agree: 0, disagree: 1 },
      [town]: { agree: 0, disagree: 0 },
    })
  })

  it('leave it when they are withdrawn or forgotten', async () => {
    const [one, two] = await Promise.all([reader(), reader()])
    await one.vote(proposal, { vote: 'agree', segment: town })
    await two.vote(proposal, { vote: 'agree', segment: town })
    await one.vote(proposal, { vote: null })
    await two.forget([proposal])
    expect((await stored())[town]).toEqual({ agree: 0, disagree: 0 })
  })

  it('count all the same when the consultation has no such part', async () => {
    const person = await reader()
    const answer = await person.vote(proposal, { vote: 'agree', segment: 'unknownPart0' })
    expect(answer).toMatchObject({ segment: null, tallies: { agree: 1 } })
    expect(await stored()).toEqual({})
  })

  it('that were tampered with are found', async () => {
    const person = await reader()
    await person.vote(proposal, { vote: 'agree', segment: town })
    await api.file.run('UPDATE segment_tallies SET agree = 5')
    const { differences } = await verifyTallies(api.services.store)
    expect(differences).toMatchObject([{ proposal, segment: town, key: 'agree', stored: 5, counted: 1 }])
    await api.file.run('UPDATE segment_tallies SET agree = 1')
  })
})
