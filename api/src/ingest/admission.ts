import { ProblemError } from '../domain/problem-error.ts'
import type { ProposalRecord, ProposalStore } from '../store/proposals.ts'

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

  /** True if as many writes wait as may wait: all are asked to come back. */
  get isFull(): boolean {
    return this.#queued() >= this.#capacity
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

const DAY = 86_400_000
/** Far more than a reader has ideas in a day. */
const PROPOSALS_A_DAY = 20
const NEXT_PROPOSAL_SECONDS = 3600

/** How many proposals one author sends in a day. */
export class ProposalQuota {
  readonly #proposals: Pick<ProposalStore, 'sentSince'>
  /** Proposals that are on their way to the disk, by author: many at once would else all find none before them. */
  readonly #onTheirWay = new Map<string, number>()

  constructor(proposals: Pick<ProposalStore, 'sentSince'>) {
    this.#proposals = proposals
  }

  /** Writes a proposal, unless its author has sent enough for a day. Rejects with the problem `too-many-proposals` then. */
  async within(record: ProposalRecord, author: Uint8Array, write: () => Promise<void>): Promise<void> {
    const { consultationId, createdAt } = record
    const name = `${consultationId} ${Buffer.from(author).toString('base64url')}`
    const before = this.#onTheirWay.get(name) ?? 0
    this.#onTheirWay.set(name, before + 1)
    try {
      const sent = await this.#proposals.sentSince(consultationId, author, createdAt - DAY)
      if (sent + before >= PROPOSALS_A_DAY)
        throw new ProblemError('too-many-proposals', {
          detail: `One reader can send ${PROPOSALS_A_DAY} proposals in 24 hours`,
          retryAfterSeconds: NEXT_PROPOSAL_SECONDS,
        })
      await write()
    } finally {
      const left = (this.#onTheirWay.get(name) ?? 1) - 1
      if (left > 0) this.#onTheirWay.set(name, left)
      else this.#onTheirWay.delete(name)
    }
  }
}
