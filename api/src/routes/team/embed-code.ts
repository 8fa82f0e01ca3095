import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { findPublisher } from '../../administration/publishers.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { embedCode, embeddingOf } from '../../pages/embed-code.ts'
import type { Services } from '../../services.ts'
import { embedCodeAnswer, embedCodeQuery } from '../../wire/embedding.ts'
import { problem } from '../../wire/problems.ts'
import { publisherParams } from '../../wire/publishers.ts'

/** What the team sends to a news site that wants to carry a consultation. */
export const embedCodeAdministration: FastifyPluginAsyncZod<{ services: Services }> = async (
  app,
  { services },
) => {
  const { store, directory, publicUrl } = services

  app.get(
    '/v1/admin/publishers/:publisher/embed-code',
    {
      config: { role: 'admin' },
      schema: {
        tags: ['administration'],
        summary: 'What a news site pastes: element, script, frame, link, and the code to be scanned',
        params: publisherParams,
        querystring: embedCodeQuery,
        response: { 200: embedCodeAnswer, '4xx': problem },
      },
    },
    async (request) => {
      const publisher = await findPublisher(store, request.params.publisher)
      const consultation = directory.consultationBySlug(request.query.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      return embedCode(embeddingOf(publicUrl, consultation, publisher, request.query))
    },
  )
}
