import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Directory, Publisher } from '../cache/directory.ts'
import { dayIn } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { pathBefore } from '../domain/public-url.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import type { AdministratorRecord, AdministratorStore } from '../store/administrators.ts'
import type { ApiKeyRecord, ApiKeyStore, ShareLinkRecord, ShareLinkStore } from '../store/editor-access.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'
import type { AdministratorRole } from '../wire/index.ts'

// Keys, links and sessions are all looked up by digest: an index lookup on 256 hashed bits tells an attacker's clock nothing.

declare module 'fastify' {
  interface FastifyRequest {
    /** Who signed in; set in the team's scope, on every route but the one that signs in. */
    administrator: AdministratorRecord | null
    /** The publisher whose API key or share link the request carries; set in the editors' scope only. */
    publisher: Publisher | null
    /** First letters of the API key; null where it, or a share link, is for reading only. */
    apiKeyPrefix: string | null
    /** The session in a cookie let it in, and it changes something. */
    isRidingOnCookie: boolean
  }
  interface FastifyContextConfig {
    /** In the team's scope, the least role that may use the route, `admin` unless it is named; `nobody`: it is there to sign in. */
    role?: AdministratorRole | 'nobody'
    /** In the editors' scope, true: it is there to sign in. */
    isOpen?: boolean
  }
}

interface CookieSessionOptions {
  /** Name of the session's cookie, from `sessionCookie`. */
  name: string
  reach: CookieReach
  /**
   * Lets a request in, by what its cookie holds or otherwise, or throws. True: the cookie let it in.
   */
  identify(request: FastifyRequest, secret: string | undefined): Promise<boolean>
}

const READING = new Set(['GET', 'HEAD'])

/** Whose session a cookie holds. */
const NAMES = { team: 'unisson', editor: 'unisson-editor' } as const

/** How people reach us, as far as it matters to cookies. */
export interface CookieReach {
  /** By https; then cookies never travel without it. */
  isSecure: boolean
  /** The path before all routes, if there is one. */
  path: string
}

/** How cookies reach a server at this address. */
export const cookieReach = (publicUrl: string): CookieReach => ({
  isSecure: publicUrl.startsWith('https:'),
  path: pathBefore(publicUrl),
})

/**
 * Name of a session's cookie; the prefix makes browsers hold it to https, and to this host where all of it is ours. Below a
 * path others live on the host, who are not to be sent it.
 */
export function sessionCookie({ isSecure, path }: CookieReach, whose: keyof typeof NAMES): string {
  if (!isSecure) return NAMES[whose]
  return `${path === '' ? '__Host-' : '__Secure-'}${NAMES[whose]}`
}

/** Options of all cookies: no script reads them, no other site sends them along. */
export const cookieOptions = ({ isSecure, path }: CookieReach) =>
  ({ path: `${path}/`, httpOnly: true, sameSite: 'strict', secure: isSecure }) as const

/** Sessions in a cookie. What comes with a cookie and changes something needs the CSRF token besides. */
const cookieSession = fastifyPlugin(
  async (app: FastifyInstance, { name, reach, identify }: CookieSessionOptions) => {
    await app.register(cookie)
    await app.register(csrf, {
      cookieKey: `${name}-csrf`,
      cookieOpts: cookieOptions(reach),
      getToken: ({ headers }) => headers['csrf-token'] as string | undefined,
    })
    app.decorateRequest('isRidingOnCookie', false)
    app.addHook('onRequest', async (request) => {
      const isByCookie = await identify(request, request.cookies[name])
      request.isRidingOnCookie = isByCookie && !READING.has(request.method)
    })
    const check: onRequestHookHandler = (request, reply, done) => {
      if (request.isRidingOnCookie) app.csrfProtection(request, reply, done)
      else done()
    }
    app.addHook('onRequest', check)
  },
  { name: 'cookie-session' },
)

const SCHEME = 'bearer '
const LONGEST_TOKEN = 200

/** The token of an `Authorization: Bearer …` header; undefined if there is none of the right form. */
function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization?.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return undefined
  const token = authorization.slice(SCHEME.length)
  return token === '' || token.length > LONGEST_TOKEN || /\s/.test(token) ? undefined : token
}

/** Keeps on which day something was last used to sign in. Reading goes on while the disk is full. */
async function noteUse(
  request: FastifyRequest,
  store: { markUsed(id: string, day: string): Promise<void> },
  { id, lastUsedOn }: { id: string; lastUsedOn: string | null },
  today: string,
): Promise<void> {
  if (lastUsedOn === today) return
  await store
    .markUsed(id, today)
    .catch((err: unknown) => request.log.warn({ err }, 'the last use of a key could not be stored'))
}

export interface AdministratorAccessOptions {
  administrators: AdministratorStore
  reach: CookieReach
  now(): number
}

const ROLES: Readonly<Record<AdministratorRole, readonly AdministratorRole[]>> = {
  moderator: ['moderator', 'admin'],
  admin: ['admin'],
}

/** Who signed in, by the key in the header or else by the session in the cookie. */
async function identifyAdministrator(
  request: FastifyRequest,
  secret: string | undefined,
  { administrators, now }: AdministratorAccessOptions,
): Promise<{ administrator: AdministratorRecord; isByCookie: boolean }> {
  const key = bearerToken(request.headers.authorization)
  const find = (): Promise<AdministratorRecord | undefined> => {
    if (key !== undefined) return administrators.liveByDigest(keyDigest(key))
    return secret ? administrators.liveBySession(keyDigest(secret), now()) : Promise.resolve(undefined)
  }
  const administrator = await find()
  if (!administrator) throw new ProblemError('not-signed-in')
  await noteUse(request, administrators, administrator, dayIn('UTC', now()))
  return { administrator, isByCookie: key === undefined }
}

/**
 * Admits signed-in administrators and administrator keys whose role includes the route. A route that
 * names no role is for admins. A request with a cookie that changes something also needs the CSRF token.
 */
export const administratorAccess = fastifyPlugin(
  async (app: FastifyInstance, options: AdministratorAccessOptions) => {
    const { reach } = options
    app.decorateRequest('administrator', null)
    app.addHook('onRoute', (route) => {
      route.config = { role: 'admin', ...route.config }
    })
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
    })
    await app.register(cookieSession, {
      name: sessionCookie(reach, 'team'),
      reach,
      async identify(request, secret) {
        const { role } = request.routeOptions.config
        if (role === 'nobody') return false
        const { administrator, isByCookie } = await identifyAdministrator(request, secret, options)
        if (!role || !ROLES[role].includes(administrator.role)) throw new ProblemError('not-allowed')
        request.administrator = administrator
        return isByCookie
      },
    })
  },
  { name: 'administrator-access' },
)

export interface PublisherAccessOptions {
  apiKeys: ApiKeyStore
  shareLinks: ShareLinkStore
  directory: Directory
  reach: CookieReach
  now(): number
}

type Holder = ApiKeyRecord | ShareLinkRecord

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

/** True if the session in the cookie let the request in. A problem never tells what is wrong with a key. */
async function identifyEditor(
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
  const holders = isKey ? options.apiKeys : options.shareLinks
  await noteUse(request, holders, holder, dayIn(publisher.timeZone, options.now()))
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
        request.routeOptions.config.isOpen ? false : identifyEditor(request, secret, options),
    })
  },
  { name: 'publisher-access' },
)
