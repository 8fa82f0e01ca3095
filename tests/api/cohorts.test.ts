import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cohortDetails, cohortsOf, decideCohort, findCohort } from '../../api/src/administration/cohorts.ts'
import { verifyTallies } from '../../api/src/administration/verify-tallies.ts'
import { type Placement, placementOf, vouchedPlacement } from '../../api/src/domain/votes/cohorts.ts'
import { alarmsOf } from '../../api/src/presenters/cohorts.ts'
import type { ConsultationRecord } from '../../api/src/store/consultations.ts'
import type { CohortDetailsAnswer, CohortsAnswer, Results } from '../../api/src/wire/index.ts'
import { openApi, type TestApi } from '../support/api.ts'
import { expectProblem } from '../support/problems.ts'
import { documentOf } from '../support/reader.ts'
import { TestAdministrator } from '../support/team.ts'

let api: TestApi
let team: TestAdministrator
let consultation: ConsultationRecord
let proposal: string
let other: string

beforeEach(async () => {
  api = await openApi()
  team = await TestAdministrator.join(api)
  consultation = await api.addConsultation({
    resultsAt: '2026-05-01T08:00:00+02:00',
    segmentQuestion: 'Où habitez-vous ?',
    segments: ['À la campagne', 'En ville'],
  })
  const [first = '', second = ''] = await api.addProposals(consultation, [
    'Il faut rouvrir les gares',
    'Il faut fermer les gares',
  ])
  proposal = first
  other = second
})
afterEach(() => api.close())

const doubted = (): Placement => placementOf(consultation.id, 'not-served', api.runtime.now())

/** Votes past the wire: they are the premise here. */
async function cast(
  count: number,
  vote: 'agree' | 'disagree',
  placement: Placement | null,
  on = proposal,
): Promise<Uint8Array[]> {
  const segment = consultation.segments[0]?.id ?? null
  const voters = Array.from({ length: count }, () => api.runtime.bytes(16))
  await Promise.all(
    voters.map((voter) =>
      api.services.recorder.vote(
        { proposalId: on, voter },
        { vote, qualifications: [], segment, revision: 1 },
        null,
        placement,
      ),
    ),
  )
  return voters
}

const tallies = async () => (await api.services.store.votes.tallies([proposal]))[0]
const decide = async (to: 'counted' | 'unverified' | 'set-aside', id = doubted().cohortId) =>
  decideCohort(api.context, await findCohort(api.services.store, consultation, id), {
    class: to,
    reason: 'Une même école',
  })
const isRight = async () => {
  const { differences, damaged } = await verifyTallies(api.services.store)
  expect({ differences, damaged }).toEqual({ differences: [], damaged: [] })
}

