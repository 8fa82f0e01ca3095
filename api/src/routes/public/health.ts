import { ProblemError } from '../../domain/problem-error.ts'
import type { Unready } from '../../ingest/health.ts'
import { health } from '../../wire/health.ts'
import { problem } from '../../wire/problems.ts'
import type { Routes } from '../shared/routes.ts'

const RETRY_AFTER_SECONDS = 5

const IN_WORDS: Record<Unready, string> = {
  unreadable: 'The database does not answer',
  unwritable: 'The last commit failed, and so does another try',
  stuck: 'A commit has been running for more than ten seconds',
  overloaded: 'As many writes wait as may wait',
}

/** `/healthz` answers as long as the process lives, `/readyz` with 503 while votes cannot be taken. */
export const healthRoutes: Routes = async (app, { services }) => {
  const { readiness } = services
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
        summary: 'Votes can be taken now; if not, the detail says why',
        response: { 200: health, 503: problem },
      },
    },
    async (request) => {
      const fault = await readiness.fault()
      if (fault === undefined) return { status: 'ok' as const }
      request.log.error({ fault }, 'not ready')
      const code = fault === 'overloaded' ? 'overloaded' : 'unavailable'
      throw new ProblemError(code, { detail: IN_WORDS[fault], retryAfterSeconds: RETRY_AFTER_SECONDS })
    },
  )
}
