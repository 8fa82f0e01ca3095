import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Directory } from '../../cache/directory.ts'
import type { Draws } from '../../cache/draws.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { presentConsultation } from '../../presenters/consultation.ts'
import { embedParams, publicConsultation } from '../../wire/consultations.ts'
import { problem } from '../../wire/problems.ts'

interface ConsultationOptions {
  directory: Directory
  draws: Draws
  publicUrl: string
  now(): number
}

export const consultationRoutes: FastifyPluginAsyncZod<ConsultationOptions> = async (app, options) => {
  const { directory, draws, publicUrl, now } = options
  app.get(
    '/v1/consultations/:consultation',
    {
      schema: {
        tags: ['public'],
        summary: 'A consultation: its question, its dates, its phase, how many take part',
        params: embedParams,
        response: { 200: publicConsultation, '4xx': problem },
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
        ...presentConsultation(consultation, publicUrl, now()),
        participation: { proposals: accepted.length, votes },
      }
    },
  )
}
