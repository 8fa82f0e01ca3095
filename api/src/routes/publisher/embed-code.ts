import { ProblemError } from '../../domain/problem-error.ts'
import { embedCodeAnswer, embedCodeQuery } from '../../wire/embedding.ts'
import { embedCodeOf } from '../shared/embed-code.ts'
import type { Routes } from '../shared/routes.ts'

/** The line that a publisher pastes, in every form. */
export const embedCodeRoutes: Routes = async (app, { services }) => {
  app.get(
    '/v1/publisher/embed-code',
    {
      schema: {
        summary: 'What to paste: element, script, frame, link, and the code to be scanned',
        querystring: embedCodeQuery,
        response: { 200: embedCodeAnswer },
      },
    },
    async ({ publisher, apiKeyPrefix, query }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      // A share link, or a key for reading only, opens figures and nothing else.
      if (apiKeyPrefix === null) throw new ProblemError('key-needed')
      return embedCodeOf(services, publisher, query)
    },
  )
}
