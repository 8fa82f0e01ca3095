import { findConsultation } from '../../administration/consultations.ts'
import { importProposals, previewImport } from '../../administration/import-proposals.ts'
import { embedParams } from '../../wire/consultations.ts'
import { importAnswer, importPreviewAnswer, importPreviewQuery, importQuery } from '../../wire/imports.ts'
import { adminContextOf } from '../shared/access.ts'
import { FILE_LIMIT, fileOf, takeFiles } from '../shared/file-body.ts'
import type { Routes } from '../shared/routes.ts'

/** Importing proposals: the file itself is the body, read as it arrives. */
export const importRoutes: Routes = async (app, { services }) => {
  takeFiles(app)
  const shared = { config: { role: 'admin' } as const, ...FILE_LIMIT }
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
