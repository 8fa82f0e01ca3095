import type { FastifyRequest } from 'fastify'
import type { Publisher } from '../../cache/directory.ts'
import { judgeOrigin, type Origin } from '../../domain/articles/origins.ts'
import { dayIn } from '../../domain/days.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { networkOf } from '../../domain/readers/network.ts'
import type { SessionClaims } from '../../domain/readers/session-token.ts'
import type { Sender } from '../../domain/readers/token-binding.ts'
import { countedHour } from '../../domain/zones.ts'
import type { Presence } from '../../ingest/commit-queue.ts'
import type { Services } from '../../services.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'

/** What a session token says, looked up: who asks, and where. */
export interface ReaderSession {
  claims: SessionClaims
  publisher: Publisher
  consultation: ConsultationRecord
  presence: Presence | null
  /** The mark of the subscriber for whom the publisher vouches; null: it vouches for nobody. */
  subscriber: string | null
}

/** Where a request comes from: its network and its browser. */
export const senderOf = ({ ip, headers }: FastifyRequest): Sender => ({
  network: networkOf(ip),
  userAgent: headers['user-agent'] ?? '',
})

/**
 * What the Origin header says of the page that asks; which foreign ones do, editors can see. Refuses a publisher that is
 * switched off.
 */
export function originOf(
  request: FastifyRequest,
  publisher: Publisher,
  { askedOrigins, runtime }: Pick<Services, 'askedOrigins' | 'runtime'>,
): Origin {
  if (!publisher.enabled) throw new ProblemError('publisher-disabled')
  const origin = judgeOrigin(request.headers.origin, publisher.accepted)
  if (origin === 'foreign') {
    const day = dayIn(publisher.timeZone, runtime.now())
    const asked = {
      publisherId: publisher.id,
      day,
      origin: request.headers.origin ?? '',
      role: 'page' as const,
    }
    askedOrigins.note(asked, runtime.now())
  }
  return origin
}

/** Longer than any host's name; what is cut is no origin of a page. */
const SHOWN_ORIGIN = 300

/** The refusal of a foreign page, for the webmaster who opens the developer tools. */
export const foreignOrigin = ({ headers }: FastifyRequest, { name }: Publisher): ProblemError =>
  new ProblemError('foreign-origin', {
    detail: `${headers.origin?.slice(0, SHOWN_ORIGIN)} is not an origin of ${name}. Add it in the console: “Publishers”, “${name}”, “Origins of its pages”`,
  })

/** Refuses pages that are not the publisher's own. */
export function checkOrigin(
  request: FastifyRequest,
  publisher: Publisher,
  options: Pick<Services, 'askedOrigins' | 'runtime'>,
): void {
  if (originOf(request, publisher, options) === 'foreign') throw foreignOrigin(request, publisher)
}

/** Place, time and reader for which the holder of a session counts. */
export function presenceOf(claims: SessionClaims, { timeZone }: Publisher, now: number): Presence | null {
  const { place, extent, day, reader, trace, viewedAt } = claims
  if (extent === 'nothing' || extent === 'load') return null
  return {
    place,
    day,
    reader,
    ...(trace === undefined ? {} : { trace }),
    hour: countedHour(timeZone, day, now),
    secondsSinceView: viewedAt === null ? null : (now - viewedAt) / 1000,
  }
}

/** The subscriber of a session, as long as its publisher vouches for any. */
export const subscriberOf = (
  { subscriber }: SessionClaims,
  { readerKeys }: Pick<Publisher, 'readerKeys'>,
): string | null => (readerKeys && subscriber) ?? null

/** Reads the session that a write comes with. Throws the problem that stands in its way. */
export function readSession(
  request: FastifyRequest,
  token: string,
  services: Pick<Services, 'directory' | 'tokens' | 'askedOrigins' | 'runtime'>,
): ReaderSession {
  const { directory, tokens, runtime } = services
  const claims = tokens.read(token, runtime.now())
  if (!claims) throw new ProblemError('invalid-session')
  if (claims.test !== undefined)
    request.selfTest = { code: claims.test, extent: claims.extent, publisherId: claims.place.publisherId }
  const publisher = directory.publisherById(claims.place.publisherId)
  const consultation = directory.consultationById(claims.place.consultationId)
  // Deleted since the token was made: a new session will say which of the two it is.
  if (!publisher || !consultation) throw new ProblemError('invalid-session')
  checkOrigin(request, publisher, services)
  const presence = presenceOf(claims, publisher, runtime.now())
  return { claims, publisher, consultation, presence, subscriber: subscriberOf(claims, publisher) }
}
