import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { dayIn } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { dailyReaderHash } from '../domain/pseudonyms.ts'
import type { SessionClaims } from '../domain/session-token.ts'
import type { Recorder } from '../ingest/recorder.ts'
import type { ArticleCatalogue } from '../state/article-catalogue.ts'
import type { DailySalts } from '../state/daily-salts.ts'
import type { Publisher } from '../state/directory.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { SessionEvent, SessionRequest } from '../wire/index.ts'
import { problem } from '../wire/problems.ts'
import { sessionAnswer, sessionRequest } from '../wire/sessions.ts'
import { type AccessOptions, checkOrigin, presenceOf } from './access.ts'

interface SessionOptions extends AccessOptions {
  recorder: Recorder
  salts: DailySalts
  articles: ArticleCatalogue
}

type Body = SessionRequest & { event: SessionEvent }

/** The claims of a page life that reports for the first time. Address and user agent go no further than here. */
async function beginSession(
  request: FastifyRequest,
  body: Body,
  publisher: Publisher,
  consultation: ConsultationRecord,
  { salts, articles, now }: SessionOptions,
): Promise<SessionClaims> {
  const isOwnPage = checkOrigin(request, publisher)
  const day = dayIn(publisher.timeZone, now())
  const claims = { publisherId: publisher.id, consultationId: consultation.id, day, reported: body.event }
  if (!isOwnPage) return { ...claims, articleId: null, reader: null }
  const salt = await salts.saltOf(publisher.id, day)
  const hash = dailyReaderHash(salt, publisher.id, request.ip, request.headers['user-agent'] ?? '')
  const articleId = body.article ? await articles.idOf(publisher, body.article, now()) : null
  return { ...claims, articleId, reader: hash.toString('base64url') }
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
      const publisher = directory.publisherByKey(body.publisher)
      if (!publisher) throw new ProblemError('unknown-publisher')
      checkOrigin(request, publisher)
      const consultation = directory.consultationBySlug(body.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const earlier = earlierClaims(body, publisher, consultation)
      const claims = earlier ?? (await beginSession(request, body, publisher, consultation, options))
      const presence = presenceOf(claims)
      if (presence) recorder.count(presence, body.event, newCounts(body.event, earlier?.reported))
      const reported = earlier && body.event === 'load' ? earlier.reported : body.event
      const { token, expiresAt } = tokens.issue({ ...claims, reported }, now())
      return { session: token, expiresAt: new Date(expiresAt).toISOString() }
    },
  )
}
