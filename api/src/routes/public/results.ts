import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Download } from '../../cache/downloads.ts'
import { etagOf, isHeld } from '../../domain/etags.ts'
import { openDataCsv, openDataDisposition, openDataLines, openDataXlsx } from '../../exports/open-data.ts'
import { wantedLanguage } from '../../pages/consultation-language.ts'
import { embedParams, languageQuery } from '../../wire/consultations.ts'
import { CSV_TYPE, csvQuery, XLSX_TYPE, xlsxQuery } from '../../wire/downloads.ts'
import { results as resultsAnswer } from '../../wire/results.ts'
import { publishedConsultation } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Where the integrity report of these figures is, as RFC 8288 says it; relative, since the server may stand below a path. */
const REPORT_LINK = '<integrity>; rel="describedby"'

const notModified = (reply: FastifyReply) => reply.code(304).send()

/** Results as JSON, CSV and Excel, each with an ETag, from the phase `results` on. */
export const resultRoutes: Routes = async (app, { services }) => {
  const { directory, results, store, translations, runtime } = services

  const published = (slug: string) => publishedConsultation(directory, slug, runtime.now())

  const download = (
    request: FastifyRequest,
    reply: FastifyReply,
    { disposition, type, file }: { disposition: string; type: string; file: Download },
  ) => {
    reply.header('cache-control', 'public, max-age=60').header('etag', file.etag).header('link', REPORT_LINK)
    if (isHeld(request.headers['if-none-match'], file.etag)) return notModified(reply)
    return reply.type(type).header('content-disposition', disposition).send(file.bytes)
  }

  app.get(
    '/v1/consultations/:consultation/results',
    {
      schema: {
        summary: 'Where the public stands: consensus, controversies, rejections, by part of the public too',
        params: embedParams,
        querystring: languageQuery,
        response: { 200: resultsAnswer },
      },
    },
    async (request, reply) => {
      const consultation = published(request.params.consultation)
      const { results: original, etag: tag } = await results.tagged(consultation)
      const known = await translations.of(consultation)
      const body = known?.document(original, wantedLanguage(consultation, request.query.lang)) ?? original
      const etag = known ? etagOf(JSON.stringify(body)) : tag
      reply.header('cache-control', 'public, max-age=30').header('etag', etag).header('link', REPORT_LINK)
      if (isHeld(request.headers['if-none-match'], etag)) return notModified(reply)
      return body
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.csv',
    {
      config: { isDownload: true },
      schema: {
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
        openDataCsv(store.results.eachTallied(id), settings, style),
      )
      const disposition = openDataDisposition(slug, 'csv', style.titles, runtime.now())
      return download(request, reply, { disposition, type: `${CSV_TYPE}; charset=utf-8`, file })
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.xlsx',
    {
      config: { isDownload: true },
      schema: {
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
        openDataXlsx(store.results.eachTallied(id), settings, titles),
      )
      const disposition = openDataDisposition(slug, 'xlsx', titles, runtime.now())
      return download(request, reply, { disposition, type: XLSX_TYPE, file })
    },
  )

  app.get(
    '/v1/consultations/:consultation/export.jsonl',
    {
      config: { isDownload: true },
      schema: {
        summary: 'Open data: every accepted proposal with its tallies and scores, one JSON document a line',
        params: embedParams,
      },
    },
    async (request, reply) => {
      const consultation = published(request.params.consultation)
      const { id, slug, settings } = consultation
      const file = await results.downloads.get(consultation, 'jsonl', () =>
        openDataLines(store.results.eachTallied(id), settings),
      )
      const disposition = openDataDisposition(slug, 'jsonl')
      return download(request, reply, { disposition, type: 'application/jsonl; charset=utf-8', file })
    },
  )
}
