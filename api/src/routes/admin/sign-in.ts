import { closeSession, openSession } from '../../administration/administrators.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { keyDigest } from '../../domain/readers/pseudonyms.ts'
import { cookieOptions, cookieReach, sessionCookie } from '../../plugins/authentication.ts'
import { signInLimit } from '../../plugins/rate-limits.ts'
import type { AdministratorRecord } from '../../store/administrators.ts'
import { sessionOfAdministrator, signInRequest, signOutQuery } from '../../wire/administrators.ts'
import { administratorOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

const present = ({ id, name, role }: AdministratorRecord) => ({ id, name, role })

/** Signing in: the key is exchanged for a cookie that no script can read. */
export const signInRoutes: Routes = async (app, { services }) => {
  const { store, runtime, publicUrl } = services
  const reach = cookieReach(publicUrl)
  const name = sessionCookie(reach, 'team')
  await app.register(signInLimit)

  app.post(
    '/v1/admin/session',
    {
      config: { role: 'nobody', isSignIn: true },
      schema: {
        summary: 'Signs in: exchanges an administrator’s key for a cookie of twelve hours',
        body: signInRequest,
        response: { 200: sessionOfAdministrator },
      },
    },
    async (request, reply) => {
      const administrator = await store.administrators.liveByDigest(keyDigest(request.body.key))
      if (!administrator) throw new ProblemError('invalid-key')
      const context = {
        store,
        runtime,
        actor: { administratorId: administrator.id, name: administrator.name },
      }
      const { secret, expiresAt } = await openSession(context, administrator, request.cookies[name])
      reply.setCookie(name, secret, { ...cookieOptions(reach), expires: new Date(expiresAt) })
      return { administrator: present(administrator), csrfToken: reply.generateCsrf() }
    },
  )

  app.get(
    '/v1/admin/session',
    {
      config: { role: 'moderator' },
      schema: {
        summary: 'Who is signed in',
        response: { 200: sessionOfAdministrator },
      },
    },
    async (request, reply) => ({
      administrator: present(administratorOf(request)),
      csrfToken: reply.generateCsrf(),
    }),
  )

  app.delete(
    '/v1/admin/session',
    {
      config: { role: 'moderator' },
      schema: {
        summary: 'Signs out, here or everywhere',
        querystring: signOutQuery,
      },
    },
    async (request, reply) => {
      const secret = request.cookies[name]
      if (secret) await closeSession(store, secret, request.query.everywhere)
      return reply.clearCookie(name, cookieOptions(reach)).code(204).send()
    },
  )
}
