import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  ChangedConsultation,
  TeamConsultation,
  TeamConsultationAnswer,
} from '../../api/src/wire/index.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import { TestAdministrator } from '../support/team.ts'

let newsroom: Newsroom
let ada: TestAdministrator

beforeEach(async () => {
  newsroom = await openNewsroom()
  ada = await TestAdministrator.join(newsroom.api)
})
afterEach(() => newsroom.api.close())

const NEW = {
  slug: 'ecoles',
  language: 'fr',
  question: 'Comment mieux apprendre ?',
  opensAt: '2026-04-01T08:00:00+02:00',
  closesAt: '2026-05-31T23:59:00+02:00',
}

/** What a form sends back: the consultation as read, without what nobody changes. */
function asForm({
  slug: _,
  phase: __,
  isSealed: ___,
  url: ____,
  createdAt: _____,
  segments,
  ...fields
}: TeamConsultation): ChangedConsultation {
  const offered = segments.filter(({ retiredAt }) => retiredAt === null)
  return { ...fields, segments: offered.map(({ id, label }) => ({ id, label })) }
}

const change = async (more: Partial<ChangedConsultation>) =>
  ada.ask('PUT', 'consultations/territoires', { ...asForm(await ada.consultation()), ...more })
const changed = async (more: Partial<ChangedConsultation>): Promise<TeamConsultation> => {
  const response = await change(more)
  expect(response.statusCode, response.body).toBe(200)
  return (response.json() as TeamConsultationAnswer).consultation
}
const embed = async () =>
  (await newsroom.api.app.inject(`/v1/embed/territoires?publisher=${newsroom.publisher.publicKey}`)).json()

describe('A consultation', () => {
  it('is opened, and stands on its own page at once', async () => {
    const response = await ada.ask('POST', 'consultations', NEW)
    expect(response.statusCode).toBe(201)
    expect(response.json()).toMatchObject({
      consultation: { slug: 'ecoles', phase: 'upcoming', revision: 1, isSealed: false },
      proposals: { unread: 0, pending: 0, accepted: 0, refused: 0, postponed: 0 },
    })
    expect(response.body).not.toContain('secret')
    expect((await newsroom.api.app.inject('/c/ecoles')).body).toContain('Comment mieux apprendre')
    expectProblem(await ada.ask('POST', 'consultations', NEW), 'slug-taken')
  })

  it('is listed with its proposals by status', async () => {
    await newsroom.api.addProposals(newsroom.consultation, ['Il faut des bus'], 'pending')
    const { consultations } = await ada.do<{ consultations: TeamConsultationAnswer[] }>(
      'GET',
      'consultations',
    )
    expect(consultations).toMatchObject([
      { consultation: { slug: 'territoires', phase: 'open' }, proposals: { pending: 1, accepted: 3 } },
    ])
  })

  it('comes back from a form as it was, and then nothing is logged', async () => {
    const before = await ada.consultation()
    expect(await changed({})).toEqual(before)
    expect(await ada.audit('?consultation=territoires')).toHaveLength(1)
  })

  it('shows a new question in articles at once', async () => {
    await embed()
    await changed({ question: 'Comment  vivre mieux ?' })
    expect((await embed()).consultation.question).toBe('Comment vivre mieux\u00a0?')
  })

  it('is not written over by somebody who read it before another changed it', async () => {
    const form = asForm(await ada.consultation())
    await changed({ introduction: 'Bonjour' })
    expectProblem(await ada.ask('PUT', 'consultations/territoires', form), 'changed-meanwhile')
    const fresh = asForm(await ada.consultation())
    const both = await Promise.all(
      ['Un', 'Deux'].map((introduction) =>
        ada.ask('PUT', 'consultations/territoires', { ...fresh, introduction }),
      ),
    )
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
  })

  it.each([
    ['dates that cross', { closesAt: '2026-02-01T00:00:00Z' }, '/closesAt'],
    ['results before the end', { resultsAt: '2026-03-02T00:00:00Z' }, '/resultsAt'],
    ['a date without a zone', { opensAt: '2026-03-01T08:00:00' }, '/opensAt'],
    ['a date beyond all calendars', { closesAt: 1_342_455_336_832_285 }, '/closesAt'],
    ['no question', { question: ' ' }, '/question'],
    ['a question to segments without answers', { segmentQuestion: 'Où ?' }, '/segments'],
    ['a share beyond one', { settings: { sequence: { newShare: 2 } } }, '/settings/sequence/newShare'],
    ['cells smaller than eleven', { settings: { results: { splitCell: 5 } } }, '/settings/results/splitCell'],
    ['a prefix that proposals do not have', { proposalPrefix: 'On doit' }, '/proposalPrefix'],
    ['another slug', { slug: 'autre' }, '/slug'],
  ])('is not changed to %s', async (_name, wrong, pointer) => {
    const before = await ada.consultation()
    const problem = expectProblem(await change(wrong as Partial<ChangedConsultation>), 'invalid-request')
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer)
    expect(await ada.consultation()).toEqual(before)
  })

  it('has every change of it in the audit log, before and after', async () => {
    await changed({ sequenceSize: 8, introduction: 'Bonjour' })
    const [entry] = await ada.audit('?consultation=territoires')
    expect(entry).toMatchObject({
      actor: 'Ada',
      act: 'consultation.change',
      consultation: 'territoires',
      before: { sequenceSize: 12, introduction: '' },
      after: { sequenceSize: 8, introduction: 'Bonjour' },
    })
    expect(Object.keys(entry?.after ?? {})).toHaveLength(2)
  })
})

