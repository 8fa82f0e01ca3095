import { isUtf8 } from 'node:buffer'
import cors from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
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

function decode(body: Buffer): string {
  if (!isUtf8(body)) throw new ProblemError('malformed-body', { detail: 'The body is not UTF-8' })
  return body.toString()
}

/** Takes bodies of these types as JSON: strictly UTF-8, poisoned prototypes refused; all other types are refused. */
function takeJson(app: FastifyInstance, types: string[], bodyLimit?: number): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  const parse = (
    request: FastifyRequest,
    body: Buffer,
    done: (error: Error | null, value?: unknown) => void,
  ) => {
    try {
      parseJson(request, decode(body), done)
    } catch (error) {
      done(error as Error)
    }
  }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(types, { parseAs: 'buffer', ...(bodyLimit ? { bodyLimit } : {}) }, parse)
}

/** JSON under its own name only: where cookies are, no "simple request" from another site may be understood. */
export const jsonBodies = fastifyPlugin(
  async (app: FastifyInstance, { bodyLimit }: { bodyLimit: number }) => {
    takeJson(app, ['application/json'], bodyLimit)
  },
  { name: 'json-bodies' },
)

/**
 * JSON bodies. The widget sends them as text/plain: such a request
 * is "simple", and the browser asks for no preflight. Fastify would parse text/plain everywhere; here it is a choice
 * made for the scope that registers this plugin, which has no cookies to ride on.
 */
export const simpleBodies = fastifyPlugin(
  async (app: FastifyInstance) => {
    takeJson(app, ['application/json', 'text/plain'])
  },
  { name: 'simple-bodies' },
)
