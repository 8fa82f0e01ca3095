import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { fieldProblemOf, ProblemError } from '../domain/problem-error.ts'
import { StaleError, UnavailableDatabaseError } from '../store/database.ts'
import type { FieldProblem, Problem } from '../wire/index.ts'
import { PROBLEMS, type ProblemCode } from '../wire/problems.ts'

const MEDIA_TYPE = 'application/problem+json; charset=utf-8'

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed-body',
  403: 'not-found', // An address that climbs out of the folder of the widget's files.
  404: 'not-found',
  413: 'body-too-large',
  414: 'not-found', // A name longer than any that there is.
  415: 'unsupported-media-type',
  429: 'too-many-requests',
}

/** SQLite's words for a disk that is full, read-only or failing, or a damaged file: the fault is not the request's. */
const UNWRITABLE = /^SQLITE_(?:FULL|READONLY|IOERR|CANTOPEN|BUSY|LOCKED|CORRUPT|NOTADB)/

/** Enough for a person; a small body with many faults must not make a large answer. */
const ERRORS_SHOWN = 20

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

function invalidFields(error: unknown): ProblemError | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined
  const errors = error.validation.flatMap(({ instancePath, keyword, message, params }): FieldProblem[] => {
    const path = instancePath === '/' ? '' : instancePath
    const unknown = (params as { keys?: string[] }).keys
    const found = fieldProblemOf({ ...params, code: keyword, message })
    return unknown
      ? unknown.map((name) => ({ pointer: `${path}/${escaped(name)}`, detail: 'is not known', ...found }))
      : [{ pointer: path, detail: message ?? 'is not valid', ...found }]
  })
  return new ProblemError('invalid-request', { errors: errors.slice(0, ERRORS_SHOWN) })
}

function codeOf({ code, statusCode = 500 }: FastifyError): ProblemCode | undefined {
  if (code === 'FST_ERR_BAD_URL') return 'invalid-request'
  if (code?.startsWith('FST_CSRF_')) return 'csrf-token'
  return BY_STATUS[statusCode] ?? (statusCode >= 400 && statusCode < 500 ? 'invalid-request' : undefined)
}

/** Nothing is wrong with the request: the database is away, or other processes were quicker each time. */
const isForLater = (error: FastifyError): boolean =>
  UNWRITABLE.test(error.code ?? '') ||
  error instanceof UnavailableDatabaseError ||
  error instanceof StaleError

function known(error: FastifyError): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (isForLater(error)) return new ProblemError('unavailable', { retryAfterSeconds: 5 })
  const code = codeOf(error)
  return invalidFields(error) ?? (code ? new ProblemError(code) : undefined)
}

const asBody = ({ code, status, facts: { retryAfterSeconds: _, ...visible } }: ProblemError): Problem => ({
  type: `/problems/${code}`,
  title: PROBLEMS[code].title,
  status,
  ...visible,
})

function send(reply: FastifyReply, problem: ProblemError): FastifyReply {
  const { retryAfterSeconds } = problem.facts
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(MEDIA_TYPE)
    .serializer(JSON.stringify)
    .send(asBody(problem))
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
      request.log.warn({ reqId: request.id, problem: problem.code, cause: error.code }, 'request refused')
    return send(reply, problem)
  }
  request.log.error({ reqId: request.id, err: error }, 'request failed')
  return send(reply, new ProblemError('internal'))
}

const BY_CLIENT_ERROR: Record<string, ProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
}

/** Answers bytes that are no request, or came too slowly, before any route saw them; the connection ends. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const problem = new ProblemError(BY_CLIENT_ERROR[error.code ?? ''] ?? 'invalid-request')
  const body = JSON.stringify(asBody(problem))
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Connection: close',
    'Cache-Control: no-store',
    `Content-Type: ${MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

/** Every error and every unknown address is answered as problem details (RFC 9457). */
export const problems = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.setErrorHandler(answerProblem)
    app.setNotFoundHandler((_request, reply) => send(reply, new ProblemError('not-found')))
  },
  { name: 'problems' },
)
