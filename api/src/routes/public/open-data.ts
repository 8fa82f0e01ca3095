import { isHeld } from '../../domain/etags.ts'
import { CSV_TYPE } from '../../wire/downloads.ts'
import { openDataParams } from '../../wire/open-data.ts'
import { publishedConsultation } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Open data as a package: files, and one that says what is in them (Data Package 2.0). */
export const openDataRoutes: Routes = async (app, { services }) => {
  const { directory, openData, runtime } = services
  app.get(
    '/v1/consultations/:consultation/data/:file',
    {
      config: { isDownload: true },
      schema: {
        summary:
          'Open data as a package: datapackage.json says what is in its files, and under which licence',
        params: openDataParams,
      },
    },
    async (request, reply) => {
      const consultation = publishedConsultation(directory, request.params.consultation, runtime.now())
      const { file } = request.params
      const { bytes, etag } = await openData.file(consultation, file)
      reply
        .header('cache-control', 'public, max-age=60')
        .header('etag', etag)
        .header('link', '<datapackage.json>; rel="describedby", <../integrity>; rel="describedby"')
      if (isHeld(request.headers['if-none-match'], etag)) return reply.code(304).send()
      const type = file.endsWith('.csv') ? CSV_TYPE : 'application/json'
      return reply.type(`${type}; charset=utf-8`).send(bytes)
    },
  )
}
