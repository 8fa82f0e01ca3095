import helmet from '@fastify/helmet'
import { ProblemError } from '../../domain/problem-error.ts'
import { languageOfPage, offered } from '../../pages/consultation-language.ts'
import { renderIntegrityPage } from '../../pages/integrity/page.ts'
import { presentConsultation } from '../../presenters/consultations.ts'
import { OWN_PUBLISHER_KEY } from '../../wire/constants.ts'
import { linkQuery } from '../../wire/embedding.ts'
import { slug } from '../../wire/fields.ts'
import type { Routes } from '../shared/routes.ts'

/** The integrity report to read and to print, in the reader's language of those of the consultation. */
export const integrityPage: Routes = async (app, { services }) => {
  const { directory, integrityReports, translations, publicUrl, runtime } = services
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
      const [{ report, isFinal }, known] = await Promise.all([
        integrityReports.of(consultation),
        translations.of(consultation),
      ])
      const { lang, publisher: key, channel = '', proposal = '' } = linkQuery.parse(request.query)
      const publisherKey = directory.referrer(key)?.publicKey ?? OWN_PUBLISHER_KEY
      const wanted = languageOfPage(consultation, lang, request.headers['accept-language'])
      const texts = known?.consultation(consultation, wanted) ?? consultation
      // Where there is a choice of languages, it follows the browser.
      if (known) reply.header('vary', 'accept-language')
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(
          renderIntegrityPage({
            consultation: {
              ...presentConsultation(consultation, publicUrl, runtime.now(), texts),
              ...offered(consultation, known),
            },
            written: consultation.language,
            report: known?.document(report, texts.language) ?? report,
            topSize: consultation.settings.results.topSize,
            isFinal,
            reader: { publisherKey, channel, proposal },
            own: directory.wordsUnder(consultation.id, publisherKey),
          }),
        )
    },
  )
}
