import { negotiate } from '@fastify/accept-negotiator'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyRequest } from 'fastify'
import { ResultPages, type SentPage } from '../../cache/result-pages.ts'
import type { ShownThemes } from '../../cache/themes.ts'
import type { ConsultationTexts } from '../../domain/consultations/consultation-texts.ts'
import { phaseAt, showsResults } from '../../domain/consultations/phases.ts'
import { isHeld } from '../../domain/etags.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { ListQuery } from '../../domain/results/result-list.ts'
import { themeFigures } from '../../domain/themes/theme-figures.ts'
import { ASSETS_FOLDER } from '../../files.ts'
import { PROPOSALS_SHOWN, renderConsultationPage, writtenTexts } from '../../pages/consultation/page.ts'
import { languageOfPage, offered } from '../../pages/consultation-language.ts'
import { pictureWords } from '../../pages/pictures/picture.ts'
import { pictureTag } from '../../pages/pictures/pictures.ts'
import { addressFor, keptLanguage } from '../../pages/reader-context.ts'
import { acceptedProposal, pictureJob } from '../../pages/viewed-results.ts'
import { presentAction, presentConsultation, presentOpinionGroups } from '../../presenters/consultations.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { OWN_PUBLISHER_KEY } from '../../wire/constants.ts'
import { linkQuery, resultsQuery } from '../../wire/embedding.ts'
import { slug } from '../../wire/fields.ts'
import type { Routes } from '../shared/routes.ts'

const ENCODINGS = ['br', 'identity']

/** Where there is a choice of languages, it follows the browser. */
const VARIES = 'accept-encoding, accept-language'
/** Of what is said of a picture: what networks take. */
const LONGEST_WORDS = 400

/** What a reader asks of the list of all proposals; anything else is as if it were not there. */
function listQueryOf(query: unknown): ListQuery {
  const asked = resultsQuery.safeParse(query)
  const { q = '', zone, theme, sort = 'rank', page = 1 } = asked.success ? asked.data : {}
  return { words: q, zone: zone ?? null, theme: theme ?? null, sort, page }
}

function namesOf({ themes, themeOf }: ShownThemes): Map<string, string> {
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  return new Map([...themeOf].map(([proposal, theme]) => [proposal, names.get(theme) ?? '']))
}

