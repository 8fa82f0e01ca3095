import type { FastifyReply } from 'fastify'
import { renderSVG } from 'uqr'
import type { Publisher } from '../../cache/directory.ts'
import { articleAddress } from '../../domain/articles/article-url.ts'
import { judgeOrigin } from '../../domain/articles/origins.ts'
import type { ConsultationTexts } from '../../domain/consultations/consultation-texts.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { canonicalPath, pathBefore } from '../../domain/public-url.ts'
import { remembered } from '../../domain/remembered.ts'
import { wantedLanguage } from '../../pages/consultation-language.ts'
import { embeddingOf, frameTag, heightOf, linkAddress } from '../../pages/embed-code.ts'
import { renderFrame } from '../../pages/frame.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { OWN_PUBLISHER_KEY } from '../../wire/constants.ts'
import { embedParams } from '../../wire/consultations.ts'
import { linkQuery, oembed, oembedQuery, pageQuery } from '../../wire/embedding.ts'
import { problem } from '../../wire/problems.ts'
import type { Routes } from '../shared/routes.ts'

/** As wide as an article's column. */
const USUAL_WIDTH = 640
const CACHE_SECONDS = 3600
const PAGE = /^\/c\/([a-z0-9-]+)$/

const CODES_REMEMBERED = 500

/** The code of a link, which takes milliseconds to be drawn. */
const drawnCode = remembered(CODES_REMEMBERED, (link) => renderSVG(link, { ecc: 'M' }))

/** Forms for places without scripts: oEmbed, a frame, a code to scan. */
export const embeddingRoutes: Routes = async (app, { services }) => {
  const { directory, publicUrl, translations } = services
  /** The question with its language, in that of who is asked where it is translated into it. */
  async function textsIn(consultation: ConsultationRecord, language: string): Promise<ConsultationTexts> {
    const known = await translations.of(consultation)
    return known?.consultation(consultation, wantedLanguage(consultation, language)) ?? consultation
  }

  function find(slug: string, key?: string): { consultation: ConsultationRecord; publisher: Publisher } {
    const consultation = directory.consultationBySlug(slug)
    if (!consultation) throw new ProblemError('unknown-consultation')
    const publisher = directory.publisherByKey(key ?? OWN_PUBLISHER_KEY)
    if (!publisher) throw new ProblemError('unknown-publisher')
    if (!publisher.enabled) throw new ProblemError('publisher-disabled')
    return { consultation, publisher }
  }

  const wordsFor = (consultation: ConsultationRecord, publisher: Publisher) =>
    directory.wordsFor(consultation.id, publisher.id)

  const { host, origin } = new URL(publicUrl)
  const path = pathBefore(publicUrl)
  /** Of the consultation whose page this is, as people write addresses: by http, in capitals, with a slash. */
  function slugIn(address: URL): string | undefined {
    if (address.host !== host || !address.pathname.startsWith(path)) return undefined
    return PAGE.exec(canonicalPath(address.pathname.slice(path.length)))?.[1]
  }

  /** Of the page that holds the frame, where it is one of the publisher's. */
  function originAround(referer: string | undefined, { accepted }: Publisher): string {
    if (referer === undefined || !URL.canParse(referer)) return ''
    const around = new URL(referer).origin
    return judgeOrigin(around, accepted) === 'allowed' ? around : ''
  }

  /** Only the publisher's own pages may frame it: in a frame, our origin stands for theirs. */
  function allowFrames(reply: FastifyReply, { publicKey, origins }: Publisher): void {
    const ancestors = publicKey === OWN_PUBLISHER_KEY ? '*' : ["'self'", ...origins].join(' ')
    // In a sandbox the page has no origin, and WebKit takes 'self' for none: the address is named as well.
    const own = `'self' ${origin}`
    reply.headers({
      'content-security-policy': `default-src 'none'; script-src ${own}; style-src ${own}; connect-src ${own}; img-src ${own}; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
  }

  app.get(
    '/v1/oembed',
    {
      schema: {
        summary: 'oEmbed: what a content system puts where the link to a consultation was pasted',
        querystring: oembedQuery,
        response: { 200: oembed, '4xx': problem, 501: problem },
      },
    },
    async (request, reply) => {
      const { url, maxwidth, maxheight, format } = request.query
      if (format === 'xml') throw new ProblemError('format-not-offered')
      const address = URL.canParse(url) ? new URL(url) : null
      const slug = address ? slugIn(address) : undefined
      if (!address || slug === undefined) throw new ProblemError('unknown-consultation')
      const asked = linkQuery.parse(Object.fromEntries(address.searchParams))
      const { consultation, publisher } = find(slug, asked.publisher)
      const embedding = embeddingOf(
        services,
        consultation,
        publisher,
        asked,
        wordsFor(consultation, publisher),
      )
      const width = Math.min(USUAL_WIDTH, maxwidth ?? USUAL_WIDTH)
      const needed = heightOf(embedding.layout, width)
      const height = Math.min(needed, maxheight ?? needed)
      reply.header('cache-control', `public, max-age=${CACHE_SECONDS}`)
      return {
        version: '1.0' as const,
        type: 'rich' as const,
        provider_name: 'Unisson',
        provider_url: publicUrl,
        title: (await textsIn(consultation, embedding.language)).question,
        html: frameTag(embedding, String(width), height),
        width,
        height,
        cache_age: CACHE_SECONDS,
      }
    },
  )

  app.get(
    '/c/:consultation/frame',
    { schema: { hide: true, params: embedParams, querystring: pageQuery } },
    async (request, reply) => {
      const { consultation, publisher } = find(request.params.consultation, request.query.publisher)
      const embedding = embeddingOf(
        services,
        consultation,
        publisher,
        request.query,
        wordsFor(consultation, publisher),
      )
      allowFrames(reply, publisher)
      const { question, language: written } = await textsIn(consultation, embedding.language)
      return (
        reply
          .type('text/html; charset=utf-8')
          // The page says around which article it stands.
          .header('cache-control', 'private, no-cache')
          .send(
            renderFrame({
              ...embedding,
              question,
              written,
              url: linkAddress(embedding),
              parentOrigin: originAround(request.headers.referer, publisher),
              articleUrl:
                articleAddress(request.headers.referer ?? '', publisher.origins, publisher.parameters) ?? '',
            }),
          )
      )
    },
  )

  app.get(
    '/c/:consultation/code.svg',
    { config: { isDownload: true }, schema: { hide: true, params: embedParams, querystring: pageQuery } },
    async (request, reply) => {
      const { consultation, publisher } = find(request.params.consultation, request.query.publisher)
      const link = linkAddress(
        embeddingOf(services, consultation, publisher, request.query, wordsFor(consultation, publisher)),
      )
      return reply
        .type('image/svg+xml')
        .headers({
          'cache-control': `public, max-age=${CACHE_SECONDS}`,
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
        })
        .send(drawnCode(link))
    },
  )
}
