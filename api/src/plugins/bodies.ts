import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'

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
