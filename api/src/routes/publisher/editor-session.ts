import type { FastifyReply, FastifyRequest } from 'fastify'
import { closeEditorSession, openEditorSession } from '../../administration/editor-sessions.ts'
import type { Publisher } from '../../cache/directory.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { cookieOptions, cookieReach, sessionCookie } from '../../plugins/authentication.ts'
import { signInLimit } from '../../plugins/rate-limits.ts'
import { editorSignInRequest, sessionOfEditor } from '../../wire/editor-sessions.ts'
import type { SessionOfEditor } from '../../wire/index.ts'
import type { Routes } from '../shared/routes.ts'

/** Signing in to a dashboard: a key or a share link is exchanged for a cookie that no script can read. */
export const editorSessionRoutes: Routes = async (app, { services }) => {
  const reach = cookieReach(services.publicUrl)
  const { store, directory, runtime } = services
  const name = sessionCookie(reach, 'editor')
  await app.register(signInLimit)

  const present = (
    reply: FastifyReply,
    { name: title, timeZone }: Publisher,
    access: SessionOfEditor['access'],
  ): SessionOfEditor => ({
    publisher: { name: title, timeZone },
    access,
    consultations: directory
      .openedConsultations(runtime.now())
      .map(({ slug, question, language }) => ({ slug, question, language })),
    csrfToken: reply.generateCsrf(),
  })

  async function close({ cookies }: FastifyRequest): Promise<void> {
    const secret = cookies[name]
    if (secret) await closeEditorSession(store, secret)
  }

  app.post(
    '/v1/publisher/session',
    {
      config: { isOpen: true, isSignIn: true },
      schema: {
        summary: 'Signs in to the dashboard: exchanges a key or a share link for a cookie of twelve hours',
        body: editorSignInRequest,
        response: { 200: sessionOfEditor },
      },
    },
    async (request, reply) => {
      const { secret, publisherId, access, expiresAt } = await openEditorSession(services, request.body.key)
      const publisher = directory.publisherById(publisherId)
      if (!publisher) throw new ProblemError('invalid-key')
      await close(request)
      reply.setCookie(name, secret, { ...cookieOptions(reach), expires: new Date(expiresAt) })
      return present(reply, publisher, access)
    },
  )

  app.get(
    '/v1/publisher/session',
    { schema: { summary: 'Who is signed in', response: { 200: sessionOfEditor } } },
    async ({ publisher, apiKeyPrefix }, reply) => {
      if (!publisher) throw new ProblemError('invalid-key')
      return present(reply, publisher, apiKeyPrefix === null ? 'read' : 'full')
    },
  )

  app.delete('/v1/publisher/session', { schema: { summary: 'Signs out' } }, async (request, reply) => {
    await close(request)
    return reply.clearCookie(name, cookieOptions(reach)).code(204).send()
  })
}
