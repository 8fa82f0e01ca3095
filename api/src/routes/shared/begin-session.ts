import type { FastifyRequest } from 'fastify'
import type { Publisher } from '../../cache/directory.ts'
import { dayIn } from '../../domain/days.ts'
import { deviceOf, type Judgement, judgeAudience } from '../../domain/engagement/audience.ts'
import type { Place } from '../../domain/engagement/place.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { readerNetworkOf } from '../../domain/readers/network.ts'
import { dailyReaderHash, dailyTrace } from '../../domain/readers/pseudonyms.ts'
import { type SessionClaims, sessionEnd } from '../../domain/readers/session-token.ts'
import { NONCE_BYTES } from '../../domain/readers/token-binding.ts'
import { normaliseText } from '../../domain/text/proposal-text.ts'
import { hourStart } from '../../domain/zones.ts'
import type { Services } from '../../services.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { PREVIEW_CHANNEL } from '../../wire/constants.ts'
import type { PageView, ReaderTokenOutcome, SessionEvent } from '../../wire/index.ts'
import {
  checkOrigin,
  foreignOrigin,
  originOf,
  presenceOf,
  type ReaderSession,
  readSession,
  senderOf,
  subscriberOf,
} from './reader-session.ts'

/** What a session is begun with. */
export type SessionServices = Pick<
  Services,
  | 'directory'
  | 'tokens'
  | 'bindings'
  | 'askedOrigins'
  | 'runtime'
  | 'recorder'
  | 'salts'
  | 'articles'
  | 'readerTokens'
  | 'networkTags'
>

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join() : value
}

/** Why a page says that it is not to be counted. Our own preview is nobody's reader. */
export const leaveOutOf = ({ leaveOut, channel }: PageView) =>
  channel === PREVIEW_CHANNEL ? 'newsroom' : leaveOut

/** Whether the page view counts. Refuses pages that are not the publisher's own, and counts that they asked. */
function judge(
  request: FastifyRequest,
  body: PageView,
  publisher: Publisher,
  services: SessionServices,
): Judgement {
  const { recorder, runtime } = services
  const origin = originOf(request, publisher, services)
  const judgement = judgeAudience(publisher.counting, {
    origin,
    leaveOut: leaveOutOf(body),
    userAgent: header(request, 'user-agent'),
    purpose: header(request, 'sec-purpose') ?? header(request, 'purpose') ?? header(request, 'x-moz'),
    globalPrivacyControl: header(request, 'sec-gpc'),
  })
  const { reason } = judgement
  const isPreview = body.channel === PREVIEW_CHANNEL && origin !== 'foreign'
  if (reason && !isPreview) {
    const hour = hourStart(publisher.timeZone, runtime.now())
    recorder.leaveOut({ publisherId: publisher.id, hour, reason })
  }
  if (request.selfTest) Object.assign(request.selfTest, { extent: judgement.extent, leftOut: reason })
  if (origin === 'foreign') throw foreignOrigin(request, publisher)
  return judgement
}

/** The article as its page describes it. A frame knows the article's address, but not its title. */
function articleOf(
  request: FastifyRequest,
  { article }: PageView,
  { origins }: Publisher,
): PageView['article'] {
  const isFrame = article !== undefined && !origins.has(request.headers.origin ?? '')
  return isFrame ? { url: article.url } : article
}

/** A page of the publisher names an article elsewhere: it counts without one, and editors can see which host it was. */
function noteForeignArticle(
  url: string,
  publisher: Publisher,
  { askedOrigins, runtime }: SessionServices,
): void {
  const { origin } = new URL(url)
  if (publisher.origins.has(origin)) return
  const day = dayIn(publisher.timeZone, runtime.now())
  askedOrigins.note({ publisherId: publisher.id, day, origin, role: 'article' }, runtime.now())
}

/** The claims of a page view that reports for the first time. Address and user agent go no further than here. */
export async function beginSession(
  request: FastifyRequest,
  body: PageView,
  publisher: Publisher,
  consultation: ConsultationRecord,
  services: SessionServices,
): Promise<SessionClaims> {
  const { salts, articles, networkTags, bindings, runtime } = services
  const { extent } = judge(request, body, publisher, services)
  const userAgent = header(request, 'user-agent') ?? ''
  const day = dayIn(publisher.timeZone, runtime.now())
  const place: Place = {
    publisherId: publisher.id,
    consultationId: consultation.id,
    articleId: null,
    channel: null,
    section: null,
    device: deviceOf(userAgent, header(request, 'sec-ch-ua-mobile')),
    language: body.language ?? consultation.language,
  }
  const claims: SessionClaims = {
    place,
    extent,
    day,
    reader: null,
    viewedAt: null,
    reported: body.event,
    binding: bindings.bind(senderOf(request), runtime.bytes(NONCE_BYTES)),
    expiresAt: sessionEnd(runtime.now()),
    ...(body.test === undefined ? {} : { test: body.test }),
  }
  if (extent === 'nothing') return claims
  if (body.channel) place.channel = normaliseText(body.channel.toWellFormed()) || null
  if (extent === 'all') {
    const salt = await salts.saltOf(publisher.id, day)
    claims.reader = dailyReaderHash(salt, publisher.id, request.ip, userAgent).toString('base64url')
    claims.trace = dailyTrace(salt, publisher.id, readerNetworkOf(request.ip), userAgent)
  }
  const described = place.channel ? undefined : articleOf(request, body, publisher)
  const network = networkTags.tagOf(readerNetworkOf(request.ip))
  const article = described ? await articles.find(publisher, described, runtime.now(), network) : null
  if (described && !article) noteForeignArticle(described.url, publisher, services)
  if (request.selfTest && article) request.selfTest.article = described?.url ?? null
  place.articleId = article?.id ?? null
  place.section = article?.section ?? null
  return claims
}