/** The consultation's own page: where the link in the snippet leads without JavaScript. */
export const consultationPage: Routes = async (app, { services }) => {
  const { directory, draws, results, daySums, groups, shownThemes, store, translations, publicUrl, runtime } =
    services
  const pages = new ResultPages()
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
        formAction: ["'self'"],
      },
    },
  })
  await app.register(fastifyStatic, { root: ASSETS_FOLDER, prefix: '/assets/', maxAge: '1h' })
  /** The publisher that the link names, if any. */
  function referredBy(query: unknown): {
    publisherKey: string
    channel: string
    proposal: string | undefined
  } {
    const { publisher: key, channel = '', proposal } = linkQuery.parse(query)
    return { publisherKey: directory.referrer(key)?.publicKey ?? OWN_PUBLISHER_KEY, channel, proposal }
  }

  /** The picture that goes with a link to the page, in the newest state of what it shows. */
  async function pictureOfLink(
    record: ConsultationRecord,
    { publisherKey, proposal }: { publisherKey: string; proposal: string | undefined },
    language: string,
  ) {
    const lang = language === record.language ? undefined : language
    const view = proposal === undefined ? 'consensus' : 'proposal'
    const job = await pictureJob(record, { view, proposal, lang, publisher: publisherKey }, 'png', services)
    // Networks keep a picture by its address.
    const v = pictureTag(job).replace(/\W/g, '').slice(0, 8)
    // A channel is of no picture.
    const reader = { publisherKey, channel: '', proposal: proposal ?? '', lang: lang ?? '' }
    return {
      url: addressFor(reader, `${publicUrl}/c/${record.slug}/picture.png`, { v }),
      words: pictureWords(job.picture).slice(0, LONGEST_WORDS),
    }
  }

  const isPublished = (consultation: ConsultationRecord) => showsResults(phaseAt(consultation, runtime.now()))

  /** The consultation in the language of the reader, as far as it is translated; undefined: it has but one. */
  async function textsFor(consultation: ConsultationRecord, { query, headers }: FastifyRequest) {
    const known = await translations.of(consultation)
    const wanted = languageOfPage(consultation, linkQuery.parse(query).lang, headers['accept-language'])
    return { known, texts: known?.consultation(consultation, wanted) ?? consultation }
  }

  function hrefIn(request: FastifyRequest, language: string): string {
    const query = new URLSearchParams(request.url.split('?')[1])
    query.set('lang', language)
    return `?${query}`
  }

  /** What the page of any phase shows. */
  async function common(consultation: ConsultationRecord, texts: ConsultationTexts, request: FastifyRequest) {
    const { proposal, ...referred } = referredBy(request.query)
    const asked = proposal === undefined ? null : await acceptedProposal(consultation, proposal, services)
    const presented = {
      ...presentConsultation(consultation, publicUrl, runtime.now(), texts),
      ...offered(consultation, await translations.of(consultation)),
    }
    return {
      consultation: presented,
      reader: { ...referred, proposal: asked?.id ?? '', lang: keptLanguage(presented) },
      written: writtenTexts(consultation),
      hrefIn: (language: string) => hrefIn(request, language),
      partners: await store.partners.all(consultation.id),
      own: directory.wordsUnder(consultation.id, referred.publisherKey),
      asked: asked ? { id: asked.id, text: asked.text } : null,
      picture: await pictureOfLink(consultation, { ...referred, proposal: asked?.id }, texts.language),
      script: services.names.script,
      oembedUrl: `${publicUrl}/${services.names.api}/oembed?url=${encodeURIComponent(publicUrl + request.url)}`,
    }
  }

  async function openPage(consultation: ConsultationRecord, request: FastifyRequest): Promise<SentPage> {
    const { known, texts } = await textsFor(consultation, request)
    const accepted = await draws.accepted(consultation)
    const translated = known?.document(accepted.slice(0, PROPOSALS_SHOWN), texts.language)
    const content = {
      ...(await common(consultation, texts, request)),
      proposals: translated ? [...translated, ...accepted.slice(PROPOSALS_SHOWN)] : accepted,
      results: null,
      groups: null,
      actions: [],
    }
    return pages.send(renderConsultationPage(content))
  }

  async function resultsPage(consultation: ConsultationRecord, request: FastifyRequest): Promise<SentPage> {
    const { known, texts } = await textsFor(consultation, request)
    const { results: current, list, changedAt, etag, number } = await results.tagged(consultation)
    const [report, actionRecords, days, shared, themes] = await Promise.all([
      groups.report(consultation.id),
      store.actions.announced(consultation.id),
      daySums.of(consultation),
      common(consultation, texts, request),
      shownThemes.of(consultation.id),
    ])
    const query = listQueryOf(request.query)
    const actions = actionRecords.map(presentAction)
    const { settings } = consultation
    const key = JSON.stringify([
      etag,
      number,
      report?.computedAt,
      themes.revision,
      actions,
      days.reduce((sum, { votes }) => sum + votes, 0),
      shared,
      settings,
      query,
    ])
    return pages.get(key, () => {
      const content = {
        ...shared,
        proposals: [],
        results: {
          results: current,
          changedAt: new Date(changedAt).toISOString(),
          consensus: list.of(
            new Set([
              ...(shared.asked ? [shared.asked.id] : []),
              ...actions.flatMap(({ proposals }) => proposals.map(({ id }) => id)),
            ]),
          ),
          days,
          rankedFrom: settings.results.rankedFrom,
          list: list.page(
            query,
            themes.themeOf,
            ({ id, text }) => known?.find(id, text, texts.language)?.text,
          ),
          themes: themes.themes,
          figures: themeFigures(themes, list.each()).themes,
          themeNames: namesOf(themes),
          query,
        },
        groups: report ? presentOpinionGroups(report, list.texts()) : null,
        actions,
      }
      return renderConsultationPage(known?.document(content, texts.language) ?? content)
    })
  }

  app.get<{ Params: { consultation: string } }>(
    '/c/:consultation',
    { schema: { hide: true } },
    async (request, reply) => {
      const name = slug.safeParse(request.params.consultation)
      const consultation = name.success ? directory.consultationBySlug(name.data) : undefined
      if (!consultation) throw new ProblemError('unknown-consultation')
      const page = isPublished(consultation)
        ? await resultsPage(consultation, request)
        : await openPage(consultation, request)
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('vary', consultation.otherLanguages.length > 0 ? VARIES : 'accept-encoding')
        .header('etag', page.etag)
      if (isHeld(request.headers['if-none-match'], page.etag)) return reply.code(304).send()
      const takesBrotli = negotiate(request.headers['accept-encoding'] ?? 'identity', ENCODINGS) === 'br'
      if (takesBrotli) reply.header('content-encoding', 'br')
      return reply.send(takesBrotli ? page.br : page.html)
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
