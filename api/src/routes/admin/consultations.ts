import {
  beginPhase,
  changeConsultation,
  createConsultation,
  findConsultation,
  sealConsultation,
} from '../../administration/consultations.ts'
import { phaseAt, showsResults } from '../../domain/consultations/phases.ts'
import { alarmsOf } from '../../presenters/cohorts.ts'
import { presentTeamConsultation } from '../../presenters/consultations.ts'
import { countsOfProposals } from '../../presenters/proposals.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import {
  changedConsultation,
  newConsultation,
  phaseWord,
  seal,
  teamConsultationAnswer,
  teamConsultationsAnswer,
} from '../../wire/administration.ts'
import { embedParams } from '../../wire/consultations.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Consultations: what is asked, when, and by which rules. */
export const consultationAdministration: Routes = async (app, { services }) => {
  const { store, runtime, publicUrl } = services

  async function present(records: readonly ConsultationRecord[]) {
    const counts = await countsOfProposals(store.moderation)
    return Promise.all(
      records.map(async (record) => ({
        consultation: presentTeamConsultation(record, publicUrl, runtime.now()),
        proposals: counts(record.id),
        alarms: alarmsOf(await store.cohorts.ofConsultation(record.id)),
      })),
    )
  }

  async function answer(record: ConsultationRecord) {
    const [presented] = await present([record])
    return presented as NonNullable<typeof presented>
  }

  app.get(
    '/v1/admin/consultations',
    {
      config: { role: 'moderator' },
      schema: {
        summary: 'All consultations, with their proposals by status',
        response: { 200: teamConsultationsAnswer },
      },
    },
    async () => ({ consultations: await present(await store.consultations.all()) }),
  )

  app.post(
    '/v1/admin/consultations',
    {
      schema: {
        summary: 'Opens a consultation',
        body: newConsultation,
        response: { 201: teamConsultationAnswer },
      },
    },
    async (request, reply) => {
      const created = await createConsultation(adminContextOf(request, services), request.body)
      return reply.code(201).send(await answer(created))
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation',
    {
      config: { role: 'moderator' },
      schema: {
        summary: 'One consultation',
        params: embedParams,
        response: { 200: teamConsultationAnswer },
      },
    },
    async (request) => {
      const [presented] = await present([await findConsultation(store, request.params.consultation)])
      return presented as NonNullable<typeof presented>
    },
  )

  app.put(
    '/v1/admin/consultations/:consultation',
    {
      schema: {
        summary: 'Changes a consultation',
        params: embedParams,
        body: changedConsultation,
        response: { 200: teamConsultationAnswer },
      },
    },
    async (request) => {
      const before = await findConsultation(store, request.params.consultation)
      return answer(await changeConsultation(adminContextOf(request, services), before, request.body))
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/phase',
    {
      schema: {
        summary: 'Begins a phase now; the dates follow',
        params: embedParams,
        body: phaseWord,
        response: { 200: teamConsultationAnswer },
      },
    },
    async (request) => {
      const before = await findConsultation(store, request.params.consultation)
      const after = await beginPhase(adminContextOf(request, services), before, request.body)
      const answered = await answer(after)
      // Made now, in the background, so that the first reader of the results does not wait for them.
      if (showsResults(phaseAt(after, runtime.now()))) {
        services.results
          .of(after)
          .catch((err: unknown) => request.log.error({ err }, 'results could not be computed in advance'))
      }
      return answered
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/seal',
    {
      schema: {
        summary: 'Seals a consultation after its votes: they can no longer be linked to anyone',
        params: embedParams,
        body: seal,
        response: { 200: teamConsultationAnswer },
      },
    },
    async (request) => {
      const before = await findConsultation(store, request.params.consultation)
      const sealed = await sealConsultation(adminContextOf(request, services), before, request.body)
      return answer(sealed)
    },
  )
}
