import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { SelfTests } from '../state/self-tests.ts'
import { problem } from '../wire/problems.ts'
import { selfTestAnswer, selfTestParams } from '../wire/self-test.ts'

/** What has arrived from a page that a webmaster tries. */
export const selfTestRoutes: FastifyPluginAsyncZod<{ selfTests: SelfTests }> = async (app, { selfTests }) => {
  app.get(
    '/v1/self-test/:code',
    {
      schema: {
        tags: ['public'],
        summary:
          'What arrived from an article that was opened with #unisson-test=code, in the last half hour',
        params: selfTestParams,
        response: { 200: selfTestAnswer, '4xx': problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const notes = selfTests.read(request.params.code)
      return { notes: notes.map(({ at, ...note }) => ({ at: new Date(at).toISOString(), ...note })) }
    },
  )
}
