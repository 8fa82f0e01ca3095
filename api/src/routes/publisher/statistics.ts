import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { etagOf, isHeld } from '../../domain/etags.ts'
import { attachment, daysInName, fileSlug } from '../../domain/files/file-names.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { statisticsCsv, statisticsXlsx, subjectInName } from '../../exports/statistics.ts'
import { asParameterProblem, type Parameters, queryOf } from '../../statistics/parameters.ts'
import type { StatisticsDownload } from '../../statistics/statistics.ts'
import { CSV_TYPE, XLSX_TYPE } from '../../wire/downloads.ts'
import type { CsvStyle, StatisticsAnswer, StatisticsQuery, TitleLanguage } from '../../wire/index.ts'
import { METRIC_NAMES, METRICS } from '../../wire/metrics.ts'
import { metricsAnswer, statisticsAnswer } from '../../wire/statistics.ts'
import {
  articleFiles,
  articleParameters,
  seriesFiles,
  seriesParameters,
  statisticsQuery,
  summaryFiles,
  summaryParameters,
} from '../../wire/statistics-query.ts'
import type { Routes } from '../shared/routes.ts'

const JSON_OR_CSV = ['application/json', CSV_TYPE]

function publisherOf({ publisher }: FastifyRequest) {
  if (!publisher) throw new ProblemError('invalid-key')
  return publisher
}

/** The same figures have the same tag, whenever they are asked for. */
function tagOf(answer: StatisticsAnswer): string {
  const { updatedAt: _, ...meta } = answer.meta
  return etagOf(JSON.stringify({ ...answer, meta }))
}

/** Figures of a publisher: `query` in full, and the usual ones by query parameters, as JSON or a file. */
export const statisticsRoutes: Routes = async (app, { services }) => {
  const { statistics } = services

  const downloaded = async (request: FastifyRequest, query: StatisticsQuery) => {
    const publisher = publisherOf(request)
    return { name: publisher.name, ...(await statistics.download(publisher, query)) }
  }

  function nameOf(found: Named, query: StatisticsQuery, titles: TitleLanguage, extension: string): string {
    const { name, first, last } = found
    return attachment([fileSlug(name), subjectInName(query, titles), daysInName(first, last)], extension)
  }

  const asFile = (reply: FastifyReply, type: string, disposition: string) =>
    reply
      .type(type)
      .header('content-disposition', disposition)
      .header('cache-control', 'private, max-age=30')
      .header('vary', 'accept, authorization, cookie')

  async function sendCsv(
    request: FastifyRequest,
    reply: FastifyReply,
    query: StatisticsQuery,
    style?: CsvStyle,
  ) {
    const found = await downloaded(request, query)
    const disposition = nameOf(found, query, style?.titles ?? 'en', 'csv')
    return asFile(reply, `${CSV_TYPE}; charset=utf-8`, disposition).send(
      statisticsCsv(found.rows, query, style),
    )
  }

  async function sendXlsx(
    request: FastifyRequest,
    reply: FastifyReply,
    query: StatisticsQuery,
    { titles }: { titles: TitleLanguage },
  ) {
    const found = await downloaded(request, query)
    const content = await statisticsXlsx(found.rows, query, titles)
    return asFile(reply, XLSX_TYPE, nameOf(found, query, titles, 'xlsx')).send(content)
  }

  async function send(request: FastifyRequest, reply: FastifyReply, query: StatisticsQuery) {
    const accepted = request.headers.accept ?? '*/*'
    if (negotiate(accepted, JSON_OR_CSV) === CSV_TYPE) return sendCsv(request, reply, query)
    const answer = await statistics.answer(publisherOf(request), query)
    const tag = tagOf(answer)
    reply
      .header('cache-control', 'private, max-age=30')
      .header('vary', 'accept, authorization, cookie')
      .header('etag', tag)
    if (isHeld(request.headers['if-none-match'], tag)) return reply.code(304).send()
    return answer
  }

  app.post(
    '/v1/publisher/stats/query',
    {
      schema: {
        summary: 'Engagement: any metrics, over any time, by any part of the site; as JSON or CSV (Accept)',
        body: statisticsQuery,
        response: { 200: statisticsAnswer },
      },
    },
    (request, reply) => send(request, reply, request.body),
  )

  /** A route that takes a query as parameters, and its twins that answer a file. */
  function parameterRoute({ name, summary, parameters, files, ask }: ParameterRoute) {
    const schema = { summary }
    const answerBy =
      <Given, Answer>(
        how: (
          request: FastifyRequest,
          reply: FastifyReply,
          query: StatisticsQuery,
          given: Given,
        ) => Promise<Answer>,
      ) =>
      (request: FastifyRequest, reply: FastifyReply) => {
        const given = request.query as Parameters & Given
        const query = ask(given)
        return how(request, reply, query, given).catch(asParameterProblem(query))
      }
    app.get(
      `/v1/publisher/stats/${name}`,
      { schema: { ...schema, querystring: parameters, response: { 200: statisticsAnswer } } },
      answerBy(send),
    )
    app.get(
      `/v1/publisher/stats/${name}.csv`,
      { schema: { ...schema, querystring: files.csv, summary: `${summary}, as CSV` } },
      answerBy(sendCsv),
    )
    app.get(
      `/v1/publisher/stats/${name}.xlsx`,
      { schema: { ...schema, querystring: files.xlsx, summary: `${summary}, as XLSX` } },
      answerBy(sendXlsx),
    )
  }

  parameterRoute({
    name: 'summary',
    summary: 'Engagement of the whole range',
    parameters: summaryParameters,
    files: summaryFiles,
    ask: (query) => queryOf(query, []),
  })
  parameterRoute({
    name: 'series',
    summary: 'Engagement by hour, day, week or month',
    parameters: seriesParameters,
    files: seriesFiles,
    ask: (query) => queryOf(query, [query.interval ?? 'day']),
  })
  parameterRoute({
    name: 'articles',
    summary: 'Engagement by article',
    parameters: articleParameters,
    files: articleFiles,
    ask: (query) => queryOf(query, ['article']),
  })

  app.get(
    '/v1/publisher/stats/metrics',
    {
      schema: {
        summary: 'What is measured: every metric with its definition, in English and French',
        response: { 200: metricsAnswer },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'private, max-age=3600')
      return { metrics: METRIC_NAMES.map((metric) => ({ metric, ...METRICS[metric] })) }
    },
  )
}

type Named = Omit<StatisticsDownload, 'rows'> & { name: string }

interface ParameterRoute {
  name: string
  summary: string
  parameters: z.ZodObject
  files: { csv: z.ZodObject; xlsx: z.ZodObject }
  ask(query: Parameters): StatisticsQuery
}
