import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ownAddress, type PublicNames } from '../domain/public-names.ts'
import { canonicalPath } from '../domain/public-url.ts'
import { LIMITS } from '../wire/constants.ts'
import { createLog, type LogStream } from './observability.ts'
import { schemaCompilers } from './openapi.ts'
import { answerClientError, answerProblem } from './problems.ts'

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
  { isTrusted, path, names }: { isTrusted(address: string): boolean; path: string; names: PublicNames },
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
    rewriteUrl: ({ url = '/' }: IncomingMessage) =>
      ownAddress(path === '' ? url : withoutPath(url, path), names),
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

/**
 * How much is read of headers that patterns and parsers look into, in characters. Node lets 16 kB through, and what is
 * quick on the longest header of a real browser can take milliseconds on one that was made to be slow. Addresses of proxies
 * are not among them: what counts stands at their end (`clientAddresses`).
 */
const LONGEST: Readonly<Record<string, number>> = {
  'user-agent': 512,
  accept: 1000,
  'accept-encoding': 200,
  'accept-language': 200,
  'content-type': 200,
  origin: 300,
  referer: 2000,
  'if-none-match': 1000,
  purpose: 100,
  'sec-purpose': 100,
  'sec-ch-ua-mobile': 10,
  'sec-gpc': 10,
  'x-moz': 100,
}
const NAMES = Object.keys(LONGEST)

/** Cuts headers to what is read of them. What is cut is not the header of a browser, and is not refused for it. */
function cutHeaders(headers: IncomingHttpHeaders): void {
  for (const name of NAMES) {
    const value = headers[name]
    const longest = LONGEST[name] ?? 0
    if (typeof value === 'string' && value.length > longest) headers[name] = value.slice(0, longest)
  }
}

/** Cuts the headers of every request before anything looks at them. Register before all that reads headers. */
export const headerLengths = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.addHook('onRequest', (request, _reply, done) => {
      cutHeaders(request.raw.headers)
      done()
    })
  },
  { name: 'header-lengths' },
)

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

/** So many connections are taken before the requests of a turn go on: some tens of milliseconds at the most. */
const MOST_CONNECTIONS = 512

/**
 * Lets the requests that arrive in one turn of the event loop wait for each other once they are read: then all are checked,
 * all are handled, all are answered. What a processor has just done it does again faster, and who is on the other end is
 * woken once for many answers: under load a session costs half of what it costs by itself.
 *
 * Node takes one new connection a turn, however many there are. So turns that bring one are short, and their requests wait
 * for the first that brings none: else a newcomer would stand behind hundreds of requests for each who came before.
 */
export const requestBatching = fastifyPlugin(
  async (app: FastifyInstance) => {
    let end: Promise<void> | undefined
    let isAccepting = false
    app.server.on('connection', () => {
      isAccepting = true
    })
    app.addHook('preValidation', () => {
      end ??= new Promise((resolve) => {
        let connections = 0
        const look = (): void => {
          if (isAccepting && connections < MOST_CONNECTIONS) {
            isAccepting = false
            connections += 1
            setImmediate(look)
            return
          }
          end = undefined
          resolve()
        }
        setImmediate(look)
      })
      return end
    })
  },
  { name: 'request-batching' },
)
