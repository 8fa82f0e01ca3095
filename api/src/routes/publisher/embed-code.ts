import { ProblemError } from '../../domain/problem-error.ts'
import { embedCode, embeddingOf } from '../../pages/embed-code.ts'
import { mailKitOf } from '../../pages/mail-kit.ts'
import { embedCodeAnswer, embedCodeQuery } from '../../wire/embedding.ts'
import type { Routes } from '../shared/routes.ts'

/** The line that a publisher pastes, in every form. */
export const embedCodeRoutes: Routes = async (app, { services }) => {
  const { directory } = services
  app.get(
    '/v1/publisher/embed-code',
    {
      schema: {
        summary: 'What to paste: element, script, frame, link, and the code to be scanned',
        querystring: embedCodeQuery,
        response: { 200: embedCodeAnswer },
      },
    },
    async ({ publisher, apiKeyPrefix, query }) => {
      if (!publisher) throw new ProblemError('invalid-key')
      // A share link, or a key for reading only, opens figures and nothing else.
      if (apiKeyPrefix === null) throw new ProblemError('key-needed')
      const consultation = directory.consultationBySlug(query.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const own = directory.wordsFor(consultation.id, publisher.id)
      const embedding = embeddingOf(services, consultation, publisher, query, own)
      const mail = await mailKitOf(embedding, consultation, query.proposals, services)
      return { ...embedCode(embedding), ...(mail ? { mail } : {}) }
    },
  )
}
