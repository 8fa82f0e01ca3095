import { createApiKey, revokeApiKey } from '../../administration/api-keys.ts'
import { changePublisher, createPublisher, findPublisher } from '../../administration/publishers.ts'
import { ProblemError } from '../../domain/problem-error.ts'
import { presentApiKey, presentCreatedApiKey, presentPublisher } from '../../presenters/publishers.ts'
import {
  apiKey,
  apiKeyParams,
  apiKeysAnswer,
  changedPublisher,
  createdApiKey,
  newApiKey,
  newPublisher,
  publisher,
  publisherParams,
  publishersAnswer,
} from '../../wire/publishers.ts'
import { adminContextOf } from '../shared/access.ts'
import type { Routes } from '../shared/routes.ts'

/** News sites, and the keys by which they read their figures. */
export const publisherAdministration: Routes = async (app, { services }) => {
  const { store } = services

  app.get(
    '/v1/admin/publishers',
    {
      schema: { summary: 'All news sites', response: { 200: publishersAnswer } },
    },
    async () => ({ publishers: (await store.publishers.all()).map(presentPublisher) }),
  )

  app.post(
    '/v1/admin/publishers',
    {
      schema: {
        summary: 'Sets up a news site',
        body: newPublisher,
        response: { 201: publisher },
      },
    },
    async (request, reply) => {
      const created = await createPublisher(adminContextOf(request, services), request.body)
      return reply.code(201).send(presentPublisher(created))
    },
  )

  app.put(
    '/v1/admin/publishers/:publisher',
    {
      schema: {
        summary: 'Changes a news site, or switches it off',
        params: publisherParams,
        body: changedPublisher,
        response: { 200: publisher },
      },
    },
    async (request) => {
      const before = await findPublisher(store, request.params.publisher)
      const changed = await changePublisher(adminContextOf(request, services), before, request.body)
      return presentPublisher(changed)
    },
  )

  app.get(
    '/v1/admin/publishers/:publisher/keys',
    {
      schema: {
        summary: 'The API keys of a news site, by their first letters',
        params: publisherParams,
        response: { 200: apiKeysAnswer },
      },
    },
    async (request) => {
      const { id } = await findPublisher(store, request.params.publisher)
      const keys = (await store.apiKeys.all()).filter(({ publisherId }) => publisherId === id)
      return { keys: keys.map(presentApiKey) }
    },
  )

  app.post(
    '/v1/admin/publishers/:publisher/keys',
    {
      schema: {
        summary: 'Makes an API key; it is shown this once and stored nowhere',
        params: publisherParams,
        body: newApiKey,
        response: { 201: createdApiKey },
      },
    },
    async (request, reply) => {
      const found = await findPublisher(store, request.params.publisher)
      const created = await createApiKey(adminContextOf(request, services), {
        publisher: found,
        ...request.body,
      })
      return reply.code(201).send(presentCreatedApiKey(created))
    },
  )

  app.delete(
    '/v1/admin/publishers/:publisher/keys/:key',
    {
      schema: {
        summary: 'Revokes an API key at once; cannot be undone',
        params: apiKeyParams,
        response: { 200: apiKey },
      },
    },
    async (request) => {
      const { id } = await findPublisher(store, request.params.publisher)
      const key = (await store.apiKeys.all()).find((one) => one.id === request.params.key)
      if (key?.publisherId !== id) throw new ProblemError('unknown-api-key')
      return presentApiKey(await revokeApiKey(adminContextOf(request, services), key.id))
    },
  )
}