/**
 * The claims with the subscriber for whom the publisher vouches, by the token that came with them; of another one, or none,
 * the reader is nobody's subscriber. A bad token never stops anything.
 */
export async function vouchedClaims(
  request: FastifyRequest,
  claims: SessionClaims,
  { readerToken }: PageView,
  publisher: Publisher,
  consultation: ConsultationRecord,
  { readerTokens }: Pick<Services, 'readerTokens'>,
): Promise<{ claims: SessionClaims; readerToken?: ReaderTokenOutcome }> {
  const { subscriber, ...others } = claims
  if (!readerToken) return { claims: others }
  const { outcome, mark } = await readerTokens.markOf(readerToken, publisher, consultation, subscriber)
  if (request.selfTest) request.selfTest.readerToken = outcome
  return { claims: mark === undefined ? others : { ...others, subscriber: mark }, readerToken: outcome }
}

/** What a page view reports now that it has not reported before. */
function newCounts(
  event: SessionEvent,
  reported: SessionEvent | undefined,
): { loads: number; views: number } {
  const isFirstView = event !== 'load' && (reported === undefined || reported === 'load')
  return { loads: reported === undefined ? 1 : 0, views: isFirstView ? 1 : 0 }
}

/** Counts what the page view reports that it has not reported before. */
export function countReport(
  { claims, publisher }: Pick<ReaderSession, 'claims' | 'publisher'>,
  event: SessionEvent,
  before: SessionEvent | undefined,
  { recorder, runtime }: Pick<Services, 'recorder' | 'runtime'>,
): void {
  // Of some page views the load alone counts, without a reader: the claims themselves earn nothing more.
  const isAnonymousLoad = claims.extent === 'load' && before === undefined
  const counted: SessionClaims = isAnonymousLoad ? { ...claims, extent: 'acts' } : claims
  const presence = presenceOf(counted, publisher, runtime.now())
  if (!presence) return
  const isLoad = isAnonymousLoad || event === 'load'
  recorder.count(presence, isLoad ? 'load' : event, newCounts(isLoad ? 'load' : event, before))
}

/** The token that carries the claims on, with what was reported in them. */
export function issueToken(
  claims: SessionClaims,
  reported: SessionEvent,
  { tokens, runtime }: Pick<Services, 'tokens' | 'runtime'>,
): string {
  const viewedAt = claims.viewedAt ?? (reported === 'load' ? null : runtime.now())
  return tokens.issue({ ...claims, viewedAt, reported })
}

/** The session of a write. */
export interface WriteSession extends ReaderSession {
  /** The token that it came with; undefined where it began the session. */
  token: string | undefined
  /** Counts the page view that the write began, and gives its token; nothing where it came with one. */
  count(): { session?: string }
}

const KNOWN_ALREADY = () => ({})

/**
 * The session that a write shows by its token, or begins by the page view in `visit`, judged as POST /v1/sessions does. Count it
 * once the write is accepted. Throws the problem that prevents it.
 */
export async function sessionForWrite(
  request: FastifyRequest,
  { session, visit }: { session?: string | undefined; visit?: PageView | undefined },
  services: SessionServices,
): Promise<WriteSession> {
  const { directory, tokens, runtime } = services
  const hasToken =
    session !== undefined && (visit === undefined || tokens.read(session, runtime.now()) !== null)
  if (hasToken || visit === undefined)
    return { ...readSession(request, session ?? '', services), token: session, count: KNOWN_ALREADY }
  if (visit.test !== undefined) request.selfTest = { code: visit.test }
  const publisher = directory.publisherByKey(visit.publisher)
  if (!publisher) throw new ProblemError('unknown-publisher')
  if (request.selfTest) request.selfTest.publisherId = publisher.id
  const consultation = directory.consultationBySlug(visit.consultation)
  if (!consultation) {
    checkOrigin(request, publisher, services)
    throw new ProblemError('unknown-consultation')
  }
  const anonymous = await beginSession(request, visit, publisher, consultation, services)
  const { claims } = await vouchedClaims(request, anonymous, visit, publisher, consultation, services)
  const presence = presenceOf(claims, publisher, runtime.now())
  const begun = { claims, publisher, consultation, presence, subscriber: subscriberOf(claims, publisher) }
  return {
    ...begun,
    token: undefined,
    count() {
      countReport(begun, visit.event, undefined, services)
      return { session: issueToken(claims, visit.event, services) }
    },
  }
}
