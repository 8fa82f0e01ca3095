import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

/** Takes log lines, each a JSON document. */
export interface LogStream {
  write(line: string): void
}

/**
 * Logger options without personal data: no address, no user agent, no query, no body. Fastify's own request lines
 * would carry the first three, so they are off.
 */
export function loggerOptions(
  level: string,
  stream?: LogStream,
): NonNullable<FastifyServerOptions['logger']> {
  return {
    level,
    ...(stream ? { stream } : {}),
    base: null,
    serializers: {
      req: (request) => ({ method: request.method, route: request.routeOptions?.url }),
      err: (error) => ({
        type: error.name,
        message: error.message,
        stack: error.stack ?? '',
        code: error.code,
      }),
    },
  }
}

/** One line for each request at level debug: the route as written in the code, never the address as sent. */
export const requestLog = fastifyPlugin(
  async (app: FastifyInstance) => {
    if (!['trace', 'debug'].includes(app.log.level)) return
    app.addHook('onResponse', (request, reply, done) => {
      request.log.debug({
        reqId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      })
      done()
    })
  },
  { name: 'request-log' },
)
