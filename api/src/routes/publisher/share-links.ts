import { createShareLink, revokeShareLink } from '../../administration/share-links.ts'
import { presentCreatedShareLink, presentShareLink } from '../../presenters/publishers.ts'
import {
  createdShareLink,
  newShareLink,
  shareLink,
  shareLinkParams,
  shareLinksAnswer,
} from '../../wire/publishers.ts'
import { holderOfKey } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Links by which a publisher shows its figures to others. Only its API keys make them, never a link. */
export const shareLinkRoutes: Routes = async (app, { services }) => {
  const { store, publicUrl } = services

  app.get(
    '/v1/publisher/share-links',
    {
      schema: {
        summary: 'The share links',
        response: { 200: shareLinksAnswer },
      },
    },
    async (request) => {
      const { publisher } = holderOfKey(request, services)
      const links = await store.shareLinks.all()
      return { links: links.filter(({ publisherId }) => publisherId === publisher.id).map(presentShareLink) }
    },
  )

  app.post(
    '/v1/publisher/share-links',
    {
      schema: {
        summary: 'Makes a share link; it is shown this once and stored nowhere',
        body: newShareLink,
        response: { 201: createdShareLink },
      },
    },
    async (request, reply) => {
      const { publisher, context } = holderOfKey(request, services)
      const created = await createShareLink(context, { publisher, ...request.body })
      return reply.code(201).send(presentCreatedShareLink(created, publicUrl))
    },
  )

  app.delete(
    '/v1/publisher/share-links/:link',
    {
      schema: {
        summary: 'Revokes a share link at once; cannot be undone',
        params: shareLinkParams,
        response: { 200: shareLink },
      },
    },
    async (request) => {
      const { publisher, context } = holderOfKey(request, services)
      return presentShareLink(await revokeShareLink(context, publisher, request.params.link))
    },
  )
}
