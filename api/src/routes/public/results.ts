import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Directory } from '../../cache/directory.ts'
import type { Download } from '../../cache/downloads.ts'
import type { ResultCache } from '../../cache/results.ts'
import { isHeld } from '../../domain/etags.ts'
import { openDataCsv, openDataDisposition, openDataLines, openDataXlsx } from '../../exports/open-data.ts'
import type { ResultStore } from '../../store/results.ts'
import { embedParams } from '../../wire/consultations.ts'
import { CSV_TYPE, csvQuery, XLSX_TYPE, xlsxQuery } from '../../wire/downloads.ts'
import { problem } from '../../wire/problems.ts'
import { results as resultsAnswer } from '../../wire/results.ts'
import { publishedConsultation } from '../access.ts'

interface ResultOptions {
  directory: Directory
  results: ResultCache
  resultStore: ResultStore
  now(): number
}

export const resultRoutes: FastifyPluginAsyncZod<ResultOptions> = async (app, options) => {
  const { directory, results, resultStore, now } = options

  const published = (slug: string) => publishedConsultation(directory, slug, now())

  const download = (
    request: FastifyRequest,
    reply: FastifyReply,
    { disposition, type, file }: { disposition: string; type: string; file: Download },
  ) => {
    reply.header('cache-control', 'public, max-age=60').header('etag', file.etag)
    if (isHeld(request.headers['if-none-match'], file.etag)) return reply.code(304).send(undefined as never)
    return reply.type(type).header('content-disposition', disposition).send(file.bytes)
  }

  app.get(
    '/v1/consultations/:consultation/results',
    {
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
      if (isHeld(request.headers['if-none-match'], etag)) return reply.code(304).send(undefined as never)
      return body
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.csv',
    {
      config: { isDownload: true },
      schema: {
        tags: ['public'],
        summary: 'Open data: every accepted proposal with its tallies and scores, as CSV',
        params: embedParams,
        querystring: csvQuery,
      },
    },
    async (request, reply) => {
      const consultation = published(request.params.consultation)
      const { id, slug, settings } = consultation
      const style = request.query
      const file = await results.downloads.get(consultation, `csv ${JSON.stringify(style)}`, () =>
        openDataCsv(resultStore.eachTallied(id), settings, style),
      )
      const disposition = openDataDisposition(slug, 'csv', style.titles, now())
      return download(request, reply, { disposition, type: `${CSV_TYPE}; charset=utf-8`, file })
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.xlsx',
    {
      config: { isDownload: true },
      schema: {
        tags: ['public'],
        summary: 'Open data: every accepted proposal with its tallies and scores, as XLSX',
        params: embedParams,
        querystring: xlsxQuery,
      },
    },
    async (request, reply) => {
      const consultation = published(request.params.consultation)
      const { id, slug, settings } = consultation
      const { titles } = request.query
      const file = await results.downloads.get(consultation, `xlsx ${titles}`, () =>
        openDataXlsx(resultStore.eachTallied(id), settings, titles),
      )
      const disposition = openDataDisposition(slug, 'xlsx', titles, now())
      return download(request, reply, { disposition, type: XLSX_TYPE, file })
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.jsonl',
    {
      config: { isDownload: true },
      schema: {
        tags: ['public'],
        summary: 'Open data: every accepted proposal with its tallies and scores, one JSON document a line',
        params: embedParams,
      },
    },
    async (request, reply) => {
      const consultation = published(request.params.consultation)
      const { id, slug, settings } = consultation
      const file = await results.downloads.get(consultation, 'jsonl', () =>
        openDataLines(resultStore.eachTallied(id), settings),
      )
      const disposition = openDataDisposition(slug, 'jsonl')
      return download(request, reply, { disposition, type: 'application/jsonl; charset=utf-8', file })
    },
  )
}
