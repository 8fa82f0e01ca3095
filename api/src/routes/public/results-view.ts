import { isHeld } from '../../domain/etags.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { Pictures, pictureTag } from '../../pages/pictures/pictures.ts'
import { pictureJob, viewOf } from '../../pages/viewed-results.ts'
import { embedParams } from '../../wire/consultations.ts'
import { resultsView, resultsViewQuery } from '../../wire/results-view.ts'
import type { Routes } from '../shared/routes.ts'

const TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const

/** A part of the results for articles: as sentences and shares, and as a picture. */
export const resultsViewRoutes: Routes = async (app, { services }) => {
  const { directory } = services
  const pictures = new Pictures()
  app.addHook('onClose', () => pictures.close())

  function find(slug: string) {
    const consultation = directory.consultationBySlug(slug)
    if (!consultation) throw new ProblemError('unknown-consultation')
    return consultation
  }

  app.get(
    '/v1/consultations/:consultation/view',
    {
      schema: {
        summary:
          'A part of the results as an article shows it; before they are published, when they are expected',
        params: embedParams,
        querystring: resultsViewQuery,
        response: { 200: resultsView },
      },
    },
    async (request, reply) => {
      const view = await viewOf(find(request.params.consultation), request.query, services)
      reply.header('cache-control', 'public, max-age=30, stale-while-revalidate=300, stale-if-error=86400')
      return view
    },
  )

  for (const format of ['png', 'svg'] as const) {
    app.get(
      `/c/:consultation/picture.${format}`,
      {
        config: { isDownload: true },
        schema: { hide: true, params: embedParams, querystring: resultsViewQuery },
      },
      async (request, reply) => {
        const asked = request.query
        const view = asked.proposal === undefined ? asked.view : 'proposal'
        const job = await pictureJob(find(request.params.consultation), { ...asked, view }, format, services)
        const etag = pictureTag(job)
        reply.headers({
          'cache-control': 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
          etag,
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
        })
        if (isHeld(request.headers['if-none-match'], etag)) return reply.code(304).send()
        return reply.type(TYPES[format]).send(await pictures.get(job))
      },
    )
  }
}
