import helmet from '@fastify/helmet'
import { ProblemError } from '../../domain/problem-error.ts'
import { renderIntegrityPage } from '../../pages/integrity/page.ts'
import { presentConsultation } from '../../presenters/consultations.ts'
import { slug } from '../../wire/fields.ts'
import type { Routes } from '../routes.ts'

/** The integrity report to read and to print. */
export const integrityPage: Routes = async (app, { services }) => {
  const { directory, integrityReports, publicUrl, runtime } = services
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
  })

  app.get<{ Params: { consultation: string } }>(
    '/c/:consultation/integrity',
    { schema: { hide: true } },
    async (request, reply) => {
      const name = slug.safeParse(request.params.consultation)
      const consultation = name.success ? directory.consultationBySlug(name.data) : undefined
      if (!consultation) throw new ProblemError('unknown-consultation')
      const { report, isFinal } = await integrityReports.of(consultation)
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(
          renderIntegrityPage({
            consultation: presentConsultation(consultation, publicUrl, runtime.now()),
            report,
            topSize: consultation.settings.results.topSize,
            isFinal,
          }),
        )
    },
  )
}
