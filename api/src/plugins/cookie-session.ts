import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    isRidingOnCookie: boolean
  }
}

export interface CookieSessionOptions {
  /** Name of the session's cookie, from `sessionCookie`. */
  name: string
  /** Whether people reach us by https; then cookies never travel without it. */
  isSecure: boolean
  /**
   * Lets a request in, by what its cookie holds or otherwise, or throws. True: the cookie let it in.
   */
  identify(request: FastifyRequest, secret: string | undefined): Promise<boolean>
}

const READING = new Set(['GET', 'HEAD'])

/** Whose session a cookie holds. */
const NAMES = { team: 'unisson', editor: 'unisson-editor' } as const

/** Name of a session's cookie; the prefix makes browsers hold it to this host, to https and to every path. */
export const sessionCookie = (isSecure: boolean, whose: keyof typeof NAMES): string =>
  isSecure ? `__Host-${NAMES[whose]}` : NAMES[whose]

/** What cookies of ours have in common: no script reads them, no other site sends them along. */
export const cookieOptions = (isSecure: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure }) as const

/** Sessions in a cookie. What comes with a cookie and changes something needs the CSRF token besides. */
export const cookieSession = fastifyPlugin(
  async (app: FastifyInstance, { name, isSecure, identify }: CookieSessionOptions) => {
    await app.register(cookie)
    await app.register(csrf, {
      cookieKey: `${name}-csrf`,
      cookieOpts: cookieOptions(isSecure),
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
