import type { FastifyRequest } from 'fastify'
import type { Publisher } from '../../cache/directory.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import type { SessionClaims } from '../../domain/readers/session-token.ts'
import { NONCE_BYTES } from '../../domain/readers/token-binding.ts'
import { hourStart } from '../../domain/zones.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import type { SessionRequest } from '../../wire/index.ts'
import { problem } from '../../wire/problems.ts'
import { sessionAnswer, sessionRequest } from '../../wire/sessions.ts'
import { beginSession, countReport, issueToken, leaveOutOf, vouchedClaims } from '../shared/begin-session.ts'
import { checkOrigin, senderOf } from '../shared/reader-session.ts'
import type { Routes } from '../shared/routes.ts'

/** `POST /v1/sessions`: begins a session or goes on with one, and counts loads, views and finishes. */
export const sessionRoutes: Routes = async (app, { services }) => {
  const { directory, tokens, bindings, recorder, runtime } = services

  function earlierClaims(
    body: SessionRequest,
    publisher: Publisher,
    consultation: ConsultationRecord,
  ): SessionClaims | undefined {
    const claims = body.session === undefined ? null : tokens.read(body.session, runtime.now())
    const isSame =
      claims?.place.publisherId === publisher.id && claims.place.consultationId === consultation.id
    return claims && isSame ? claims : undefined
  }

  /** A page view goes on from another network, as phones do, or in another browser; not from both at once. */
  function bound(request: FastifyRequest, claims: SessionClaims): SessionClaims {
    const sender = senderOf(request)
    if (bindings.hasMoved(claims.binding, sender)) return claims
    return { ...claims, binding: bindings.bind(sender, runtime.bytes(NONCE_BYTES)) }
  }

  /**
   * The claims of a page view that goes on. The loader, which reports pages that are left early, cannot tell whose they
   * are: where the widget says it later, nothing counts from then on.
   */
  function heardAgain(request: FastifyRequest, claims: SessionClaims, publisher: Publisher): SessionClaims {
    const leaveOut = leaveOutOf(request.body as SessionRequest)
    if (!leaveOut || claims.extent === 'nothing' || claims.extent === 'load') return claims
    const reason = leaveOut === 'automated' ? 'bots' : 'newsroom'
    recorder.leaveOut({
      publisherId: publisher.id,
      hour: hourStart(publisher.timeZone, runtime.now()),
      reason,
    })
    if (request.selfTest) Object.assign(request.selfTest, { extent: 'nothing', leftOut: reason })
    const { trace: _, ...others } = claims
    return { ...others, extent: 'nothing', reader: null }
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
      if (request.selfTest) request.selfTest.publisherId = publisher.id
      const consultation = directory.consultationBySlug(body.consultation)
      const earlier = consultation && earlierClaims(body, publisher, consultation)
      // A page is judged once in its life, but its origin each time.
      if (earlier || !consultation) checkOrigin(request, publisher, services)
      if (!consultation) throw new ProblemError('unknown-consultation')
      const heard = earlier
        ? bound(request, heardAgain(request, earlier, publisher))
        : await beginSession(request, body, publisher, consultation, services)
      const { claims, ...told } = await vouchedClaims(request, heard, body, publisher, consultation, services)
      countReport({ claims, publisher }, body.event, earlier?.reported, services)
      const reported = earlier && body.event === 'load' ? earlier.reported : body.event
      const session = issueToken(claims, reported, services)
      return { session, expiresAt: new Date(claims.expiresAt).toISOString(), ...told }
    },
  )
}
