import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { ProblemError } from '../domain/problem-error.ts'
import type { Problem } from '../wire/index.ts'
import { PROBLEMS, type ProblemCode } from '../wire/problems.ts'

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed-body',
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
}

/** SQLite's words for a disk that is full, read-only or failing: the fault is not the request's. */
const UNWRITABLE = /^SQLITE_(?:FULL|READONLY|IOERR|CANTOPEN|BUSY|LOCKED)/

function invalidFields(error: unknown): ProblemError | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined
  const errors = error.validation.map((issue) => ({
    pointer: issue.instancePath || '/',
    detail: issue.message ?? 'is not valid',
  }))
  return new ProblemError('invalid-request', { errors })
}

function known(error: FastifyError): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (UNWRITABLE.test(error.code ?? '')) return new ProblemError('unavailable', { retryAfterSeconds: 5 })
  const code = BY_STATUS[error.statusCode ?? 500]
  return invalidFields(error) ?? (code ? new ProblemError(code) : undefined)
}

function send(reply: FastifyReply, { code, status, facts }: ProblemError): FastifyReply {
  const { retryAfterSeconds, ...visible } = facts
  const body: Problem = { type: `/problems/${code}`, title: PROBLEMS[code].title, status, ...visible }
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(body)
}

/** Answers any error as a problem. What is not known is logged and answered without a word of its inside. */
export function answerProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = known(error)
  if (problem) {
    if (problem.status >= 500)
      request.log.warn({ problem: problem.code, cause: error.code }, 'request refused')
    return send(reply, problem)
  }
  request.log.error({ err: error }, 'request failed')
  return send(reply, new ProblemError('internal'))
}

/** Every error and every unknown address is answered as problem details (RFC 9457). */
export const problems = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.setErrorHandler(answerProblem)
    app.setNotFoundHandler((_request, reply) => send(reply, new ProblemError('not-found')))
  },
  { name: 'problems' },
)