describe('Votes in a cohort', () => {
  it('are not in the tallies, nor are those of their segment', async () => {
    await cast(12, 'agree', null)
    await cast(30, 'disagree', doubted())
    expect(await tallies()).toMatchObject({ agree: 12, disagree: 0 })
    const { cohorts } = await cohortsOf(api.services.store, consultation)
    expect(cohorts).toMatchObject([{ id: doubted().cohortId, class: 'unverified', votes: 30, proposals: 1 }])
    await isRight()
  })

  it('call the team where they would move a proposal, and not where each is on one of its own', async () => {
    const alarms = async () => alarmsOf(await api.services.store.cohorts.ofConsultation(consultation.id))
    await cast(10, 'agree', doubted())
    await cast(10, 'agree', doubted(), other)
    expect(await alarms()).toEqual({ cohorts: 0, votes: 0 })
    await cast(6, 'agree', placementOf(consultation.id, 'ballots', api.runtime.now()))
    await cast(5, 'agree', placementOf(consultation.id, 'ballots', api.runtime.now()), other)
    expect(await alarms()).toEqual({ cohorts: 1, votes: 11 })
    await cast(1, 'agree', doubted())
    expect(await alarms()).toEqual({ cohorts: 2, votes: 32 })
  })

  it('come into the results with a decision and leave them with the next, as foretold', async () => {
    await cast(12, 'agree', null)
    await cast(30, 'disagree', doubted())
    await cast(20, 'agree', null, other)
    api.runtime.set('2026-05-02T12:00:00Z')
    const [only] = (await cohortsOf(api.services.store, consultation)).cohorts
    const cohortId = only?.id ?? ''
    const foretold = await cohortDetails(
      api.services.store,
      consultation,
      await findCohort(api.services.store, consultation, cohortId),
    )
    expect(foretold.concerned).toMatchObject([
      { id: proposal, now: { votes: 12, zone: 'consensus' }, after: { votes: 42, zone: 'rejection' } },
    ])
    const results = async (): Promise<Results> =>
      documentOf(await api.app.inject('/v1/consultations/territoires/results'))
    expect((await results()).all.rejections).toEqual([])
    await decide('counted', cohortId)
    expect((await results()).all.rejections).toMatchObject([{ id: proposal, votes: 42 }])
    await isRight()
    await decide('set-aside', cohortId)
    expect((await results()).all.rejections).toEqual([])
    expect(await tallies()).toMatchObject({ agree: 12, disagree: 0 })
    await isRight()
  })

  it('leave what is published by part of the public as well', async () => {
    await cast(60, 'agree', null)
    await cast(60, 'agree', vouchedPlacement(consultation.id, 'somebody', api.runtime.now()), other)
    api.runtime.set('2026-05-02T12:00:00Z')
    const ofCountryside = async () => {
      const { segments }: Results = documentOf(await api.app.inject('/v1/consultations/territoires/results'))
      return segments[0]?.consensus.map(({ id }) => id)
    }
    expect((await ofCountryside())?.toSorted()).toEqual([proposal, other].toSorted())
    const [vouched] = (await cohortsOf(api.services.store, consultation)).cohorts
    await decide('set-aside', vouched?.id)
    expect(await ofCountryside()).toEqual([proposal])
    await decide('counted', vouched?.id)
    expect((await ofCountryside())?.toSorted()).toEqual([proposal, other].toSorted())
  })

  it('arrive in a counted cohort as they do anywhere, and are changed and forgotten there', async () => {
    await cast(11, 'agree', doubted())
    await decide('counted')
    const [voter = new Uint8Array()] = await cast(1, 'agree', doubted())
    expect(await tallies()).toMatchObject({ agree: 12 })
    const key = { proposalId: proposal, voter }
    const changed = { vote: 'disagree', qualifications: ['noWay'], segment: null, revision: 2 } as const
    const { tallies: shown } = await api.services.recorder.vote(key, changed, null, null)
    expect(shown).toMatchObject({ agree: 11, disagree: 1, qualifications: { noWay: 1 } })
    await isRight()
    await api.services.recorder.forget([key])
    expect(await tallies()).toMatchObject({ agree: 11, disagree: 0 })
    await isRight()
  })

  it('are put there by a rule that looks back, those that are there already apart', async () => {
    const voters = await cast(40, 'agree', null)
    const placement = placementOf(consultation.id, 'lone-votes', api.runtime.now())
    const moves = voters.map((voter) => ({ key: { proposalId: proposal, voter }, placement }))
    expect(await api.services.recorder.classify(moves)).toBe(40)
    expect(await api.services.recorder.classify(moves)).toBe(0)
    expect(await tallies()).toMatchObject({ agree: 0 })
    const { cohorts } = await cohortsOf(api.services.store, consultation)
    expect(cohorts).toMatchObject([{ rule: 'lone-votes', class: 'set-aside', votes: 40 }])
    await isRight()
  })

  it('show their voter tallies that have the vote in them, whatever its class', async () => {
    await cast(3, 'agree', null)
    const answer = await api.services.recorder.vote(
      { proposalId: proposal, voter: api.runtime.bytes(16) },
      { vote: 'agree', qualifications: ['likeIt'], segment: null, revision: 1 },
      null,
      doubted(),
    )
    expect(answer.tallies).toMatchObject({ agree: 4, qualifications: { likeIt: 1 } })
    expect(await tallies()).toMatchObject({ agree: 3 })
  })
})

describe('The team', () => {
  const path = () => 'consultations/territoires/cohorts'

  it('sees the votes by class and the cohorts, but nothing of a cohort of fewer than eleven', async () => {
    await cast(12, 'agree', null)
    await cast(30, 'disagree', doubted())
    await cast(4, 'disagree', placementOf(consultation.id, 'no-origin', api.runtime.now()))
    const answer: CohortsAnswer = await team.do('GET', path())
    expect(answer).toMatchObject({
      votes: { counted: 12, unverified: 34, setAside: 0 },
      cohorts: [{ rule: 'not-served', votes: 30, decision: null }],
      small: 4,
    })
    expect(answer.cohorts).toHaveLength(1)
    const hidden = placementOf(consultation.id, 'no-origin', api.runtime.now()).cohortId
    expectProblem(await team.ask('GET', `${path()}/${hidden}`), 'unknown-cohort')
  })

  it('decides with a reason, in the audit log, and is told who was faster', async () => {
    await cast(30, 'disagree', doubted())
    const before: CohortDetailsAnswer = await team.do('GET', `${path()}/${doubted().cohortId}`)
    expect(before.hours).toMatchObject([{ votes: 30 }])
    const send = (body: object) => team.ask('POST', `${path()}/${doubted().cohortId}/decision`, body)
    const body = { class: 'set-aside', reason: 'Un seul réseau', revision: before.revision }
    const after: CohortDetailsAnswer = documentOf(await send(body))
    expect(after).toMatchObject({ class: 'set-aside', decision: { reason: 'Un seul réseau' } })
    expectProblem(await send({ ...body, class: 'counted' }), 'changed-meanwhile')
    const log = await api.services.store.audit.page({
      consultationId: consultation.id,
      subject: doubted().cohortId,
      before: null,
      limit: 5,
    })
    expect(log).toMatchObject([{ act: 'cohort.decide', after: { class: 'set-aside', votes: 30 } }])
  })

  it.each([
    ['an empty reason', { class: 'counted', reason: ' ', revision: 1 }],
    ['no such class', { class: 'doubtful', reason: 'x', revision: 1 }],
  ])('is refused %s', async (_what, body) => {
    await cast(12, 'agree', doubted())
    expectProblem(await team.ask('POST', `${path()}/${doubted().cohortId}/decision`, body), 'invalid-request')
  })
})
