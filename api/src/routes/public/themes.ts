import { themeFigures } from '../../domain/themes/theme-figures.ts'
import { embedParams } from '../../wire/consultations.ts'
import { themesAnswer } from '../../wire/themes.ts'
import { publishedConsultation } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** `/v1/consultations/:consultation/themes`, from the phase `results` on. */
export const themeRoutes: Routes = async (app, { services }) => {
  const { directory, results, shownThemes, runtime } = services
  app.get(
    '/v1/consultations/:consultation/themes',
    {
      schema: {
        summary: 'What proposals are about, and what the votes say of each theme; from the phase results on',
        params: embedParams,
        response: { 200: themesAnswer },
      },
    },
    async (request, reply) => {
      const consultation = publishedConsultation(directory, request.params.consultation, runtime.now())
      const [{ list }, themes] = await Promise.all([
        results.tagged(consultation),
        shownThemes.of(consultation.id),
      ])
      reply.header('cache-control', 'public, max-age=60')
      return themeFigures(themes, list.each())
    },
  )
}
