import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Directory } from '../../cache/directory.ts'
import { presentAction } from '../../presenters/actions.ts'
import type { ActionStore } from '../../store/actions.ts'
import { actionsAnswer } from '../../wire/actions.ts'
import { embedParams } from '../../wire/consultations.ts'
import { problem } from '../../wire/problems.ts'
import { publishedConsultation } from '../access.ts'

interface ActionOptions {
  directory: Directory
  actions: ActionStore
  now(): number
}

export const actionRoutes: FastifyPluginAsyncZod<ActionOptions> = async (app, options) => {
  const { directory, actions, now } = options
  app.get(
    '/v1/consultations/:consultation/actions',
    {
      schema: {
        tags: ['public'],
        summary: 'What becomes of the consensus: actions, their progress, every change of them',
        params: embedParams,
        response: { 200: actionsAnswer, '4xx': problem },
      },
    },
    async (request, reply) => {
      const consultation = publishedConsultation(directory, request.params.consultation, now())
      reply.header('cache-control', 'public, max-age=30')
      return { actions: (await actions.all(consultation.id)).map(presentAction) }
    },
  )
}
