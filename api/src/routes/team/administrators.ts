import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { createAdministrator, revokeAdministrator } from '../../administration/administrators.ts'
import { presentAdministrator } from '../../presenters/team.ts'
import type { Services } from '../../services.ts'
import {
  administrator,
  administratorParams,
  administratorsAnswer,
  createdAdministrator,
  newAdministrator,
} from '../../wire/administrators.ts'
import { problem } from '../../wire/problems.ts'
import { deskOf } from '../access.ts'

/** The people of the console. */
export const administratorRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (
  app,
  { services },
) => {
  const { store } = services
  const config = { role: 'admin' } as const
  const tags = ['administration']

  app.get(
    '/v1/admin/administrators',
    {
      config,
      schema: {
        tags,
        summary: 'All administrators',
        response: { 200: administratorsAnswer, '4xx': problem },
      },
    },
    async () => ({ administrators: (await store.administrators.all()).map(presentAdministrator) }),
  )

  app.post(
    '/v1/admin/administrators',
    {
      config,
      schema: {
        tags,
        summary: 'Lets somebody in; the key is shown this once and stored nowhere',
        body: newAdministrator,
        response: { 201: createdAdministrator, '4xx': problem },
      },
    },
    async (request, reply) => {
      const created = await createAdministrator(deskOf(request, services), request.body)
      return reply
        .code(201)
        .send({ administrator: presentAdministrator(created.administrator), key: created.key })
    },
  )

  app.delete(
    '/v1/admin/administrators/:administrator',
    {
      config,
      schema: {
        tags,
        summary: 'Takes a key back, at once, with every session opened by it',
        params: administratorParams,
        response: { 200: administrator, '4xx': problem },
      },
    },
    async (request) =>
      presentAdministrator(
        await revokeAdministrator(deskOf(request, services), request.params.administrator),
      ),
  )
}
