import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Desk } from '../administration/desk.ts'
import { createShareLink, revokeShareLink } from '../administration/share-links.ts'
import { ProblemError } from '../domain/problem-error.ts'
import type { Services } from '../services.ts'
import { presentCreatedShareLink, presentShareLink } from '../state/present-team.ts'
import { problem } from '../wire/problems.ts'
import {
  createdShareLink,
  newShareLink,
  shareLink,
  shareLinkParams,
  shareLinksAnswer,
} from '../wire/publishers.ts'

/** Links by which a publisher shows its figures to others. Only its API keys make them, never a link. */
export const shareLinkRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const { store, chance, publicUrl } = services
  const tags = ['publisher']
  const security = [{ apiKey: [] }]

  function holderOf({ publisher, apiKeyPrefix }: FastifyRequest) {
    if (!publisher || apiKeyPrefix === null) throw new ProblemError('key-needed')
    const actor = { administratorId: null, name: `${publisher.name} (${apiKeyPrefix}…)` }
    return { publisher, desk: { store, chance, actor } satisfies Desk }
  }

  app.get(
    '/v1/publisher/share-links',
    {
      schema: {
        tags,
        security,
        summary: 'The share links',
        response: { 200: shareLinksAnswer, '4xx': problem },
      },
    },
    async (request) => {
      const { publisher } = holderOf(request)
      const links = await store.shareLinks.all()
      return { links: links.filter(({ publisherId }) => publisherId === publisher.id).map(presentShareLink) }
    },
  )

  app.post(
    '/v1/publisher/share-links',
    {
      schema: {
        tags,
        security,
        summary: 'Makes a share link; it is shown this once and stored nowhere',
        body: newShareLink,
        response: { 201: createdShareLink, '4xx': problem },
      },
    },
    async (request, reply) => {
      const { publisher, desk } = holderOf(request)
      const created = await createShareLink(desk, { publisher, ...request.body })
      return reply.code(201).send(presentCreatedShareLink(created, publicUrl))
    },
  )

  app.delete(
    '/v1/publisher/share-links/:link',
    {
      schema: {
        tags,
        security,
        summary: 'Revokes a share link, at once and for good',
        params: shareLinkParams,
        response: { 200: shareLink, '4xx': problem },
      },
    },
    async (request) => {
      const { publisher, desk } = holderOf(request)
      return presentShareLink(await revokeShareLink(desk, publisher, request.params.link))
    },
  )
}
