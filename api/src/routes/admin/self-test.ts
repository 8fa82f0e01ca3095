import { mintedSelfTest } from '../../wire/self-test.ts'
import type { Routes } from '../shared/routes.ts'

/** Codes for the pages of all publishers. */
export const teamSelfTestRoutes: Routes = async (app, { services }) => {
  app.post(
    '/v1/admin/self-tests',
    {
      schema: {
        summary: 'Creates a test code for a page, valid for half an hour',
        response: { 201: mintedSelfTest },
      },
    },
    async (_request, reply) => reply.code(201).send(services.selfTests.mint(null)),
  )
}
