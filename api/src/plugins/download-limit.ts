import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
import { addressCounts } from './address-counts.ts'
import { rememberedNetworks } from './networks.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True: an answer that takes milliseconds, or megabytes; one network gets so many of them in a minute. */
    isDownload?: boolean
  }
}

const NETWORKS_REMEMBERED = 20_000
const MINUTE = 60_000

/**
 * How many downloads one network may ask for in a minute: exports, codes to be scanned, the reference, the process's
 * figures. What readers' pages load is not among them, so that no newsroom, and no proxy, is ever refused a widget.
 * Register it before the routes; those with `isDownload` are counted.
 */
export const downloadLimit = fastifyPlugin(
  async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
    if (perMinute === 0) return
    const Counts = addressCounts(NETWORKS_REMEMBERED)
    const counts = new Counts()
    const networkOf = rememberedNetworks(NETWORKS_REMEMBERED)
    const count: onRequestHookHandler = (request, _reply, done) => {
      counts.incr(
        networkOf(request),
        (_error, result) => {
          if (!result || result.current <= perMinute) return done()
          done(
            new ProblemError('too-many-requests', {
              retryAfterSeconds: Math.ceil(result.ttl / 1000),
            }) as never,
          )
        },
        MINUTE,
        perMinute,
      )
    }
    app.addHook('onRoute', (route) => {
      if (route.config?.isDownload) route.onRequest = [count, ...[route.onRequest ?? []].flat()]
    })
  },
  { name: 'download-limit' },
)
