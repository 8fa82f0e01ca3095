import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { acceptedLanguage } from '../../pages/languages.ts'
import { renderProblemPage } from '../../pages/problem.ts'
import type { Problem } from '../../wire/index.ts'

const MEDIA_TYPES = ['application/problem+json', 'application/json', 'text/html']
const LEAST_PROBLEM = 400

const FORM = 'application/x-www-form-urlencoded'

/** True if it is a person who opened an address or sent a form: browsers ask for HTML first, programs do not. */
function wantsPage({ method, headers }: FastifyRequest): boolean {
  const isOpened = method === 'GET' || headers['content-type'] === FORM
  if (!isOpened || !headers.accept?.includes('text/html')) return false
  return negotiate(headers.accept, MEDIA_TYPES) === 'text/html'
}

const isProblem = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type')).startsWith('application/problem+json')

/** Refusals as a page for those who opened an address in a browser; programs and scripts get them as they are. */
export const readableProblems = fastifyPlugin(
  async (app: FastifyInstance, { path }: { path: string }) => {
    app.addHook('onSend', (request, reply, payload, done) => {
      if (reply.statusCode < LEAST_PROBLEM || typeof payload !== 'string') return done(null, payload)
      if (!isProblem(reply) || !wantsPage(request)) return done(null, payload)
      const language = acceptedLanguage(request.headers['accept-language'])
      const page = renderProblemPage(JSON.parse(payload) as Problem, language, path)
      reply.removeHeader('content-length')
      reply.type('text/html; charset=utf-8').headers({
        vary: 'accept, accept-language',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
        'x-content-type-options': 'nosniff',
      })
      done(null, page)
    })
  },
  { name: 'readable-problems' },
)
