import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { ProblemError } from '../../domain/problem-error.ts'
import { articlesStandingOut } from '../../statistics/outliers.ts'
import { asParameterProblem, queryOf } from '../../statistics/parameters.ts'
import type { Statistics } from '../../statistics/statistics.ts'
import { problem } from '../../wire/problems.ts'
import { standingOutAnswer } from '../../wire/statistics.ts'
import { standingOutParameters } from '../../wire/statistics-query.ts'

export const standingOutRoutes: FastifyPluginAsyncZod<{ statistics: Statistics }> = async (
  app,
  { statistics },
) => {
  app.get(
    '/v1/publisher/stats/standing-out',
    {
      schema: {
        tags: ['publisher'],
        summary: 'Articles whose readers take part more, or less, than those of all others, beyond chance',
        security: [{ apiKey: [] }],
        querystring: standingOutParameters,
        response: { 200: standingOutAnswer, '4xx': problem },
      },
    },
    async ({ publisher, query: parameters }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      const query = queryOf({ ...parameters, metrics: ['readersViewed', 'readersEngaged'] }, ['article'])
      const rows = await statistics.rows(publisher, query).catch(asParameterProblem(query))
      return articlesStandingOut(rows)
    },
  )
}
