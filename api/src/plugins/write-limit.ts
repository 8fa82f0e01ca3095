import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
import { addressCounts } from './address-counts.ts'
import { rememberedNetworks } from './networks.ts'

const ADDRESSES_REMEMBERED = 20_000
// Only Retry-After helps a client; how much is left would tell one reader about the others behind its address.
const UNSAID = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

/**
 * How much one address may send in a minute. Wide, since many readers share an address; it stops a runaway script,
 * not a fraud. Addresses are counted in memory and never written.
 */
export const writeLimit = fastifyPlugin(
  async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
    if (perMinute === 0) return
    await app.register(rateLimit, {
      max: perMinute,
      timeWindow: '1 minute',
      keyGenerator: rememberedNetworks(ADDRESSES_REMEMBERED),
      store: addressCounts(ADDRESSES_REMEMBERED),
      addHeaders: UNSAID,
      addHeadersOnExceeding: UNSAID,
      errorResponseBuilder: (_request, { ttl }) =>
        new ProblemError('too-many-requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
    })
  },
  { name: 'write-limit' },
)
