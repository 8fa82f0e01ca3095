import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { dayIn } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/pseudonyms.ts'
import type { Directory, Publisher } from '../state/directory.ts'
import type { ApiKeyStore } from '../store/api-keys.ts'
import type { ShareLinkStore } from '../store/share-links.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The publisher whose API key or share link the request carries; set in the editors' scope only. */
    publisher: Publisher | null
    /** First letters of the API key; null where a share link was used, which opens less. */
    apiKeyPrefix: string | null
  }
}

const BEARER = /^Bearer (\S{1,200})$/i

/** The publisher whose statistics a key or a share link opens. What is wrong with one, the answer never tells. */
async function identify(request: FastifyRequest, options: PublisherAccessOptions): Promise<void> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const holders = token.startsWith(SHARE_PREFIX) ? options.shareLinks : options.apiKeys
  // Looked up by digest: an index lookup on 256 hashed bits tells an attacker's clock nothing about any key.
  const record = token === '' ? undefined : await holders.liveByDigest(keyDigest(token), options.now())
  const publisher = record && options.directory.publisherById(record.publisherId)
  if (!record || !publisher) throw new ProblemError('invalid-key')
  const today = dayIn(publisher.timeZone, options.now())
  if (record.lastUsedOn !== today) {
    // Reading goes on while the disk is full.
    await holders
      .markUsed(record.id, today)
      .catch((err: unknown) => request.log.warn({ err }, 'the use of a key was not noted'))
  }
  request.publisher = publisher
  request.apiKeyPrefix = 'prefix' in record ? record.prefix : null
}

export interface PublisherAccessOptions {
  apiKeys: ApiKeyStore
  shareLinks: ShareLinkStore
  directory: Directory
  now(): number
}

/** Lets in only requests with a live API key or share link, and notes whose it is. */
export const publisherAccess = fastifyPlugin(
  async (app: FastifyInstance, options: PublisherAccessOptions) => {
    app.decorateRequest('publisher', null)
    app.decorateRequest('apiKeyPrefix', null)
    app.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'private, no-store')
      await identify(request, options)
    })
  },
  { name: 'publisher-access' },
)
