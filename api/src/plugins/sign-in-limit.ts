import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
import { addressCounts } from './address-counts.ts'

const TRIES_PER_MINUTE = 10
const ADDRESSES_REMEMBERED = 5000

/** Whoever guesses keys must wait. Counts on routes that say `rateLimit: {}`. */
export const signInLimit = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(rateLimit, {
      global: false,
      max: TRIES_PER_MINUTE,
      timeWindow: '1 minute',
      store: addressCounts(ADDRESSES_REMEMBERED),
      errorResponseBuilder: (_request, { ttl }) =>
        new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
    })
  },
  { name: 'sign-in-limit' },
)
