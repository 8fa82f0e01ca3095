import { findPublisher } from '../../administration/publishers.ts'
import { embedCodeAnswer, embedCodeQuery } from '../../wire/embedding.ts'
import { publisherParams } from '../../wire/publishers.ts'
import { embedCodeOf } from '../shared/embed-code.ts'
import type { Routes } from '../shared/routes.ts'

/** What the team sends to a news site that wants to carry a consultation. */
export const embedCodeAdministration: Routes = async (app, { services }) => {
  app.get(
    '/v1/admin/publishers/:publisher/embed-code',
    {
      schema: {
        summary: 'What a news site pastes: element, script, frame, link, and the code to be scanned',
        params: publisherParams,
        querystring: embedCodeQuery,
        response: { 200: embedCodeAnswer },
      },
    },
    async ({ params, query }) =>
      embedCodeOf(services, await findPublisher(services.store, params.publisher), query),
  )
}
