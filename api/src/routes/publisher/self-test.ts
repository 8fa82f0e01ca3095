import { ProblemError } from '../../domain/problem-error.ts'
import { mintedSelfTest } from '../../wire/self-test.ts'
import type { Routes } from '../shared/routes.ts'

/** Codes for a publisher's own pages, with its API key; a share link does not do. */
export const publisherSelfTestRoutes: Routes = async (app, { services }) => {
  app.post(
    '/v1/publisher/self-tests',
    {
      schema: {
        summary: 'Creates a test code for a page, valid for half an hour',
        response: { 201: mintedSelfTest },
      },
    },
    async ({ publisher, apiKeyPrefix }, reply) => {
      if (!publisher || apiKeyPrefix === null) throw new ProblemError('key-needed')
      return reply.code(201).send(services.selfTests.mint(publisher.id))
    },
  )
}
