import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { dayIn } from '../domain/days.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import type { AdministratorRecord, AdministratorStore } from '../store/administrators.ts'
import type { AdministratorRole } from '../wire/index.ts'
import { bearerToken, type CookieReach, cookieSession, sessionCookie } from './authentication.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who signed in; set in the team's scope, on every route but the one that signs in. */
    administrator: AdministratorRecord | null
  }
  interface FastifyContextConfig {
    /** The least role that may use the route, `admin` unless it is named; `nobody`: it is there to sign in. */
    role?: AdministratorRole | 'nobody'
  }
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

async function identify(
  request: FastifyRequest,
  secret: string | undefined,
  { administrators, now }: AdministratorAccessOptions,
): Promise<{ administrator: AdministratorRecord; byCookie: boolean }> {
  // Both are looked up by digest: an index lookup on 256 hashed bits tells an attacker's clock nothing.
  const key = bearerToken(request.headers.authorization)
  const byCookie = key === undefined
  const find = (): Promise<AdministratorRecord | undefined> => {
    if (key !== undefined) return administrators.liveByDigest(keyDigest(key))
    return secret ? administrators.liveBySession(keyDigest(secret), now()) : Promise.resolve(undefined)
  }
  const administrator = await find()
  if (!administrator) throw new ProblemError('not-signed-in')
  const today = dayIn('UTC', now())
  if (administrator.lastUsedOn !== today) {
    // Reading goes on while the disk is full.
    await administrators
      .markUsed(administrator.id, today)
      .catch((err: unknown) => request.log.warn({ err }, 'the last use of a key could not be stored'))
  }
  return { administrator, byCookie }
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
        const { administrator, byCookie } = await identify(request, secret, options)
        if (!role || !ROLES[role].includes(administrator.role)) throw new ProblemError('not-allowed')
        request.administrator = administrator
        return byCookie
      },
    })
  },
  { name: 'administrator-access' },
)
