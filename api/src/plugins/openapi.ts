import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { DOCUMENT, reference, sendContract } from './reference.ts'

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
            'application/json is taken as well.',
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
