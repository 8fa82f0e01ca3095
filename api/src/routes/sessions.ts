import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { deviceOf, type Judgement, judgeAudience } from '../domain/audience.ts'
import { dayIn } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { dailyReaderHash } from '../domain/pseudonyms.ts'
import type { SessionClaims } from '../domain/session-token.ts'
import { hourStart } from '../domain/zones.ts'
import type { Recorder } from '../ingest/recorder.ts'
import type { ArticleCatalogue } from '../state/article-catalogue.ts'
import type { DailySalts } from '../state/daily-salts.ts'
import type { Publisher } from '../state/directory.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import { PREVIEW_CHANNEL } from '../wire/constants.ts'
import type { SessionEvent, SessionRequest } from '../wire/index.ts'
import { problem } from '../wire/problems.ts'
import { sessionAnswer, sessionRequest } from '../wire/sessions.ts'
import { type AccessOptions, checkOrigin, originOf, presenceOf } from './access.ts'

interface SessionOptions extends AccessOptions {
  recorder: Recorder
  salts: DailySalts
  articles: ArticleCatalogue
}

type Body = SessionRequest & { event: SessionEvent }

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join() : value
}

/** Why a page says that it is not to be counted. Our own preview is nobody's reader. */
const leaveOutOf = ({ leaveOut, channel }: Body) => (channel === PREVIEW_CHANNEL ? 'newsroom' : leaveOut)

/** Whether the page life counts. Refuses pages that are not the publisher's own, and counts that they asked. */
function judge(
  request: FastifyRequest,
  body: Body,
  publisher: Publisher,
  { recorder, now }: SessionOptions,
): Judgement {
  const origin = originOf(request, publisher)
  const judgement = judgeAudience(publisher.counting, {
    origin,
    leaveOut: leaveOutOf(body),
    userAgent: header(request, 'user-agent'),
    purpose: header(request, 'sec-purpose') ?? header(request, 'purpose') ?? header(request, 'x-moz'),
    globalPrivacyControl: header(request, 'sec-gpc'),
  })
  const { reason } = judgement
  if (reason) {
    const hour = hourStart(publisher.timeZone, now())
    recorder.leaveOut({ publisherId: publisher.id, hour, reason })
  }
  if (request.selfTest) Object.assign(request.selfTest, { extent: judgement.extent, leftOut: reason })
  if (origin === 'foreign') throw new ProblemError('foreign-origin')
  return judgement
}

/** The article as its page describes it. A frame of ours knows where it stands, but not how the article is called. */
function articleOf(request: FastifyRequest, { article }: Body, { origins }: Publisher): Body['article'] {
  const isFrame = article !== undefined && !origins.has(request.headers.origin ?? '')
  return isFrame ? { url: article.url } : article
}

/** The claims of a page life that reports for the first time. Address and user agent go no further than here. */
async function beginSession(
  request: FastifyRequest,
  body: Body,
  publisher: Publisher,
  consultation: ConsultationRecord,
  options: SessionOptions,
): Promise<SessionClaims> {
  const { salts, articles, now } = options
  const { extent } = judge(request, body, publisher, options)
  const userAgent = header(request, 'user-agent') ?? ''
  const day = dayIn(publisher.timeZone, now())
  const claims: SessionClaims = {
    publisherId: publisher.id,
    consultationId: consultation.id,
    articleId: null,
    channel: null,
    section: null,
    device: deviceOf(userAgent, header(request, 'sec-ch-ua-mobile')),
    language: body.language ?? consultation.language,
    extent,
    day,
    reader: null,
    viewedAt: null,
    reported: body.event,
    ...(body.test === undefined ? {} : { test: body.test }),
  }
  if (extent === 'nothing') return claims
  if (body.channel) claims.channel = normaliseText(body.channel.toWellFormed()) || null
  const described = claims.channel ? undefined : articleOf(request, body, publisher)
  const article = described ? await articles.find(publisher, described, now()) : null
  if (request.selfTest && article) request.selfTest.article = described?.url ?? null
  claims.articleId = article?.id ?? null
  claims.section = article?.section ?? null
  if (extent !== 'all') return claims
  const salt = await salts.saltOf(publisher.id, day)
  claims.reader = dailyReaderHash(salt, publisher.id, request.ip, userAgent).toString('base64url')
  return claims
}

