import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { findConsultation } from '../../administration/consultations.ts'
import { importProposals, previewImport } from '../../administration/import-proposals.ts'
import { MAX_IMPORT_BYTES, tooLarge } from '../../administration/import-source.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { embedParams } from '../../wire/consultations.ts'
import { CSV_TYPE, XLSX_TYPE } from '../../wire/downloads.ts'
import { importAnswer, importPreviewAnswer, importPreviewQuery, importQuery } from '../../wire/imports.ts'
import { adminContextOf } from '../access.ts'
import type { Routes } from '../routes.ts'

/** The file, not yet read. Throws the problem of one that says that it is too large. */
function fileOf(request: FastifyRequest): Readable {
  const file: unknown = request.body
  if (!(file instanceof Readable)) throw new ProblemError('unsupported-media-type')
  if (Number(request.headers['content-length'] ?? 0) > MAX_IMPORT_BYTES) throw tooLarge()
  return file
}

/** Importing proposals: the file itself is the body, read as it arrives. */
export const importRoutes: Routes = async (app, { services }) => {
  app.addContentTypeParser([CSV_TYPE, XLSX_TYPE], (_request, payload, done) => done(null, payload))
  const shared = {
    config: { role: 'admin' } as const,
    bodyLimit: Number.MAX_SAFE_INTEGER, // The reader of rows counts bytes, and says more than a status.
  }
  const about = { params: embedParams }

  app.post(
    '/v1/admin/consultations/:consultation/import',
    {
      ...shared,
      schema: {
        ...about,
        summary: 'Imports proposals from CSV or XLSX (the body): judges every row, then stores the good ones',
        querystring: importQuery,
        response: { 200: importAnswer },
      },
    },
    async (request) => {
      const csv = fileOf(request)
      const consultation = await findConsultation(services.store, request.params.consultation)
      const { status, seed, strict, ...wishes } = request.query
      const report = await importProposals(adminContextOf(request, services), {
        consultation,
        csv,
        wishes,
        status,
        isSeed: seed,
        isStrict: strict,
      })
      const { proposalIds: _, ...visible } = report
      return visible
    },
  )

  app.post(
    '/v1/admin/consultations/:consultation/import/preview',
    {
      ...shared,
      schema: {
        ...about,
        summary:
          'Says how a CSV or XLSX file (the body) is understood and what its import would come to; stores nothing',
        querystring: importPreviewQuery,
        response: { 200: importPreviewAnswer },
      },
    },
    async (request) => {
      const csv = fileOf(request)
      const consultation = await findConsultation(services.store, request.params.consultation)
      return previewImport(adminContextOf(request, services), {
        consultation,
        csv,
        wishes: request.query,
        status: 'pending',
        isSeed: false,
      })
    },
  )
}
