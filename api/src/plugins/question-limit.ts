import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
import { addressCounts } from './address-counts.ts'

const ADDRESSES_REMEMBERED = 5000

/**
 * How many questions one address may ask about figures in a minute, right keys or wrong ones: figures are worked out
 * on the thread that takes the votes. Programs are told how much is left (RateLimit-*), and when to come again.
 */
export const questionLimit = fastifyPlugin(
  async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
    if (perMinute === 0) return
    await app.register(rateLimit, {
      global: false,
      max: perMinute,
      timeWindow: '1 minute',
      store: addressCounts(ADDRESSES_REMEMBERED),
      enableDraftSpec: true,
      errorResponseBuilder: (_request, { ttl }) =>
        new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
    })
    // Before the key is looked at: guesses count as well.
    app.addHook('onRequest', app.rateLimit())
  },
  { name: 'question-limit' },
)
