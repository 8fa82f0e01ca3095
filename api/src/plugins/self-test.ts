import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { SelfTestNote, SelfTests } from '../cache/self-tests.ts'
import { ProblemError } from '../domain/problem-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where a webmaster tries the widget: under which code, and what is known of it so far. */
    selfTest: (Partial<SelfTestNote> & { code: string; publisherId?: string }) | null
  }
}

/** Notes what became of the requests of pages that are being tried, for the webmaster who waits for them. */
export const selfTest = fastifyPlugin(
  async (app: FastifyInstance, { selfTests }: { selfTests: SelfTests }) => {
    app.decorateRequest('selfTest', null)
    app.addHook('onError', async ({ selfTest: test }, _reply, error) => {
      if (test) test.problem = error instanceof ProblemError ? error.code : 'internal'
    })
    // Not behind the answer: listening for the end of it costs each vote more than all else here.
    app.addHook('onSend', ({ selfTest: test, routeOptions }, _reply, payload, done) => {
      if (test) {
        const { code, publisherId, ...known } = test
        const step = routeOptions.url === '/v1/proposals' ? 'proposal' : 'vote'
        const unknown = { article: null, extent: null, leftOut: null, readerToken: null, problem: null }
        selfTests.note(code, { step, ...unknown, ...known }, publisherId)
      }
      done(null, payload)
    })
  },
  { name: 'self-test' },
)