describe('Segments', () => {
  const SEGMENTS = {
    segmentQuestion: 'Où habitez-vous ?',
    segments: [{ label: 'Campagne' }, { label: 'Ville' }],
  }

  it('are asked from the moment they are given', async () => {
    await changed(SEGMENTS)
    expect((await embed()).consultation.segments).toMatchObject({
      question: 'Où habitez-vous\u00a0?',
      options: [{ label: 'Campagne' }, { label: 'Ville' }],
    })
  })

  it('removed after answers came in are offered no more, and lose no answer', async () => {
    const { segments } = await changed({ ...SEGMENTS, segments: [...SEGMENTS.segments, { label: 'Mer' }] })
    const [village, , sea] = segments
    const reader = await newsroom.viewer()
    const [proposal = ''] = newsroom.proposals
    await reader.vote(proposal, { vote: 'agree', segment: sea?.id ?? '' })
    const after = await changed({ segments: segments.slice(0, 2).map(({ id, label }) => ({ id, label })) })
    expect(after.segments.map(({ label, retiredAt }) => [label, retiredAt === null])).toEqual([
      ['Campagne', true],
      ['Ville', true],
      ['Mer', false],
    ])
    expect((await embed()).consultation.segments.options).toHaveLength(2)
    expect(await newsroom.api.file.one('SELECT segment_id FROM votes')).toBe(sea?.id)
    const back = await changed({ segments: [{ id: village?.id ?? '', label: 'Village' }, { label: 'Mer' }] })
    expect(back.segments.map(({ id, label, retiredAt }) => [id, label, retiredAt === null])).toEqual([
      [village?.id, 'Village', true],
      [sea?.id, 'Mer', true],
      [segments[1]?.id, 'Ville', false],
    ])
  })

  it('may change their names with each other', async () => {
    const { segments } = await changed(SEGMENTS)
    const [one, two] = segments.map(({ id }) => id)
    const after = await changed({
      segments: [
        { id: two ?? '', label: 'Campagne' },
        { id: one ?? '', label: 'Ville' },
      ],
    })
    expect(after.segments.map(({ id, label }) => [id, label])).toEqual([
      [two, 'Campagne'],
      [one, 'Ville'],
    ])
  })

  it('cannot take the name of one that was offered before', async () => {
    const { segments } = await changed({ ...SEGMENTS, segments: [...SEGMENTS.segments, { label: 'Mer' }] })
    const [one, two] = segments.map(({ id }) => id)
    const renamed = [
      { id: one ?? '', label: 'Mer' },
      { id: two ?? '', label: 'Ville' },
    ]
    expectProblem(await change({ segments: renamed }), 'invalid-request')
  })
})

