import { ProblemError } from '../../domain/problem-error.ts'
import { wantedLanguage } from '../../pages/consultation-language.ts'
import { presentOpinionGroups } from '../../presenters/consultations.ts'
import { embedParams, languageQuery } from '../../wire/consultations.ts'
import { opinionGroups } from '../../wire/opinion-groups.ts'
import { publishedConsultation } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** `/v1/consultations/:consultation/groups`, from the phase `results` on. */
export const opinionGroupRoutes: Routes = async (app, { services }) => {
  const { directory, draws, groups, translations, runtime } = services
  app.get(
    '/v1/consultations/:consultation/groups',
    {
      schema: {
        summary: 'Readers grouped by how they vote, and what all groups agree on; from the phase results on',
        params: embedParams,
        querystring: languageQuery,
        response: { 200: opinionGroups },
      },
    },
    async (request, reply) => {
      const consultation = publishedConsultation(directory, request.params.consultation, runtime.now())
      const report = await groups.report(consultation.id)
      if (!report) {
        throw new ProblemError('results-not-published', { detail: 'The groups are not computed yet' })
      }
      const accepted = await draws.accepted(consultation)
      reply.header('cache-control', 'public, max-age=60')
      const answer = presentOpinionGroups(report, new Map(accepted.map(({ id, text }) => [id, text])))
      const known = await translations.of(consultation)
      return known?.document(answer, wantedLanguage(consultation, request.query.lang)) ?? answer
    },
  )
}
