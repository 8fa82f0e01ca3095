import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import { phaseAt, showsResults } from '../../domain/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { ASSETS_FOLDER } from '../../files.ts'
import { renderConsultationPage } from '../../pages/consultation/page.ts'
import { presentAction, presentConsultation, presentOpinionGroups } from '../../presenters/consultations.ts'
import { OWN_PUBLISHER_KEY } from '../../wire/constants.ts'
import { pageQuery } from '../../wire/embedding.ts'
import { slug } from '../../wire/fields.ts'
import type { Routes } from '../routes.ts'

/** The consultation's own page: where the link in the snippet leads without JavaScript. */
export const consultationPage: Routes = async (app, { services }) => {
  const { directory, draws, results, groups, store, publicUrl, runtime } = services
  await app.register(helmet, {
    // A frame in a sandbox has no origin: to its browser our style sheet and pictures are another site's.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
  })
  await app.register(fastifyStatic, { root: ASSETS_FOLDER, prefix: '/assets/', maxAge: '1h' })
  /** The publisher that the link names, if any. */
  function referredBy(query: unknown): { publisherKey: string; channel: string } {
    const asked = pageQuery.safeParse(query)
    const { publisher: key, channel = '' } = asked.success ? asked.data : {}
    const publisher = key === undefined ? undefined : directory.publisherByKey(key)
    return { publisherKey: publisher?.enabled ? publisher.publicKey : OWN_PUBLISHER_KEY, channel }
  }

  app.get<{ Params: { consultation: string } }>(
    '/c/:consultation',
    { schema: { hide: true } },
    async (request, reply) => {
      const name = slug.safeParse(request.params.consultation)
      const consultation = name.success ? directory.consultationBySlug(name.data) : undefined
      if (!consultation) throw new ProblemError('unknown-consultation')
      const accepted = await draws.accepted(consultation)
      const isPublished = showsResults(phaseAt(consultation, runtime.now()))
      const report = isPublished ? ((await groups.report(consultation.id)) ?? null) : null
      const content = {
        consultation: presentConsultation(consultation, publicUrl, runtime.now()),
        proposals: isPublished ? [] : accepted,
        results: isPublished ? await results.of(consultation) : null,
        groups: report && presentOpinionGroups(report, new Map(accepted.map(({ id, text }) => [id, text]))),
        actions: isPublished ? (await store.actions.all(consultation.id)).map(presentAction) : [],
        partners: await store.partners.all(consultation.id),
        ...referredBy(request.query),
        oembedUrl: `${publicUrl}/v1/oembed?url=${encodeURIComponent(publicUrl + request.url)}`,
      }
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(renderConsultationPage(content))
    },
  )

  app.get<{ Params: { image: string } }>(
    '/images/:image',
    { schema: { hide: true } },
    async (request, reply) => {
      const image = await store.partners.image(request.params.image)
      if (!image) throw new ProblemError('not-found')
      return reply
        .type(image.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(Buffer.from(image.bytes))
    },
  )
}
