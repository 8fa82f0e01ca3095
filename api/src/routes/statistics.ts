import { createHash } from 'node:crypto'
import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { ProblemError } from '../domain/problem-error.ts'
import { statisticsCsv } from '../state/statistics/csv.ts'
import { asParameterProblem, type Parameters, queryOf } from '../state/statistics/parameters.ts'
import type { Statistics } from '../state/statistics/statistics.ts'
import type { StatisticsAnswer, StatisticsQuery } from '../wire/index.ts'
import { METRIC_NAMES, METRICS } from '../wire/metrics.ts'
import { problem } from '../wire/problems.ts'
import { metricsAnswer, statisticsAnswer } from '../wire/statistics.ts'
import {
  articleParameters,
  seriesParameters,
  statisticsQuery,
  summaryParameters,
} from '../wire/statistics-query.ts'

const JSON_OR_CSV = ['application/json', 'text/csv']

function publisherOf({ publisher }: FastifyRequest) {
  if (!publisher) throw new ProblemError('invalid-key')
  return publisher
}

/** The same figures have the same tag, whenever they are asked for. */
function tagOf(answer: StatisticsAnswer): string {
  const { updatedAt: _, ...meta } = answer.meta
  const digest = createHash('sha256')
    .update(JSON.stringify({ ...answer, meta }))
    .digest('base64url')
  return `"${digest.slice(0, 22)}"`
}

/** True if the client says that it holds what the tag stands for; a proxy that compressed it calls it weak (W/). */
const isHeld = (request: FastifyRequest, tag: string): boolean =>
  request.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false

export const statisticsRoutes: FastifyPluginAsyncZod<{ statistics: Statistics }> = async (app, options) => {
  const { statistics } = options

  async function sendCsv(request: FastifyRequest, reply: FastifyReply, query: StatisticsQuery) {
    const rows = await statistics.rows(publisherOf(request), query)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="statistics.csv"')
      .header('cache-control', 'private, max-age=30')
      .header('vary', 'accept, authorization, cookie')
      .send(statisticsCsv(rows, query)) as never
  }

  async function send(request: FastifyRequest, reply: FastifyReply, query: StatisticsQuery) {
    const accepted = request.headers.accept ?? '*/*'
    if (negotiate(accepted, JSON_OR_CSV) === 'text/csv') return sendCsv(request, reply, query)
    const answer = await statistics.answer(publisherOf(request), query)
    const tag = tagOf(answer)
    reply
      .header('cache-control', 'private, max-age=30')
      .header('vary', 'accept, authorization, cookie')
      .header('etag', tag)
    if (isHeld(request, tag)) return reply.code(304).send(undefined as never) as never
    return answer
  }

  app.post(
    '/v1/publisher/stats/query',
    {
      schema: {
        tags: ['publisher'],
        summary: 'Engagement: any metrics, over any time, by any part of the site; as JSON or CSV (Accept)',
        security: [{ apiKey: [] }],
        body: statisticsQuery,
        response: { 200: statisticsAnswer, '4xx': problem },
      },
    },
    (request, reply) => send(request, reply, request.body),
  )

  /** A question that takes query parameters, and its twin that always answers CSV. */
  function question(name: string, summary: string, querystring: typeof summaryParameters, ask: Ask) {
    const schema = { tags: ['publisher'], summary, security: [{ apiKey: [] }], querystring }
    const answerBy =
      (how: typeof send) => (request: FastifyRequest<{ Querystring: Parameters }>, reply: FastifyReply) => {
        const query = ask(request.query)
        return how(request, reply, query).catch(asParameterProblem(query))
      }
    app.get(
      `/v1/publisher/stats/${name}`,
      { schema: { ...schema, response: { 200: statisticsAnswer, '4xx': problem } } },
      answerBy(send),
    )
    app.get(
      `/v1/publisher/stats/${name}.csv`,
      { schema: { ...schema, summary: `${summary}, as CSV` } },
      answerBy(sendCsv),
    )
  }

  question('summary', 'Engagement of the whole range', summaryParameters, (query) => queryOf(query, []))
  question('series', 'Engagement by hour, day, week or month', seriesParameters as never, (query) =>
    queryOf(query, [query.interval ?? 'day']),
  )
  question('articles', 'Engagement by article', articleParameters as never, (query) =>
    queryOf(query, ['article']),
  )

  app.get(
    '/v1/publisher/stats/metrics',
    {
      schema: {
        tags: ['publisher'],
        summary: 'What is measured: every metric with its definition, in English and French',
        security: [{ apiKey: [] }],
        response: { 200: metricsAnswer, '4xx': problem },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'private, max-age=3600')
      return { metrics: METRIC_NAMES.map((metric) => ({ metric, ...METRICS[metric] })) }
    },
  )
}

type Ask = (query: Parameters) => StatisticsQuery
