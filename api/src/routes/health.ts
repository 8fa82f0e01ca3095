import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { ProblemError } from '../domain/problem-error.ts'
import type { Database } from '../store/database.ts'
import { health } from '../wire/health.ts'
import { problem } from '../wire/problems.ts'

export const healthRoutes: FastifyPluginAsyncZod<{ database: Database }> = async (app, { database }) => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  app.get(
    '/healthz',
    { schema: { tags: ['operation'], summary: 'The process is alive', response: { 200: health } } },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['operation'],
        summary: 'The database answers',
        response: { 200: health, 503: problem },
      },
    },
    async (request) => {
      try {
        await database.get('SELECT 1')
      } catch (error) {
        request.log.error({ err: error }, 'the database does not answer')
        throw new ProblemError('unavailable', { retryAfterSeconds: 5 })
      }
      return { status: 'ok' as const }
    },
  )
}
