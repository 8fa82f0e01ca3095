import type { FastifyReply } from 'fastify'
import { isHeld } from '../../domain/etags.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { embedParams } from '../../wire/consultations.ts'
import { integrityReport } from '../../wire/integrity.ts'
import type { Routes } from '../shared/routes.ts'

const notModified = (reply: FastifyReply) => reply.code(304).send()

/** `/v1/consultations/:consultation/integrity`: the report that anyone can recount. */
export const integrityRoutes: Routes = async (app, { services }) => {
  const { directory, integrityReports } = services

  app.get(
    '/v1/consultations/:consultation/integrity',
    {
      schema: {
        summary:
          'The integrity report: votes by class, decisions, what doubtful votes would change, the chain',
        params: embedParams,
        response: { 200: integrityReport },
      },
    },
    async (request, reply) => {
      const consultation = directory.consultationBySlug(request.params.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const { report, etag } = await integrityReports.of(consultation)
      reply.header('cache-control', 'public, max-age=60').header('etag', etag)
      if (isHeld(request.headers['if-none-match'], etag)) return notModified(reply)
      return report
    },
  )
}
