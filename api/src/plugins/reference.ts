import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { problems } from './problems.ts'

const PREFIX = '/docs'

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
    uiConfig: { docExpansion: 'list', deepLinking: true, persistAuthorization: false },
  })
  await reference.ready()
  return reference
}

/** The API's reference at `/docs`. It is loaded when somebody asks for it: that takes an eighth of a start, and few ask. */
export const reference = fastifyPlugin(
  async (app: FastifyInstance) => {
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
    app.get(PREFIX, { schema: { hide: true } }, answer)
    app.get(`${PREFIX}/*`, { schema: { hide: true } }, answer)
    app.addHook('onClose', async () => {
      await (await opened)?.close()
    })
  },
  { name: 'reference', dependencies: ['@fastify/swagger'] },
)
