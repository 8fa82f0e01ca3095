import { findPublisher } from '../../administration/publishers.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { embedCode, embeddingOf } from '../../pages/embed-code.ts'
import { mailKitOf } from '../../pages/mail-kit.ts'
import { embedCodeAnswer, embedCodeQuery } from '../../wire/embedding.ts'
import { publisherParams } from '../../wire/publishers.ts'
import type { Routes } from '../shared/routes.ts'

/** What the team sends to a news site that wants to carry a consultation. */
export const embedCodeAdministration: Routes = async (app, { services }) => {
  const { store, directory } = services

  app.get(
    '/v1/admin/publishers/:publisher/embed-code',
    {
      schema: {
        summary: 'What a news site pastes: element, script, frame, link, and the code to be scanned',
        params: publisherParams,
        querystring: embedCodeQuery,
        response: { 200: embedCodeAnswer },
      },
    },
    async (request) => {
      const publisher = await findPublisher(store, request.params.publisher)
      const consultation = directory.consultationBySlug(request.query.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const own = directory.wordsFor(consultation.id, publisher.id)
      const embedding = embeddingOf(services, consultation, publisher, request.query, own)
      const mail = await mailKitOf(embedding, consultation, request.query.proposals, services)
      return { ...embedCode(embedding), ...(mail ? { mail } : {}) }
    },
  )
}