/** What a page life reports now that it has not reported before. */
function newCounts(
  event: SessionEvent,
  reported: SessionEvent | undefined,
): { loads: number; views: number } {
  const isFirstView = event !== 'load' && (reported === undefined || reported === 'load')
  return { loads: reported === undefined ? 1 : 0, views: isFirstView ? 1 : 0 }
}

export const sessionRoutes: FastifyPluginAsyncZod<SessionOptions> = async (app, options) => {
  const { directory, tokens, recorder, now } = options

  function earlierClaims(
    body: Body,
    publisher: Publisher,
    consultation: ConsultationRecord,
  ): SessionClaims | undefined {
    const claims = body.session === undefined ? null : tokens.read(body.session, now())
    const isSame = claims?.publisherId === publisher.id && claims.consultationId === consultation.id
    return claims && isSame ? claims : undefined
  }

  /**
   * The claims of a page life that goes on. The loader, which reports pages that are left early, cannot tell whose they
   * are: where the widget says it later, nothing counts from then on.
   */
  function heardAgain(request: FastifyRequest, claims: SessionClaims, publisher: Publisher): SessionClaims {
    const leaveOut = leaveOutOf(request.body as Body)
    if (!leaveOut || claims.extent === 'nothing' || claims.extent === 'load') return claims
    const reason = leaveOut === 'automated' ? 'bots' : 'newsroom'
    recorder.leaveOut({ publisherId: publisher.id, hour: hourStart(publisher.timeZone, now()), reason })
    if (request.selfTest) Object.assign(request.selfTest, { extent: 'nothing', leftOut: reason })
    return { ...claims, extent: 'nothing', reader: null }
  }

  /** Counts what the page life reports that it has not reported before. */
  function count(claims: SessionClaims, publisher: Publisher, event: SessionEvent, before?: SessionEvent) {
    // Of some page lives the load alone counts, without a reader: the claims themselves earn nothing more.
    const isAnonymousLoad = claims.extent === 'load' && before === undefined
    const counted: SessionClaims = isAnonymousLoad ? { ...claims, extent: 'acts' } : claims
    const presence = presenceOf(counted, publisher, now())
    if (!presence) return
    const isLoad = isAnonymousLoad || event === 'load'
    recorder.count(presence, isLoad ? 'load' : event, newCounts(isLoad ? 'load' : event, before))
  }

  app.post(
    '/v1/sessions',
    {
      schema: {
        tags: ['widget'],
        summary: 'Records a load, a view or a finished sequence; gives the token that votes need',
        body: sessionRequest,
        response: { 200: sessionAnswer, '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { body } = request
      if (body.test !== undefined) request.selfTest = { code: body.test, step: body.event }
      const publisher = directory.publisherByKey(body.publisher)
      if (!publisher) throw new ProblemError('unknown-publisher')
      const consultation = directory.consultationBySlug(body.consultation)
      const earlier = consultation && earlierClaims(body, publisher, consultation)
      // A page is judged once in its life, but its origin each time.
      if (earlier || !consultation) checkOrigin(request, publisher)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const claims = earlier
        ? heardAgain(request, earlier, publisher)
        : await beginSession(request, body, publisher, consultation, options)
      count(claims, publisher, body.event, earlier?.reported)
      const reported = earlier && body.event === 'load' ? earlier.reported : body.event
      const viewedAt = claims.viewedAt ?? (reported === 'load' ? null : now())
      const { token, expiresAt } = tokens.issue({ ...claims, viewedAt, reported }, now())
      return { session: token, expiresAt: new Date(expiresAt).toISOString() }
    },
  )
}
