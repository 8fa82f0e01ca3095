import { selfTestAnswer, selfTestParams } from '../../wire/self-test.ts'
import type { Routes } from '../shared/routes.ts'

/** What has arrived from a page that a webmaster tries. */
export const selfTestRoutes: Routes = async (app, { services }) => {
  app.get(
    '/v1/self-test/:code',
    {
      schema: {
        summary:
          'What arrived from an article that was opened with #unisson-test=code, in the last half hour',
        params: selfTestParams,
        response: { 200: selfTestAnswer },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const notes = services.selfTests.read(request.params.code)
      return { notes: notes.map(({ at, ...note }) => ({ at: new Date(at).toISOString(), ...note })) }
    },
  )
}
