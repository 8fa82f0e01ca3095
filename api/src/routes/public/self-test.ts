import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { SelfTests } from '../../cache/self-tests.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { problem } from '../../wire/problems.ts'
import { mintedSelfTest, selfTestAnswer, selfTestParams } from '../../wire/self-test.ts'

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

const minted = ({ code, expiresAt }: ReturnType<SelfTests['mint']>) => ({
  code,
  expiresAt: new Date(expiresAt).toISOString(),
})
const summary = 'Creates a test code for a page, valid for half an hour'
const answers = { 201: mintedSelfTest, '4xx': problem }

/** Codes for a publisher's own pages, for holders of its API key; a share link is not enough. */
export const publisherSelfTestRoutes: FastifyPluginAsyncZod<{ selfTests: SelfTests }> = async (
  app,
  { selfTests },
) => {
  app.post(
    '/v1/publisher/self-tests',
    { schema: { tags: ['publisher'], security: [{ apiKey: [] }], summary, response: answers } },
    async ({ publisher, apiKeyPrefix }, reply) => {
      if (!publisher || apiKeyPrefix === null) throw new ProblemError('key-needed')
      return reply.code(201).send(minted(selfTests.mint(publisher.id)))
    },
  )
}

/** Codes for the pages of all publishers, for the team. */
export const teamSelfTestRoutes: FastifyPluginAsyncZod<{ services: { selfTests: SelfTests } }> = async (
  app,
  { services: { selfTests } },
) => {
  app.post(
    '/v1/admin/self-tests',
    { config: { role: 'admin' }, schema: { tags: ['administration'], summary, response: answers } },
    async (_request, reply) => reply.code(201).send(minted(selfTests.mint(null))),
  )
}
