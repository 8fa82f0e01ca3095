import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { findConsultation } from '../../administration/consultations.ts'
import { MAX_IMPORT_BYTES, tooLarge } from '../../administration/csv-rows.ts'
import { importProposals } from '../../administration/import-proposals.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { Services } from '../../services.ts'
import { showAnew } from '../../state/shown.ts'
import { importAnswer, importQuery } from '../../wire/administration.ts'
import { embedParams } from '../../wire/consultations.ts'
import { problem } from '../../wire/problems.ts'
import { deskOf } from '../access.ts'

/** Importing proposals: the file itself is the body, read as it arrives. */
export const importRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload))

  app.post(
    '/v1/admin/consultations/:consultation/import',
    {
      config: { role: 'admin' },
      bodyLimit: Number.MAX_SAFE_INTEGER, // The reader of rows counts bytes, and says more than a status.
      schema: {
        tags: ['administration'],
        summary:
          'Imports proposals from CSV (the body, as text/csv): judges every row, then stores the good ones',
        params: embedParams,
        querystring: importQuery,
        response: { 200: importAnswer, '4xx': problem },
      },
    },
    async (request) => {
      const csv: unknown = request.body
      if (!(csv instanceof Readable)) throw new ProblemError('unsupported-media-type')
      // Before a byte of it is read.
      if (Number(request.headers['content-length'] ?? 0) > MAX_IMPORT_BYTES) throw tooLarge()
      const consultation = await findConsultation(services.store, request.params.consultation)
      const { status, seed, strict } = request.query
      const report = await importProposals(deskOf(request, services), {
        consultation,
        csv,
        status,
        isSeed: seed,
        isStrict: strict,
      })
      if (report.added > 0) await showAnew(services, consultation.id)
      const { proposalIds: _, ...visible } = report
      return visible
    },
  )
}
