import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type DestinationStream, type LoggerOptions, pino } from 'pino'

/** Takes log lines, each a JSON document. */
export type LogStream = DestinationStream

/**
 * The log of a server, without personal data: no address, no user agent, no query, no body. Fastify's own request lines
 * would carry the first three, so they are off. Lines go to standard output unless a stream is given.
 */
export function createLog(level: string, stream?: LogStream): FastifyBaseLogger {
  const options: LoggerOptions = {
    level,
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
  return stream ? pino(options, stream) : pino(options)
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
