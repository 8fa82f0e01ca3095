import { presentAction } from '../../presenters/consultations.ts'
import { actionsAnswer } from '../../wire/actions.ts'
import { embedParams } from '../../wire/consultations.ts'
import { publishedConsultation } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** `/v1/consultations/:consultation/actions`, from the phase `results` on. */
export const actionRoutes: Routes = async (app, { services }) => {
  const { directory, store, runtime } = services
  app.get(
    '/v1/consultations/:consultation/actions',
    {
      schema: {
        summary: 'What becomes of the consensus: actions, their progress, every change of them',
        params: embedParams,
        response: { 200: actionsAnswer },
      },
    },
    async (request, reply) => {
      const consultation = publishedConsultation(directory, request.params.consultation, runtime.now())
      reply.header('cache-control', 'public, max-age=30')
      return { actions: (await store.actions.announced(consultation.id)).map(presentAction) }
    },
  )
}
