import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { pathBefore } from '../domain/public-url.ts'

declare module 'fastify' {
  interface FastifyRequest {
    isRidingOnCookie: boolean
  }
}

export interface CookieSessionOptions {
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
export const cookieSession = fastifyPlugin(
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
