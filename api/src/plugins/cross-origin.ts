import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Directory } from '../state/directory.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    cors?: { readonly origin: '*' }
  }
}

const PREFLIGHT_SECONDS = 7200

/** For routes of public data: any page may read it, and caches need not tell origins apart. */
export const READABLE_BY_ALL = { cors: { origin: '*' } } as const

/**
 * Which pages' scripts may read an answer: those whose origin is, letter by letter, on some publisher's list. Only
 * browsers obey this; the handlers check the list of the publisher that the request is about.
 */
export const crossOrigin = fastifyPlugin(
  async (app: FastifyInstance, { directory }: { directory: Directory }) => {
    await app.register(cors, {
      origin: (origin, allow) => allow(null, origin !== undefined && directory.knowsOrigin(origin)),
      methods: ['GET', 'POST'],
      credentials: false,
      maxAge: PREFLIGHT_SECONDS,
      exposedHeaders: ['retry-after'],
    })
  },
  { name: 'cross-origin' },
)
