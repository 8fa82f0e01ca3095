import { createHash } from 'node:crypto'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isHeld } from './if-none-match.ts'
import { problems } from './problems.ts'

const PREFIX = '/docs'

/** The document is the same for the life of the process, and takes milliseconds to be written. */
const documents = new WeakMap<FastifyInstance, { text: string; etag: string }>()

export const DOCUMENT = { schema: { hide: true }, config: { isDownload: true } } as const

/** Answers with the contract, written once. */
export function sendContract(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  let document = documents.get(app)
  if (!document) {
    const text = JSON.stringify(app.swagger())
    document = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
    documents.set(app, document)
  }
  reply.header('cache-control', 'public, max-age=300').header('etag', document.etag)
  if (isHeld(request, document.etag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').serializer(String).send(document.text)
}

/** Pages that show the contract and let one try it: an application of their own. */
async function openReference(app: FastifyInstance): Promise<FastifyInstance> {
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const reference = Fastify()
  await reference.register(problems)
  // The types know documents of OpenAPI 3.0 only; it is handed on as it is.
  const document = app.swagger() as never
  await reference.register(swagger, { mode: 'static', specification: { document } })
  await reference.register(swaggerUi, {
    routePrefix: PREFIX,
    staticCSP: true,
    // Over plain http, as on one's own machine, it would send the page's own files to https, where nobody answers.
    // Its icons are styled by a rule of the page itself, which the policy it comes with refuses.
    transformStaticCSP: (policy) =>
      policy
        .replace(' upgrade-insecure-requests;', '')
        .replace(/style-src [^;]*/, "style-src 'self' 'unsafe-inline'"),
    uiConfig: { docExpansion: 'list', deepLinking: true, persistAuthorization: false },
  })
  await reference.ready()
  return reference
}

/** The API's reference at `/docs`. It is loaded when somebody asks for it: that takes an eighth of a start, and few ask. */
export const reference = fastifyPlugin(
  async (app: FastifyInstance, { path }: { path: string }) => {
    let opened: Promise<FastifyInstance> | undefined
    const answer = async ({ raw }: FastifyRequest, reply: FastifyReply) => {
      opened ??= openReference(app).catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const { routing } = await opened
      reply.hijack()
      routing(raw, reply.raw)
    }
    // Its own addresses are relative behind the slash only.
    app.get(PREFIX, { schema: { hide: true } }, (_request, reply) => reply.redirect(`${path}${PREFIX}/`, 308))
    app.get(`${PREFIX}/json`, DOCUMENT, (request, reply) => sendContract(app, request, reply))
    app.get(`${PREFIX}/*`, DOCUMENT, answer)
    app.addHook('onClose', async () => {
      await (await opened)?.close()
    })
  },
  { name: 'reference', dependencies: ['@fastify/swagger'] },
)
