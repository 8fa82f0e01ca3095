import type { FastifyRateLimitStore } from '@fastify/rate-limit'

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
