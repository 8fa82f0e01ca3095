import type { IncomingMessage } from 'node:http'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { LIMITS } from '../wire/constants.ts'
import { createLog, type LogStream } from './logging.ts'
import { answerClientError, answerProblem } from './problems.ts'
import { schemaCompilers } from './schema-compilers.ts'

export interface ListenerOptions {
  logLevel: string
  trustedProxies: string[]
  maxConnections: number
  /** Hold every answer against its schema; for tests. */
  checkAnswers?: boolean
  /** Where log lines go; standard output unless it is given. */
  logStream?: LogStream
  /** How long slow clients are suffered, where it is not to be as long as usual. */
  timeouts?: Partial<Timeouts>
}

/** All in milliseconds. */
export interface Timeouts {
  headers: number
  request: number
  connection: number
  keepAlive: number
  checkingInterval: number
}

// Fastify's own limits leave slow clients connected for three quarters of a minute and more.
const TIMEOUTS: Timeouts = {
  headers: 8000,
  request: 10_000,
  connection: 15_000,
  keepAlive: 5000,
  checkingInterval: 1000,
}
/**
 * A proxy keeps connections for a minute or two, and must be the one who ends them: what it sends on one that is being
 * ended by this side is lost, and its reader told 502.
 */
const PROXY_KEEP_ALIVE_MILLISECONDS = 150_000

/** Some proxies cut the path before which we stand, others leave it. */
const withoutPath = (url: string, path: string): string =>
  url.startsWith(`${path}/`) ? url.slice(path.length) : url

/** An application without routes, which treats slow clients and proxies as it should. */
export function createFastify(
  options: ListenerOptions,
  { isTrusted, path }: { isTrusted(address: string): boolean; path: string },
): FastifyInstance {
  const isBehindProxy = options.trustedProxies.length > 0
  const timeouts = {
    ...TIMEOUTS,
    ...(isBehindProxy ? { keepAlive: PROXY_KEEP_ALIVE_MILLISECONDS } : {}),
    ...options.timeouts,
  }
  const log = createLog(options.logLevel, options.logStream)
  const app = Fastify({
    logController: new LogController({ disableRequestLogging: true }),
    // The few lines about a request name it themselves; a logger for each request would cost every request. With a logger
    // of its own, Fastify would also listen for the end of every answer.
    childLoggerFactory: () => log,
    // Only the peer itself: the rest of the way is read by `clientAddresses`, which puts the one address there.
    trustProxy: isBehindProxy ? (address, hop) => hop === 0 && isTrusted(address) : false,
    ...(path === '' ? {} : { rewriteUrl: ({ url = '/' }: IncomingMessage) => withoutPath(url, path) }),
    bodyLimit: LIMITS.bodyBytes,
    routerOptions: { maxParamLength: 64 },
    requestTimeout: timeouts.request,
    connectionTimeout: timeouts.connection,
    keepAliveTimeout: timeouts.keepAlive,
    http: {
      headersTimeout: timeouts.headers,
      connectionsCheckingInterval: timeouts.checkingInterval,
    },
    // A vote that arrives on an open connection while we close is still taken; the database closes last.
    return503OnClosing: false,
    schemaController: { compilersFactory: schemaCompilers(options.checkAnswers ?? false) },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      answerProblem(error, request, reply)
    },
  })
  app.log = log
  app.server.maxConnections = options.maxConnections
  return app
}
