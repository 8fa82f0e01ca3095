import { createAdministrator, revokeAdministrator } from '../../administration/administrators.ts'
import { presentAdministrator } from '../../presenters/administrators.ts'
import {
  administrator,
  administratorParams,
  administratorsAnswer,
  createdAdministrator,
  newAdministrator,
} from '../../wire/administrators.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** The people of the console. */
export const administratorRoutes: Routes = async (app, { services }) => {
  const { store } = services

  app.get(
    '/v1/admin/administrators',
    {
      schema: {
        summary: 'All administrators',
        response: { 200: administratorsAnswer },
      },
    },
    async () => ({ administrators: (await store.administrators.all()).map(presentAdministrator) }),
  )

  app.post(
    '/v1/admin/administrators',
    {
      schema: {
        summary: 'Lets somebody in; the key is shown this once and stored nowhere',
        body: newAdministrator,
        response: { 201: createdAdministrator },
      },
    },
    async (request, reply) => {
      const created = await createAdministrator(adminContextOf(request, services), request.body)
      return reply
        .code(201)
        .send({ administrator: presentAdministrator(created.administrator), key: created.key })
    },
  )

  app.delete(
    '/v1/admin/administrators/:administrator',
    {
      schema: {
        summary: 'Takes a key back, at once, with every session opened by it',
        params: administratorParams,
        response: { 200: administrator },
      },
    },
    async (request) =>
      presentAdministrator(
        await revokeAdministrator(adminContextOf(request, services), request.params.administrator),
      ),
  )
}
