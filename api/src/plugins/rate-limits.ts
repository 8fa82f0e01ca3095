import rateLimit, { type FastifyRateLimitStore, normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { ProblemError } from '../domain/problem-error.ts'
import { remembered } from '../domain/remembered.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True: an answer that takes milliseconds, or megabytes; one network gets so many of them in a minute. */
    isDownload?: boolean
    /** True: a key is exchanged for a session; wrong keys are counted. */
    isSignIn?: boolean
  }
}

const MINUTE = 60_000
const WRONG_KEYS_PER_MINUTE = 10
const ADDRESSES_REMEMBERED = 20_000

/** Where too many addresses are remembered, one part of so many is forgotten. */
const PARTS = 20

type Answer = (error: null, result: { current: number; ttl: number }) => void

interface Counts extends FastifyRateLimitStore {
  read(address: string, answer: Answer, milliseconds: number): void
  child(): Counts
}

interface Window {
  current: number
  began: number
}

/**
 * How many requests each address sent in its present window, for @fastify/rate-limit: of `most` addresses at the most, those
 * whose windows began last, in memory. The store that comes with the plugin goes by the time of day, and would refuse an
 * address for as long as that is set back; `clock` gives milliseconds that only grow.
 */
export function addressCounts(most: number, clock = () => performance.now()): new () => Counts {
  return class AddressCounts implements Counts {
    /** In the order in which they began. */
    readonly #windows = new Map<string, Window>()

    incr(address: string, answer: Answer, milliseconds: number): void {
      const now = clock()
      let window = this.#present(address, now, milliseconds)
      if (!window) {
        window = { current: 0, began: now }
        this.#windows.delete(address)
        this.#windows.set(address, window)
        if (this.#windows.size > most) this.#forgetOldest()
      }
      window.current += 1
      answer(null, { current: window.current, ttl: milliseconds - (now - window.began) })
    }

    /** As it stands, without counting. */
    read(address: string, answer: Answer, milliseconds: number): void {
      const now = clock()
      const { current, began } = this.#present(address, now, milliseconds) ?? { current: 0, began: now }
      answer(null, { current, ttl: milliseconds - (now - began) })
    }

    #present(address: string, now: number, milliseconds: number): Window | undefined {
      const window = this.#windows.get(address)
      return window && now - window.began < milliseconds ? window : undefined
    }

    /** Many at once: on its way to the first that is left, a map passes over all that were deleted since it last grew. */
    #forgetOldest(): void {
      const kept = most - Math.floor(most / PARTS)
      for (const address of this.#windows.keys()) {
        if (this.#windows.size <= kept) return
        this.#windows.delete(address)
      }
    }

    /** Routes count apart. */
    child(): Counts {
      return new AddressCounts()
    }
  }
}

/**
 * The network that an address counts for: of IPv6 the first 64 bits, which one household has. Working that out takes as
 * long as a good part of a vote, and a reader sends several; so up to `most` addresses are remembered.
 */
export function rememberedNetworks(most: number): (request: { ip: string }) => string {
  const networkOf = remembered(most, normalizeIP)
  return ({ ip }) => (ip.includes(':') ? networkOf(ip) : normalizeIP(ip))
}

interface Counted {
  isExceeded: boolean
  remaining: number
  secondsLeft: number
}

/** Counts requests by network, each limit apart; `increment: false` looks without counting. */
function counter(app: FastifyInstance, max: number) {
  const count = app.createRateLimit({ max, timeWindow: MINUTE })
  return async (request: FastifyRequest, options?: { increment: boolean }): Promise<Counted> => {
    const counted = await count(request, options)
    if (counted.isAllowed) return { isExceeded: false, remaining: max, secondsLeft: 0 }
    return { ...counted, secondsLeft: counted.ttlInSeconds }
  }
}

const tooMany = ({ secondsLeft }: Counted): ProblemError =>
  new ProblemError('too-many-requests', { retryAfterSeconds: secondsLeft })

/** How requests are counted, in memory and never written. Register before the limits below. */
export const rateLimits = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(rateLimit, {
      global: false,
      keyGenerator: rememberedNetworks(ADDRESSES_REMEMBERED),
      store: addressCounts(ADDRESSES_REMEMBERED),
    })
  },
  { name: 'rate-limits' },
)

interface Limit {
  /** 0: no limit. */
  perMinute: number
}

/**
 * How many queries for figures one network may send in a minute, right keys or wrong ones: figures are worked out
 * on the thread that takes the votes. Programs are told how much is left (RateLimit-*), and when to come again.
 * Register before the key is looked at, so that guesses count as well.
 */
export const queryLimit = fastifyPlugin(
  async (app: FastifyInstance, { perMinute }: Limit) => {
    if (perMinute === 0) return
    const count = counter(app, perMinute)
    app.addHook('onRequest', async (request, reply) => {
      const counted = await count(request)
      reply.headers({
        'ratelimit-limit': perMinute,
        'ratelimit-remaining': counted.remaining,
        'ratelimit-reset': counted.secondsLeft,
      })
      if (counted.isExceeded) throw tooMany(counted)
    })
  },
  { name: 'query-limit', dependencies: ['rate-limits'] },
)

/**
 * How many downloads one network may ask for in a minute: exports, codes to be scanned, the reference, the process's
 * figures. What readers' pages load is not among them, so that no newsroom, and no proxy, is ever refused a widget.
 * Register it before the routes; those with `isDownload` are counted.
 */
export const downloadLimit = fastifyPlugin(
  async (app: FastifyInstance, { perMinute }: Limit) => {
    if (perMinute === 0) return
    const count = counter(app, perMinute)
    const limit = async (request: FastifyRequest): Promise<void> => {
      const counted = await count(request)
      if (counted.isExceeded) throw tooMany(counted)
    }
    app.addHook('onRoute', (route) => {
      if (!route.config?.isDownload) return
      const others = [route.onRequest ?? []].flat()
      route.onRequest = [limit, ...others]
    })
  },
  { name: 'download-limit', dependencies: ['rate-limits'] },
)

/**
 * Slows down guessing of keys: after ten wrong ones in a minute from one network, any key from there is refused. Right
 * ones are not counted, since a whole newsroom may sign in at nine from one address. Counts on routes that say `isSignIn`.
 */
export const signInLimit = fastifyPlugin(
  async (app: FastifyInstance) => {
    const countWrongKey = counter(app, WRONG_KEYS_PER_MINUTE)
    app.addHook('onRequest', async (request) => {
      if (!request.routeOptions.config.isSignIn) return
      const counted = await countWrongKey(request, { increment: false })
      if (counted.remaining === 0) throw tooMany(counted)
    })
    app.addHook('onError', async (request, _reply, error) => {
      const isWrongKey = error instanceof ProblemError && error.code === 'invalid-key'
      if (request.routeOptions.config.isSignIn && isWrongKey) await countWrongKey(request)
    })
  },
  { name: 'sign-in-limit', dependencies: ['rate-limits'] },
)
