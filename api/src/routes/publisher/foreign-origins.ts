import { addDays, dayIn } from '../../domain/days.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { presentForeignOrigins } from '../../presenters/articles.ts'
import { foreignOriginParameters, foreignOriginsAnswer } from '../../wire/foreign-origins.ts'
import type { Routes } from '../shared/routes.ts'

const USUAL_DAYS = 30

/** Where the widget was asked for and is not at home. */
export const foreignOriginRoutes: Routes = async (app, { services }) => {
  const { store, askedOrigins, runtime } = services
  app.get(
    '/v1/publisher/foreign-origins',
    {
      schema: {
        summary: 'Origins on no list of yours that asked for you, or that your pages named, by day',
        querystring: foreignOriginParameters,
        response: { 200: foreignOriginsAnswer },
      },
    },
    async ({ publisher, query }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      await askedOrigins.flush()
      const tomorrow = addDays(dayIn(publisher.timeZone, runtime.now()), 1)
      const to = query.to ?? tomorrow
      const records = await store.askedOrigins.between(
        publisher.id,
        query.from ?? addDays(to, -USUAL_DAYS),
        to,
      )
      return { origins: await presentForeignOrigins(records, publisher.origins) }
    },
  )
}
