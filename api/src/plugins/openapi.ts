import swagger, { type StaticDocumentSpec } from '@fastify/swagger'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { etagOf, isHeld } from '../domain/etags.ts'
import { problems } from './problems.ts'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>

/**
 * What checks requests against the schemas of the wire, and, for tests, answers as well. Named before the start, not set
 * after it, so that Fastify does not read its own: that takes a fifteenth of a start.
 */
export function schemaCompilers(checkAnswers: boolean): Compilers {
  const factories = {
    buildValidator: () => validatorCompiler,
    // Checking each answer against its schema costs a vote a tenth of its time; types say the same, and tests check.
    buildSerializer: () => (checkAnswers ? serializerCompiler : () => JSON.stringify),
  }
  // Fastify's types know only compilers of JSON Schema here.
  return factories as unknown as Compilers
}

const PREFIX = '/docs'

/** The document is the same for the life of the process, and takes milliseconds to be written. */
const documents = new WeakMap<FastifyInstance, { text: string; etag: string }>()

const DOCUMENT = { schema: { hide: true }, config: { isDownload: true } } as const

/** Answers with the contract, written once. */
function sendContract(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  let document = documents.get(app)
  if (!document) {
    const text = JSON.stringify(app.swagger())
    document = { text, etag: etagOf(text) }
    documents.set(app, document)
  }
  reply.header('cache-control', 'public, max-age=300').header('etag', document.etag)
  if (isHeld(request.headers['if-none-match'], document.etag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').serializer(String).send(document.text)
}

/** Pages that show the contract and let one try it: an application of their own. */
async function openReference(app: FastifyInstance): Promise<FastifyInstance> {
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const reference = Fastify()
  await reference.register(problems)
  // Its types stop at OpenAPI 3.0; a document of 3.1 is handed on as it is.
  const document = app.swagger() as StaticDocumentSpec['document']
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
const reference = fastifyPlugin(
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

/** The contract, written from the schemas of the wire. Register before the routes. */
export const openapi = fastifyPlugin(
  async (app: FastifyInstance, { version, path }: { version: string; path: string }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Unisson',
          version,
          description:
            'Consultations inside news articles. Errors are problem details (RFC 9457); times are ISO 8601; ' +
            'rates are fractions. The widget sends its JSON as text/plain, so that browsers ask for no preflight; ' +
            'application/json is accepted too.',
        },
        servers: [{ url: path || '/' }],
        tags: [
          { name: 'widget', description: 'What the embedded widget asks and sends' },
          { name: 'public', description: 'Consultations, open to anyone' },
          { name: 'publisher', description: 'Engagement figures, with an API key' },
          { name: 'administration', description: 'The work of the team, with an administrator’s key' },
          { name: 'operation', description: 'Running the service' },
        ],
        components: {
          securitySchemes: {
            administratorKey: { type: 'http', scheme: 'bearer', description: 'Key of an administrator' },
            apiKey: { type: 'http', scheme: 'bearer', description: 'API key of a publisher' },
          },
        },
      },
      transform: jsonSchemaTransform,
    })
    await app.register(reference, { path })
    app.get('/openapi.json', DOCUMENT, (request, reply) => sendContract(app, request, reply))
  },
  { name: 'openapi' },
)
