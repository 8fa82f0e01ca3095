import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { addReading, changeAction, createAction } from '../../administration/actions.ts'
import { findConsultation } from '../../administration/consultations.ts'
import { presentAction } from '../../presenters/actions.ts'
import type { Services } from '../../services.ts'
import { action, actionParams, actionsAnswer, changedAction, newAction, reading } from '../../wire/actions.ts'
import { embedParams } from '../../wire/consultations.ts'
import { problem } from '../../wire/problems.ts'
import { deskOf } from '../access.ts'

/** Actions: what becomes of the consensus. */
export const actionAdministration: FastifyPluginAsyncZod<{ services: Services }> = async (
  app,
  { services },
) => {
  const { store } = services
  const config = { role: 'admin' } as const
  const tags = ['administration']

  app.get(
    '/v1/admin/consultations/:consultation/actions',
    {
      config,
      schema: {
        tags,
        summary: 'Actions, published or not',
        params: embedParams,
        response: { 200: actionsAnswer, '4xx': problem },
      },
    },
    async (request) => {
      const { id } = await findConsultation(store, request.params.consultation)
      return { actions: (await store.actions.all(id)).map(presentAction) }
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/actions',
    {
      config,
      schema: {
        tags,
        summary: 'Announces an action; the public sees it once the results are published',
        params: embedParams,
        body: newAction,
        response: { 201: action, '4xx': problem },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const created = await createAction(deskOf(request, services), consultation, request.body)
      return reply.code(201).send(presentAction(created))
    },
  )

  app.put(
    '/v1/admin/consultations/:consultation/actions/:action',
    {
      config,
      schema: {
        tags,
        summary: 'Changes an action; what differs is noted for the public',
        params: actionParams,
        body: changedAction,
        response: { 200: action, '4xx': problem },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { action: id } = request.params
      return presentAction(await changeAction(deskOf(request, services), consultation, id, request.body))
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/actions/:action/readings',
    {
      config,
      schema: {
        tags,
        summary: 'Notes a reading of the indicator, or corrects the one of that day',
        params: actionParams,
        body: reading,
        response: { 200: action, '4xx': problem },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { action: id } = request.params
      return presentAction(await addReading(deskOf(request, services), consultation, id, request.body))
    },
  )
}
