import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import type { FastifyRequest } from 'fastify'
import { phaseAt, takesVotes } from '../../domain/consultations/phases.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { addressFor } from '../../pages/reader-context.ts'
import type { ConsultationRecord } from '../../store/consultations.ts'
import { OWN_PUBLISHER_KEY } from '../../wire/constants.ts'
import { embedParams } from '../../wire/consultations.ts'
import { voteForm, votePageQuery } from '../../wire/vote-form.ts'
import type { Routes } from '../shared/routes.ts'
import { voteFormSteps } from '../shared/vote-form-steps.ts'

/**
 * Browsers without scripts may send no Origin with a form, but the page on which it stands: the same word of the same
 * program.
 */
function withOrigin(request: FastifyRequest): void {
  const { origin, referer } = request.headers
  if (origin === undefined && referer !== undefined && URL.canParse(referer))
    request.headers.origin = new URL(referer).origin
}

/** What the link or the form carries of its reader. */
type Asked = Partial<Record<'publisher' | 'channel' | 'proposal' | 'lang', string | undefined>>

const FORGETTING: readonly string[] = ['forget', 'erase']

/** Voting by plain forms: text browsers, old ones, and readers who switch scripts off. No cookie: the form carries all. */
export const votePage: Routes = async (app, { services }) => {
  const { directory, runtime } = services
  const steps = voteFormSteps(services)
  await app.register(formbody)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Without it a form would come from "null", and nobody could tell it from one of another site.
    referrerPolicy: { policy: 'same-origin' },
  })

  function find(slug: string): ConsultationRecord {
    const consultation = directory.consultationBySlug(slug)
    if (!consultation) throw new ProblemError('unknown-consultation')
    return consultation
  }

  /** The consultation's own page, for who came to vote too early or too late. */
  function pageFor({ publisher, channel = '', proposal = '', lang = '' }: Asked, record: ConsultationRecord) {
    const publisherKey = directory.referrer(publisher)?.publicKey ?? OWN_PUBLISHER_KEY
    const isTold = record.otherLanguages.length > 0
    return addressFor({ publisherKey, channel, proposal, lang: isTold ? lang : '' }, `../${record.slug}`)
  }

  app.get(
    '/c/:consultation/vote',
    { schema: { hide: true, params: embedParams, querystring: votePageQuery } },
    async (request, reply) => {
      const record = find(request.params.consultation)
      if (!takesVotes(phaseAt(record, runtime.now())))
        return reply.redirect(pageFor(request.query, record), 303)
      const page = await steps.open(record, request.query, request.headers['accept-language'])
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)
    },
  )

  app.post(
    '/c/:consultation/vote',
    { schema: { hide: true, params: embedParams, body: voteForm } },
    async (request, reply) => {
      const record = find(request.params.consultation)
      const { step } = request.body
      // Who has the page open still may be forgotten when votes are closed.
      const isPossible = FORGETTING.includes(step) || takesVotes(phaseAt(record, runtime.now()))
      if (!isPossible) return reply.redirect(pageFor(request.body, record), 303)
      withOrigin(request)
      const page = await steps.submit(request, request.body, record)
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)
    },
  )
}
