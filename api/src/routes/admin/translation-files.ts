import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { findConsultation } from '../../administration/consultations.ts'
import { importTranslations, previewTranslations } from '../../administration/import-translations.ts'
import { everyTranslation } from '../../administration/list-translations.ts'
import { languagesOf } from '../../domain/consultations/consultation-languages.ts'
import { translationsCsv, translationsDisposition, translationsXlsx } from '../../exports/translations.ts'
import { embedParams } from '../../wire/consultations.ts'
import { CSV_TYPE, csvQuery, XLSX_TYPE, xlsxQuery } from '../../wire/downloads.ts'
import { problem } from '../../wire/problems.ts'
import {
  translationImportAnswer,
  translationImportQuery,
  translationPreviewAnswer,
  translationPreviewQuery,
} from '../../wire/translations.ts'
import { adminContextOf } from '../shared/access.ts'
import { FILE_LIMIT, fileOf, takeFiles } from '../shared/file-body.ts'
import type { Routes } from '../shared/routes.ts'

/** Translations in a file: a row for each text, a column for each language, filled in elsewhere and brought back. */
export const translationFileRoutes: Routes = async (app, { services }) => {
  const { store, runtime } = services
  takeFiles(app)
  const reading = { role: 'moderator', isDownload: true } as const
  const writing = { config: { role: 'moderator' } as const, ...FILE_LIMIT }
  const about = { params: embedParams }

  const download = (reply: FastifyReply, type: string, disposition: string, content: Readable) =>
    reply
      .type(type)
      .header('content-disposition', disposition)
      .header('cache-control', 'no-store')
      .send(content)

  app.get(
    '/v1/admin/consultations/:consultation/translations.csv',
    {
      config: reading,
      schema: {
        ...about,
        summary: 'Every text with its translations, a column for each language, as CSV',
        querystring: csvQuery,
        response: { '4xx': problem },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const style = request.query
      const texts = everyTranslation(store, consultation)
      const content = translationsCsv(texts, languagesOf(consultation), style)
      const disposition = translationsDisposition(consultation.slug, 'csv', style.titles, runtime.now())
      return download(reply, `${CSV_TYPE}; charset=utf-8`, disposition, content)
    },
  )

  app.get(
    '/v1/admin/consultations/:consultation/translations.xlsx',
    {
      config: reading,
      schema: {
        ...about,
        summary: 'Every text with its translations, a column for each language, as XLSX',
        querystring: xlsxQuery,
        response: { '4xx': problem },
      },
    },
    async (request, reply) => {
      const consultation = await findConsultation(store, request.params.consultation)
      const { titles } = request.query
      const texts = everyTranslation(store, consultation)
      const content = await translationsXlsx(texts, languagesOf(consultation), titles)
      const disposition = translationsDisposition(consultation.slug, 'xlsx', titles, runtime.now())
      return download(reply, XLSX_TYPE, disposition, content)
    },
  )

  const importing = '/v1/admin/consultations/:consultation/translations/import'
  app.post(
    importing,
    {
      ...writing,
      schema: {
        ...about,
        summary:
          'Imports translations from CSV or XLSX (the body): judges every cell, then stores the good ones',
        querystring: translationImportQuery,
        response: { 200: translationImportAnswer },
      },
    },
    async (request) => {
      const file = fileOf(request)
      const consultation = await findConsultation(store, request.params.consultation)
      const { strict: isStrict, ...wishes } = request.query
      return importTranslations(adminContextOf(request, services), consultation, file, { isStrict, wishes })
    },
  )

  app.post(
    `${importing}/preview`,
    {
      ...writing,
      schema: {
        ...about,
        summary:
          'Says how a CSV or XLSX file (the body) is understood and what its import would come to; stores nothing',
        querystring: translationPreviewQuery,
        response: { 200: translationPreviewAnswer },
      },
    },
    async (request) => {
      const file = fileOf(request)
      const consultation = await findConsultation(store, request.params.consultation)
      return previewTranslations(adminContextOf(request, services), consultation, file, request.query)
    },
  )
}
