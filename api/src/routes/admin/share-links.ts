import { findPublisher } from '../../administration/publishers.ts'
import { createShareLink, revokeShareLink } from '../../administration/share-links.ts'
import { presentCreatedShareLink, presentShareLink } from '../../presenters/publishers.ts'
import {
  createdShareLink,
  newShareLink,
  publisherParams,
  shareLink,
  shareLinksAnswer,
  teamShareLinkParams,
} from '../../wire/publishers.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** Links by which a news site's figures are shown to others. */
export const shareLinkAdministration: Routes = async (app, { services }) => {
  const { store, publicUrl } = services

  app.get(
    '/v1/admin/publishers/:publisher/share-links',
    {
      schema: {
        summary: 'The share links of a news site',
        params: publisherParams,
        response: { 200: shareLinksAnswer },
      },
    },
    async (request) => {
      const { id } = await findPublisher(store, request.params.publisher)
      const links = await store.shareLinks.all()
      return { links: links.filter(({ publisherId }) => publisherId === id).map(presentShareLink) }
    },
  )

  app.post(
    '/v1/admin/publishers/:publisher/share-links',
    {
      schema: {
        summary: 'Makes a share link; it is shown this once and stored nowhere',
        params: publisherParams,
        body: newShareLink,
        response: { 201: createdShareLink },
      },
    },
    async (request, reply) => {
      const publisher = await findPublisher(store, request.params.publisher)
      const created = await createShareLink(adminContextOf(request, services), { publisher, ...request.body })
      return reply.code(201).send(presentCreatedShareLink(created, publicUrl))
    },
  )

  app.delete(
    '/v1/admin/publishers/:publisher/share-links/:link',
    {
      schema: {
        summary: 'Revokes a share link at once; cannot be undone',
        params: teamShareLinkParams,
        response: { 200: shareLink },
      },
    },
    async (request) => {
      const publisher = await findPublisher(store, request.params.publisher)
      return presentShareLink(
        await revokeShareLink(adminContextOf(request, services), publisher, request.params.link),
      )
    },
  )
}
