import { addReading, changeAction, createAction } from '../../administration/actions.ts'
import { findConsultation } from '../../administration/consultations.ts'
import { presentAction } from '../../presenters/consultations.ts'
import type { ActionRecord } from '../../store/actions.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import {
  actionParams,
  changedAction,
  newAction,
  reading,
  teamAction,
  teamActionsAnswer,
} from '../../wire/actions.ts'
import { embedParams } from '../../wire/consultations.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Actions: what becomes of the consensus. */
export const actionAdministration: Routes = async (app, { services }) => {
  const { store, translations } = services
  const presented = (consultation: ConsultationRecord, action: ActionRecord) =>
    translations.originals(consultation, presentAction(action))

  app.get(
    '/v1/admin/consultations/:consultation/actions',
    {
      schema: {
        summary: 'Actions, published or not, and drafts',
        params: embedParams,
        response: { 200: teamActionsAnswer },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const actions = (await store.actions.all(consultation.id)).map(presentAction)
      return { actions: await translations.originals(consultation, actions) }
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/actions',
    {
      schema: {
        summary:
          'Announces an action, or keeps a draft; the public sees what is announced once the results are published',
        params: embedParams,
        body: newAction,
        response: { 201: teamAction },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const created = await createAction(adminContextOf(request, services), consultation, request.body)
      return reply.code(201).send(await presented(consultation, created))
    },
  )

  app.put(
    '/v1/admin/consultations/:consultation/actions/:action',
    {
      schema: {
        summary: 'Changes an action; what differs is noted for the public',
        params: actionParams,
        body: changedAction,
        response: { 200: teamAction },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { action: id } = request.params
      return presented(
        consultation,
        await changeAction(adminContextOf(request, services), consultation, id, request.body),
      )
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/actions/:action/readings',
    {
      schema: {
        summary: 'Notes a reading of the indicator, or corrects the one of that day',
        params: actionParams,
        body: reading,
        response: { 200: teamAction },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { action: id } = request.params
      return presented(
        consultation,
        await addReading(adminContextOf(request, services), consultation, id, request.body),
      )
    },
  )
}
