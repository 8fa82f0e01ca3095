import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyReply } from 'fastify'
import type { Publisher } from '../../cache/directory.ts'
import type { EncodedPayload } from '../../cache/embed-payload.ts'
import { widgetWords } from '../../domain/consultations/own-words.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { wantedLanguage } from '../../pages/consultation-language.ts'
import { ORIGINS_HEADER } from '../../wire/constants.ts'
import { embedParams, embedPayload, embedQuery } from '../../wire/consultations.ts'
import type { Routes } from '../shared/routes.ts'

const ENCODINGS = ['br', 'gzip', 'identity']
const isCompressed = (name: string | null): name is 'br' | 'gzip' => name === 'br' || name === 'gzip'

/**
 * Sends a payload, compressed with what the client takes; brotli if it has the choice. It is kept as bytes that were made from
 * the wire types: nothing is left for a serialiser to do.
 */
function sendEncoded(
  reply: FastifyReply,
  payload: EncodedPayload,
  accepted: string | undefined,
): FastifyReply {
  const name = negotiate(accepted ?? 'identity', ENCODINGS)
  if (isCompressed(name)) reply.header('content-encoding', name)
  return reply
    .header('cache-control', 'public, max-age=5, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400')
    .header('vary', 'accept-encoding')
    .type('application/json; charset=utf-8')
    .send(isCompressed(name) ? payload[name] : payload.identity)
}

/** A longer header is refused by proxies; then the widget learns of a refusal from its first request. */
const LONGEST_HEADER = 4000

/**
 * From where the publisher's widgets may vote, so that a widget knows at once whether it may. The same for all readers; the
 * rules of our frames tell it as well.
 */
function originsOf({ accepted }: Publisher): string {
  const all = [...accepted].join(' ')
  return all.length > LONGEST_HEADER ? '' : all
}

/** `/v1/embed/:consultation`: texts, phase and the first draw. */
export const widgetPayloadRoutes: Routes = async (app, { services }) => {
  const { directory, draws, languageDetector } = services
  app.get(
    '/v1/embed/:consultation',
    {
      schema: {
        tags: ['widget'],
        summary: 'All that the widget needs, in one answer',
        params: embedParams,
        querystring: embedQuery,
        response: { 200: embedPayload },
      },
    },
    async (request, reply) => {
      const publisher = directory.publisherByKey(request.query.publisher)
      if (!publisher) throw new ProblemError('unknown-publisher')
      // With a refusal too: on their own pages publishers are told why.
      reply.header(ORIGINS_HEADER, originsOf(publisher))
      if (!publisher.enabled) throw new ProblemError('publisher-disabled')
      const consultation = directory.consultationBySlug(request.params.consultation)
      if (!consultation) throw new ProblemError('unknown-consultation')
      // Who reads this may propose next.
      if (consultation.otherLanguages.length > 0) languageDetector.warm()
      const payload = await draws.payload(consultation, request.query.draw, {
        words: widgetWords(directory.wordsFor(consultation.id, publisher.id)),
        language: wantedLanguage(consultation, request.query.lang),
        asked: request.query.proposal,
      })
      if (!payload) throw new ProblemError('not-found', { detail: 'There is no such draw' })
      return sendEncoded(reply, payload, request.headers['accept-encoding'])
    },
  )
}
