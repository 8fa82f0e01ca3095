import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Directory } from '../../cache/directory.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { embedCode, embeddingOf } from '../../pages/embed-code.ts'
import { embedCodeAnswer, embedCodeQuery } from '../../wire/embedding.ts'
import { problem } from '../../wire/problems.ts'

interface EmbedCodeOptions {
  directory: Directory
  publicUrl: string
}

/** The line that a publisher pastes, in every form. */
export const embedCodeRoutes: FastifyPluginAsyncZod<EmbedCodeOptions> = async (
  app,
  { directory, publicUrl },
) => {
  app.get(
    '/v1/publisher/embed-code',
    {
      schema: {
        tags: ['publisher'],
        summary: 'What to paste: element, script, frame, link, and the code to be scanned',
        security: [{ apiKey: [] }],
        querystring: embedCodeQuery,
        response: { 200: embedCodeAnswer, '4xx': problem },
      },
    },
    async ({ publisher, apiKeyPrefix, query }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      // A share link, or a key for reading only, opens figures and nothing else.
      if (apiKeyPrefix === null) throw new ProblemError('key-needed')
      const consultation = directory.consultationBySlug(query.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      return embedCode(embeddingOf(publicUrl, consultation, publisher, query))
    },
  )
}
