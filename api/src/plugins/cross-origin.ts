import cors, { type FastifyCorsOptions } from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Directory } from '../state/directory.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Public data, the same for all: any page may read it, and caches need not tell origins apart. */
    readableByAll?: boolean
  }
}

const PREFLIGHT_SECONDS = 7200

/**
 * Which pages' scripts may read an answer: of public data all, of the rest those whose origin is, letter by letter,
 * on some publisher's list. Only browsers obey this; the handlers check the publisher's own list.
 */
export const crossOrigin = fastifyPlugin(
  async (app: FastifyInstance, { directory }: { directory: Directory }) => {
    const common: FastifyCorsOptions = {
      methods: ['GET', 'POST'],
      credentials: false,
      maxAge: PREFLIGHT_SECONDS,
      exposedHeaders: ['retry-after'],
    }
    await app.register(cors, {
      delegator: (request: FastifyRequest, decide) => {
        if (request.routeOptions.config.readableByAll) return decide(null, { ...common, origin: '*' })
        decide(null, {
          ...common,
          origin: (origin, allow) => allow(null, origin !== undefined && directory.knowsOrigin(origin)),
        })
      },
    })
  },
  { name: 'cross-origin' },
)
