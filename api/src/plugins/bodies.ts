import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(body: Buffer): string {
  try {
    return decoder.decode(body)
  } catch {
    throw new ProblemError('malformed-body', { detail: 'The body is not UTF-8' })
  }
}

function parseStrictly(app: FastifyInstance, types: string[]): void {
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
  app.addContentTypeParser(types, { parseAs: 'buffer' }, parse)
}

/** JSON bodies, strictly UTF-8, and poisoned prototypes refused. */
export const jsonBodies = fastifyPlugin(
  async (app: FastifyInstance) => parseStrictly(app, ['application/json']),
  { name: 'json-bodies' },
)

/**
 * The same, also as text/plain: such a request is "simple", and the browser asks for no preflight. Fastify would parse
 * text/plain everywhere; here it is a choice made for the scope that registers this plugin, which has no cookies to
 * ride on.
 */
export const simpleBodies = fastifyPlugin(
  async (app: FastifyInstance) => parseStrictly(app, ['application/json', 'text/plain']),
  { name: 'simple-bodies' },
)
