import type { FastifyBaseLogger, FastifyInstance, onSendHookHandler } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type DestinationStream, type LoggerOptions, pino } from 'pino'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import type { CommitReport, CommitWatch } from '../ingest/commit-queue.ts'

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

export interface PrometheusOptions {
  commits: CommitWatch
  /** Entries that wait for their commit. */
  waiting(): number
}

const COMMIT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const COMMIT_ENTRIES = [1, 4, 16, 64, 256, 1000]

function watchCommits(registry: Registry, { commits, waiting }: PrometheusOptions): void {
  const registers = [registry]
  const seconds = new Histogram({
    name: 'unisson_commit_seconds',
    help: 'Time of a commit, flush included',
    buckets: COMMIT_SECONDS,
    registers,
  })
  const sizes = new Histogram({
    name: 'unisson_commit_entries',
    help: 'Requests that shared a commit',
    buckets: COMMIT_ENTRIES,
    registers,
  })
  const failed = new Counter({
    name: 'unisson_commits_failed_total',
    help: 'Commits that the database refused',
    registers,
  })
  const votes = new Counter({
    name: 'unisson_votes_total',
    help: 'Votes written: cast, changed, withdrawn or erased',
    registers,
  })
  commits.listen(({ results, entries, seconds: time }: CommitReport) => {
    seconds.observe(time)
    sizes.observe(entries.length)
    if (!results) return failed.inc()
    let written = 0
    for (const { outcomes } of results)
      for (const { before, after } of outcomes) if (before !== after) written += 1
    votes.inc(written)
  })
  new Gauge({
    name: 'unisson_queue_length',
    help: 'Requests and counts that wait for their commit',
    registers,
    collect() {
      this.set(waiting())
    },
  })
}

/**
 * Counts in maps of its own, found without a search: it is on the way of every vote, where asking a request for its
 * route, or listening for the end of its answer, would cost microseconds. Routes are counted as they are written in
 * the code: an address as sent would name readers' choices, and never end. Unknown addresses are not counted.
 */
function countRequests(registry: Registry, app: FastifyInstance): void {
  const counts = new Map<string, Map<number, number>>()
  app.addHook('onRoute', (route) => {
    const byStatus = counts.get(route.url) ?? new Map<number, number>()
    counts.set(route.url, byStatus)
    const count: onSendHookHandler = (_request, reply, payload, done) => {
      byStatus.set(reply.statusCode, (byStatus.get(reply.statusCode) ?? 0) + 1)
      done(null, payload)
    }
    route.onSend = [count, ...[route.onSend ?? []].flat()]
  })
  new Counter({
    name: 'unisson_requests_total',
    help: 'Requests answered',
    labelNames: ['route', 'status'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [route, byStatus] of counts)
        for (const [status, count] of byStatus) this.inc({ route, status }, count)
    },
  })
}

/** `/metrics` for Prometheus: sums of the process, nothing of any reader. Register before the routes it counts. */
export const prometheus = fastifyPlugin(
  async (app: FastifyInstance, options: PrometheusOptions) => {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    // The watch on the garbage collector outlives the server, and with it all that the registry's figures hold.
    app.addHook('onClose', async () => registry.clear())
    countRequests(registry, app)
    watchCommits(registry, options)
    app.get(
      '/metrics',
      {
        config: { isDownload: true },
        schema: {
          tags: ['operation'],
          summary: 'Figures of the process, for Prometheus',
          produces: ['text/plain'],
          response: { 200: z.string() },
        },
      },
      async (_request, reply) =>
        reply
          .header('cache-control', 'no-store')
          .type(registry.contentType)
          .send(await registry.metrics()),
    )
  },
  { name: 'prometheus' },
)
