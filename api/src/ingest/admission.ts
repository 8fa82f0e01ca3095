import { ProblemError } from '../domain/problem-error.ts'

/** A write that asks to be taken. */
export interface Arriving {
  /** As `networkOf` gives it; kept while the write waits, and no longer. */
  network: string
  /** Something speaks against it: it is asked to come back sooner than the others. */
  isDoubted: boolean
}

/** Of the capacity: above it, doubted writes are asked to come back. */
const ROOM_FOR_DOUBTED = 1 / 2
/** Above it, so are those of networks with far more than their share of what waits. */
const ROOM_FOR_CROWDS = 3 / 4
/** So many times what a network has of what waits on average. */
const FAR_MORE = 8
const RETRY_AFTER_SECONDS = 2

/**
 * Who is asked to come back when too much waits for the disk. Nobody is, whatever their network sends, until half of what may
 * wait does; then doubted writes are, then those of networks that send far more than the others, and all at the end. What
 * is asked to come back is not lost: widgets send it again.
 */
export class Admission {
  readonly #capacity: number
  readonly #queued: () => number
  readonly #waiting = new Map<string, number>()
  #total = 0

  /** `capacity`: of writes that may wait; `queued`: how many do, those whose commit runs aside. */
  constructor(capacity: number, queued: () => number) {
    this.#capacity = capacity
    this.#queued = queued
  }

  /** Runs a write that waits for the disk. Rejects with the problem `overloaded` if there is no room for it. */
  async admit<Result>(arriving: Arriving, write: () => Promise<Result>): Promise<Result> {
    if (!this.#hasRoom(arriving))
      throw new ProblemError('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    this.#count(arriving.network, 1)
    try {
      return await write()
    } finally {
      this.#count(arriving.network, -1)
    }
  }

  #hasRoom({ network, isDoubted }: Arriving): boolean {
    const share = this.#queued() / this.#capacity
    if (share < ROOM_FOR_DOUBTED) return true
    if (isDoubted || share >= 1) return false
    const mean = this.#total / this.#waiting.size
    return share < ROOM_FOR_CROWDS || (this.#waiting.get(network) ?? 0) <= FAR_MORE * mean
  }

  #count(network: string, more: 1 | -1): void {
    this.#total += more
    const count = (this.#waiting.get(network) ?? 0) + more
    if (count > 0) this.#waiting.set(network, count)
    else this.#waiting.delete(network)
  }
}
