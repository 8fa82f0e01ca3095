import type { LeaseStore } from '../store/processes.ts'

const LEASE = 'background'
const HELD_MILLISECONDS = 30_000

/**
 * Which of the processes does what is to be done once: computing groups, dropping old sets. It holds a lease that it
 * renews while it lives; when it dies, another has it half a minute later. What is done twice all the same, because a
 * process stood still for so long, does no harm.
 */
export class LeaderLease {
  readonly #leases: LeaseStore
  readonly #holder: string

  constructor(leases: LeaseStore, holder: string) {
    this.#leases = leases
    this.#holder = holder
  }

  /** To be called more often than the lease lasts; true if this process leads. */
  renew(): Promise<boolean> {
    return this.#leases.take(LEASE, this.#holder, HELD_MILLISECONDS)
  }

  /** Does it, if this process leads. */
  async whenLeading(task: () => Promise<unknown>): Promise<void> {
    if (await this.renew()) await task()
  }

  /** Lets another process lead at once instead of after the lease has run out. */
  release(): Promise<void> {
    return this.#leases.release(LEASE, this.#holder)
  }
}