describe('Sealing', () => {
  const seal = async () =>
    ada.ask('POST', 'consultations/territoires/seal', { revision: (await ada.consultation()).revision })
  const begin = async (phase: string) =>
    ada.ask('POST', 'consultations/territoires/phase', {
      phase,
      revision: (await ada.consultation()).revision,
    })

  it('waits for the end of votes', async () => {
    expectProblem(await seal(), 'votes-open')
    expect(await newsroom.api.file.one('SELECT secret FROM consultations')).not.toBeNull()
  })

  it('destroys the key, keeps the tallies, and cannot be gone back on', async () => {
    const [proposal = ''] = newsroom.proposals
    const reader = await newsroom.viewer()
    await reader.vote(proposal, { vote: 'agree' })
    await reader.propose('Il faut des trains de nuit')
    const tallies = await newsroom.api.file.tallies()
    const { proposal_places: places, engagement_hours: hours } = await newsroom.api.file.rowCounts()
    expect(places).toBeGreaterThan(0)
    await begin('analysis')
    expect((await seal()).json()).toMatchObject({ consultation: { isSealed: true } })
    expect(await newsroom.api.file.one('SELECT secret FROM consultations')).toBeNull()
    expect(await newsroom.api.file.tallies()).toEqual(tallies)
    expect(await newsroom.api.file.rowCounts()).toMatchObject({ proposal_places: 0, engagement_hours: hours })
    expectProblem(await begin('open'), 'sealed')
    const forget = await reader.post('/v1/forget', {
      session: reader.session,
      reader: reader.id,
      proposals: [proposal],
    })
    expectProblem(forget, 'votes-closed')
    expect((await begin('results')).statusCode).toBe(200)
    expect((await ada.audit('?consultation=territoires'))[1]).toMatchObject({
      act: 'consultation.seal',
      before: { isSealed: false },
      after: { isSealed: true },
    })
  })
})

describe('The word of the team', () => {
  const say = async (phase: string, revision?: number) =>
    ada.ask('POST', 'consultations/territoires/phase', {
      phase,
      revision: revision ?? (await ada.consultation()).revision,
    })
  const phaseInArticles = async () => (await embed()).consultation.phase

  it('leads through every phase, seen in articles at once', async () => {
    expect(await phaseInArticles()).toBe('open')
    for (const phase of [
      'vote-only',
      'analysis',
      'results',
      'action',
      'closed',
      'action',
      'results',
      'analysis',
    ]) {
      newsroom.api.runtime.pass(1000)
      const response = await say(phase)
      expect(response.statusCode, response.body).toBe(200)
      expect(response.json().consultation.phase).toBe(phase)
      expect(await phaseInArticles()).toBe(phase)
    }
  })

  it('asks for a date where only a date can help', async () => {
    newsroom.api.runtime.pass(1000)
    await say('analysis')
    newsroom.api.runtime.pass(1000)
    const problem = expectProblem(await say('open'), 'invalid-request')
    expect(problem.errors).toMatchObject([
      { pointer: '/closesAt', detail: 'has passed; give a later one', code: 'date-passed' },
    ])
  })

  it('takes that date along, so that a consultation that is over opens again in one step', async () => {
    newsroom.api.runtime.pass(1000)
    await say('closed')
    newsroom.api.runtime.pass(1000)
    const { revision } = (await ada.ask('GET', 'consultations/territoires')).json().consultation
    const closesAt = new Date(newsroom.api.runtime.now() + 86_400_000).toISOString()
    const response = await ada.ask('POST', 'consultations/territoires/phase', {
      phase: 'open',
      closesAt,
      revision,
    })
    expect(response.statusCode, response.body).toBe(200)
    const { consultation } = response.json()
    expect(consultation).toMatchObject({ phase: 'open', closesAt, resultsAt: null, endsAt: null })
    expect(await phaseInArticles()).toBe('open')
  })

  it('is not heard from somebody who saw another state', async () => {
    await changed({ introduction: 'Bonjour' })
    expectProblem(await say('analysis', 1), 'changed-meanwhile')
    expect(await phaseInArticles()).toBe('open')
  })

  it('makes results public, and takes them back', async () => {
    const results = () => newsroom.api.app.inject('/v1/consultations/territoires/results')
    expectProblem(await results(), 'results-not-published')
    expect((await ada.ask('GET', 'consultations/territoires/results')).json()).toMatchObject({
      results: { participation: { proposals: 3 } },
      groups: null,
    })
    newsroom.api.runtime.pass(1000)
    await say('results')
    expect((await results()).statusCode).toBe(200)
    await say('analysis')
    expectProblem(await results(), 'results-not-published')
  })
})
