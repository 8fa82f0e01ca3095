import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Directory, Publisher } from '../cache/directory.ts'
import { dayIn } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import type { ApiKeyRecord, ApiKeyStore, ShareLinkRecord, ShareLinkStore } from '../store/editor-access.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'
import { bearerToken, type CookieReach, cookieSession, sessionCookie } from './authentication.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The publisher whose API key or share link the request carries; set in the editors' scope only. */
    publisher: Publisher | null
    /** First letters of the API key; null where it, or a share link, is for reading only. */
    apiKeyPrefix: string | null
  }
  interface FastifyContextConfig {
    /** True: it is there to sign in. */
    isOpen?: boolean
  }
}

export interface PublisherAccessOptions {
  apiKeys: ApiKeyStore
  shareLinks: ShareLinkStore
  directory: Directory
  reach: CookieReach
  now(): number
}

type Holder = ApiKeyRecord | ShareLinkRecord

// Everything is looked up by digest: an index lookup on 256 hashed bits tells an attacker's clock nothing about any key.

const byToken = (token: string, options: PublisherAccessOptions): Promise<Holder | undefined> => {
  const holders = token.startsWith(SHARE_PREFIX) ? options.shareLinks : options.apiKeys
  return holders.liveByDigest(keyDigest(token), options.now())
}

async function bySession(secret: string, options: PublisherAccessOptions): Promise<Holder | undefined> {
  const [digest, now] = [keyDigest(secret), options.now()]
  return (
    (await options.apiKeys.liveBySession(digest, now)) ??
    (await options.shareLinks.liveBySession(digest, now))
  )
}

/** The publisher whose statistics a key, a share link or a session opens. What is wrong, the answer never tells. */
async function identify(
  request: FastifyRequest,
  secret: string | undefined,
  options: PublisherAccessOptions,
): Promise<boolean> {
  const token = bearerToken(request.headers.authorization)
  const isByCookie = request.headers.authorization === undefined && secret !== undefined
  const holder = isByCookie
    ? await bySession(secret, options)
    : token === undefined
      ? undefined
      : await byToken(token, options)
  const publisher = holder && options.directory.publisherById(holder.publisherId)
  if (!holder || !publisher) throw new ProblemError(isByCookie ? 'not-signed-in' : 'invalid-key')
  const isKey = 'prefix' in holder
  const today = dayIn(publisher.timeZone, options.now())
  if (holder.lastUsedOn !== today) {
    const holders = isKey ? options.apiKeys : options.shareLinks
    // Reading goes on while the disk is full.
    await holders
      .markUsed(holder.id, today)
      .catch((err: unknown) => request.log.warn({ err }, 'the last use of a key could not be stored'))
  }
  request.publisher = publisher
  request.apiKeyPrefix = isKey && holder.scope === 'full' ? holder.prefix : null
  return isByCookie
}

/** Lets in only requests with a live API key or share link, or a session opened by one, and notes whose it is. */
export const publisherAccess = fastifyPlugin(
  async (app: FastifyInstance, options: PublisherAccessOptions) => {
    const { reach } = options
    app.decorateRequest('publisher', null)
    app.decorateRequest('apiKeyPrefix', null)
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'private, no-store')
    })
    await app.register(cookieSession, {
      name: sessionCookie(reach, 'editor'),
      reach,
      identify: async (request, secret) =>
        request.routeOptions.config.isOpen ? false : identify(request, secret, options),
    })
  },
  { name: 'publisher-access' },
)
