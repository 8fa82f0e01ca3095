import { ProblemError } from '../../domain/problem-error.ts'
import { articlesStandingOut } from '../../statistics/outliers.ts'
import { asParameterProblem, queryOf } from '../../statistics/parameters.ts'
import { standingOutAnswer } from '../../wire/statistics.ts'
import { standingOutParameters } from '../../wire/statistics-query.ts'
import type { Routes } from '../shared/routes.ts'

/** `/v1/publisher/stats/standing-out`, of the articles of one publisher. */
export const standingOutRoutes: Routes = async (app, { services }) => {
  const { statistics } = services
  app.get(
    '/v1/publisher/stats/standing-out',
    {
      schema: {
        summary: 'Articles whose readers take part more, or less, than those of all others, beyond chance',
        querystring: standingOutParameters,
        response: { 200: standingOutAnswer },
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
