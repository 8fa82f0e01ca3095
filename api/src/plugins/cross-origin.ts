import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ORIGINS_HEADER } from '../wire/constants.ts'

const PREFLIGHT_SECONDS = 7200

/**
 * Scripts of any page may read the answers of the public side. Nothing there is behind a cookie, and the handlers hold
 * each write against the publisher's list: a page that is not on it reads a refusal, so that the widget can say why
 * it takes no votes there. Without this the browser would show it as a network that is down.
 */
export const crossOrigin = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(cors, {
      origin: '*',
      methods: ['GET', 'POST'],
      credentials: false,
      maxAge: PREFLIGHT_SECONDS,
      exposedHeaders: ['retry-after', ORIGINS_HEADER],
    })
  },
  { name: 'cross-origin' },
)
