import helmet from '@fastify/helmet'
import { phaseAt } from '../../domain/consultations/phases.ts'
import { renderFrontPage } from '../../pages/front.ts'
import { acceptedLanguage } from '../../pages/languages.ts'
import type { Routes } from '../shared/routes.ts'

/** What runs here, and who goes where: the page at the server's address. */
export const frontPage: Routes = async (app, { services }) => {
  const { directory, runtime } = services
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  })
  app.get('/', { schema: { hide: true } }, (request, reply) => {
    const consultations = directory
      .consultations()
      .map((consultation) => ({ ...consultation, phase: phaseAt(consultation, runtime.now()) }))
      // What is not open yet is not public.
      .filter(({ phase }) => phase !== 'upcoming')
    const html = renderFrontPage(consultations, acceptedLanguage(request.headers['accept-language']))
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .send(html)
  })
}
