import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { canonicalPath } from '../domain/public-url.ts'

/** The method stays: what is sent to `/v1/votes/` is a vote. */
const PERMANENTLY = 308

/**
 * Leads those who wrote an address otherwise (with a slash at its end, in capitals) to where it is. `path` stands before all
 * our addresses, where a proxy puts us below one.
 */
export const canonicalAddresses = fastifyPlugin(
  async (app: FastifyInstance, { path }: { path: string }) => {
    app.addHook('onRequest', (request, reply, done) => {
      const { url } = request
      if (!request.is404 && !url.startsWith('/c/')) return done()
      // The path alone: what is relative on our front page would lead beside it.
      const canonical = path !== '' && url.split('?', 1)[0] === path ? '/' : canonicalPath(url)
      if (canonical === url) return done()
      reply.redirect(path + canonical, PERMANENTLY)
    })
  },
  { name: 'canonical-addresses' },
)
