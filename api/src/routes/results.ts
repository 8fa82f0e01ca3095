import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { READABLE_BY_ALL } from '../plugins/cross-origin.ts'
import type { Directory } from '../state/directory.ts'
import { openDataCsv, openDataDisposition, openDataLines, openDataXlsx } from '../state/open-data.ts'
import type { ResultBook } from '../state/results.ts'
import type { ResultStore } from '../store/results.ts'
import { embedParams } from '../wire/consultations.ts'
import { CSV_TYPE, csvQuery, XLSX_TYPE, xlsxQuery } from '../wire/downloads.ts'
import { problem } from '../wire/problems.ts'
import { results as resultsAnswer } from '../wire/results.ts'
import { publishedConsultation } from './access.ts'

interface ResultOptions {
  directory: Directory
  results: ResultBook
  resultStore: ResultStore
  now(): number
}

/** True if the client says that it holds what the tag stands for; a proxy that compressed it calls it weak (W/). */
const names = (held: string | undefined, etag: string): boolean =>
  held?.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim())) ?? false

export const resultRoutes: FastifyPluginAsyncZod<ResultOptions> = async (app, options) => {
  const { directory, results, resultStore, now } = options

  const published = (slug: string) => publishedConsultation(directory, slug, now())

  const download = (reply: FastifyReply, disposition: string, type: string, content: Readable) =>
    reply
      .type(type)
      .header('content-disposition', disposition)
      .header('cache-control', 'public, max-age=60')
      .send(content)

  app.get(
    '/v1/consultations/:consultation/results',
    {
      config: READABLE_BY_ALL,
      schema: {
        tags: ['public'],
        summary: 'Where the public stands: consensus, controversies, rejections, by part of the public too',
        params: embedParams,
        response: { 200: resultsAnswer, '4xx': problem },
      },
    },
    async (request, reply) => {
      const consultation = published(request.params.consultation)
      const { results: body, etag } = await results.tagged(consultation)
      reply.header('cache-control', 'public, max-age=30').header('etag', etag)
      if (names(request.headers['if-none-match'], etag)) return reply.code(304).send(undefined as never)
      return body
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.csv',
    {
      config: READABLE_BY_ALL,
      schema: {
        tags: ['public'],
        summary: 'Open data: every accepted proposal with its tallies and scores, as CSV',
        params: embedParams,
        querystring: csvQuery,
      },
    },
    async (request, reply) => {
      const { id, slug, settings } = published(request.params.consultation)
      const content = openDataCsv(resultStore.eachTallied(id), settings, request.query)
      const disposition = openDataDisposition(slug, 'csv', request.query.titles, now())
      return download(reply, disposition, `${CSV_TYPE}; charset=utf-8`, content)
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.xlsx',
    {
      config: READABLE_BY_ALL,
      schema: {
        tags: ['public'],
        summary: 'Open data: every accepted proposal with its tallies and scores, as XLSX',
        params: embedParams,
        querystring: xlsxQuery,
      },
    },
    async (request, reply) => {
      const { id, slug, settings } = published(request.params.consultation)
      const { titles } = request.query
      const content = await openDataXlsx(resultStore.eachTallied(id), settings, titles)
      return download(reply, openDataDisposition(slug, 'xlsx', titles, now()), XLSX_TYPE, content)
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.jsonl',
    {
      config: READABLE_BY_ALL,
      schema: {
        tags: ['public'],
        summary: 'Open data: every accepted proposal with its tallies and scores, one JSON document a line',
        params: embedParams,
      },
    },
    async (request, reply) => {
      const { id, slug, settings } = published(request.params.consultation)
      const content = Readable.from(openDataLines(resultStore.eachTallied(id), settings))
      return download(reply, openDataDisposition(slug, 'jsonl'), 'application/jsonl; charset=utf-8', content)
    },
  )
}
