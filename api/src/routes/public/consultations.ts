import { ProblemError } from '../../domain/problem-error.ts'
import { presentConsultation } from '../../presenters/consultations.ts'
import { embedParams, publicConsultation } from '../../wire/consultations.ts'
import type { Routes } from '../shared/routes.ts'

/** `/v1/consultations/:consultation`, in every phase. */
export const consultationRoutes: Routes = async (app, { services }) => {
  const { directory, draws, publicUrl, runtime } = services
  app.get(
    '/v1/consultations/:consultation',
    {
      schema: {
        summary: 'A consultation: its question, its dates, its phase, how many take part',
        params: embedParams,
        response: { 200: publicConsultation },
      },
    },
    async (request, reply) => {
      const consultation = directory.consultationBySlug(request.params.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const accepted = await draws.accepted(consultation)
      const votes = accepted.reduce(
        (sum, { agree, disagree, neutral }) => sum + agree + disagree + neutral,
        0,
      )
      reply.header('cache-control', 'public, max-age=5, s-maxage=5')
      return {
        ...presentConsultation(consultation, publicUrl, runtime.now()),
        participation: { proposals: accepted.length, votes },
      }
    },
  )
}
