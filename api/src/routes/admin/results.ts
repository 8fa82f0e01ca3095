import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { findConsultation } from '../../administration/consultations.ts'
import { openDataCsv, openDataDisposition, openDataLines, openDataXlsx } from '../../exports/open-data.ts'
import {
  proposalsCsv,
  proposalsDisposition,
  proposalsXlsx,
  templateCsv,
  templateDisposition,
  templateXlsx,
} from '../../exports/proposals.ts'
import { presentOpinionGroups } from '../../presenters/consultations.ts'
import { teamResults } from '../../wire/administration.ts'
import { embedParams } from '../../wire/consultations.ts'
import { CSV_TYPE, csvQuery, XLSX_TYPE, xlsxQuery } from '../../wire/downloads.ts'
import { problem } from '../../wire/problems.ts'
import type { Routes } from '../shared/routes.ts'

/** Current results and exports in any phase; the public sees the same once they are published. */
export const resultAdministration: Routes = async (app, { services }) => {
  const { store, results, groups, draws, translations, runtime } = services

  app.get(
    '/v1/admin/consultations/:consultation/results',
    {
      schema: {
        summary: 'Results and opinion groups as they stand',
        params: embedParams,
        response: { 200: teamResults },
      },
    },
    async (request) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const report = await groups.report(consultation.id)
      const texts = new Map((await draws.accepted(consultation)).map(({ id, text }) => [id, text]))
      return translations.originals(consultation, {
        results: await results.of(consultation),
        groups: report ? presentOpinionGroups(report, texts) : null,
        certainty: report?.report.certainty ?? null,
      })
    },
  )

  const download = (reply: FastifyReply, type: string, disposition: string, content: Readable) =>
    reply
      .type(type)
      .header('content-disposition', disposition)
      .header('cache-control', 'no-store')
      .send(content)
  const response = { '4xx': problem }
  const schema = (summary: string) => ({ summary, params: embedParams, response })

  app.get(
    '/v1/admin/consultations/:consultation/export.csv',
    {
      schema: {
        ...schema('Every accepted proposal with its tallies and scores, as CSV'),
        querystring: csvQuery,
      },
    },
    async (request, reply) => {
      const { id, slug, settings } = await findConsultation(store, request.params.consultation)
      const disposition = openDataDisposition(slug, 'csv', request.query.titles, runtime.now())
      const content = openDataCsv(store.results.eachTallied(id), settings, request.query)
      return download(reply, `${CSV_TYPE}; charset=utf-8`, disposition, content)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/export.xlsx',
    {
      schema: {
        ...schema('Every accepted proposal with its tallies and scores, as XLSX'),
        querystring: xlsxQuery,
      },
    },
    async (request, reply) => {
      const { id, slug, settings } = await findConsultation(store, request.params.consultation)
      const { titles } = request.query
      const content = await openDataXlsx(store.results.eachTallied(id), settings, titles)
      return download(reply, XLSX_TYPE, openDataDisposition(slug, 'xlsx', titles, runtime.now()), content)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/export.jsonl',
    { schema: schema('Every accepted proposal with its tallies and scores, as JSON Lines') },
    async (request, reply) => {
      const { id, slug, settings } = await findConsultation(store, request.params.consultation)
      const content = Readable.from(openDataLines(store.results.eachTallied(id), settings))
      return download(reply, 'application/jsonl; charset=utf-8', openDataDisposition(slug, 'jsonl'), content)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/proposals.csv',
    {
      schema: {
        ...schema('Every proposal with its status, as CSV'),
        querystring: csvQuery,
      },
    },
    async (request, reply) => {
      const { id, slug } = await findConsultation(store, request.params.consultation)
      const { titles } = request.query
      const content = proposalsCsv(store.proposals.eachListed(id), request.query)
      const disposition = proposalsDisposition(slug, 'csv', titles, runtime.now())
      return download(reply, `${CSV_TYPE}; charset=utf-8`, disposition, content)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/proposals.xlsx',
    {
      schema: {
        ...schema('Every proposal with its status, as XLSX'),
        querystring: xlsxQuery,
      },
    },
    async (request, reply) => {
      const { id, slug } = await findConsultation(store, request.params.consultation)
      const { titles } = request.query
      const content = await proposalsXlsx(store.proposals.eachListed(id), titles)
      return download(reply, XLSX_TYPE, proposalsDisposition(slug, 'xlsx', titles, runtime.now()), content)
    },
  )

  app.get(
    '/v1/admin/import-template.csv',
    {
      schema: {
        summary: 'An empty file to write proposals into, as CSV',
        response,
        querystring: csvQuery,
      },
    },
    async (request, reply) =>
      download(
        reply,
        `${CSV_TYPE}; charset=utf-8`,
        templateDisposition('csv', request.query.titles),
        templateCsv(request.query),
      ),
  )

  app.get(
    '/v1/admin/import-template.xlsx',
    {
      schema: {
        summary: 'An empty file to write proposals into, as XLSX',
        response,
        querystring: xlsxQuery,
      },
    },
    async ({ query: { titles } }, reply) =>
      download(reply, XLSX_TYPE, templateDisposition('xlsx', titles), await templateXlsx(titles)),
  )
}
