import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
import { addressCounts } from './address-counts.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True: a key is exchanged for a session; wrong keys are counted. */
    isSignIn?: boolean
  }
}

const WRONG_KEYS_PER_MINUTE = 10
const ADDRESSES_REMEMBERED = 5000

/**
 * Slows down guessing of keys: after ten wrong ones in a minute from one address, any key from there is refused. Right
 * ones are not counted, since a whole newsroom may sign in at nine from one address. Counts on routes that say `isSignIn`.
 */
export const signInLimit = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(rateLimit, {
      global: false,
      max: WRONG_KEYS_PER_MINUTE,
      timeWindow: '1 minute',
      store: addressCounts(ADDRESSES_REMEMBERED),
    })
    const wrongKeys = app.createRateLimit()

    app.addHook('onRequest', async (request) => {
      if (!request.routeOptions.config.isSignIn) return
      const counted = await wrongKeys(request, { increment: false })
      if (!counted.isAllowed && counted.remaining === 0)
        throw new ProblemError('too-many-requests', { retryAfterSeconds: counted.ttlInSeconds })
    })
    app.addHook('onError', async (request, _reply, error) => {
      const isWrongKey = error instanceof ProblemError && error.code === 'invalid-key'
      if (request.routeOptions.config.isSignIn && isWrongKey) await wrongKeys(request)
    })
  },
  { name: 'sign-in-limit' },
)
