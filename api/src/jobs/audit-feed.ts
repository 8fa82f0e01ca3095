import type { AuditStore, FollowedAct } from '../store/audit.ts'

/** Clocks of processes differ, and acts are dated before they are on disk: so far back a new one may turn up. */
const LOOK_BACK_MILLISECONDS = 600_000

/**
 * What the team did through other processes, or at the command line, found in the audit log: each act leaves an entry in
 * its own transaction, so no version has to be kept beside it.
 */
export class FollowedActs {
  readonly #audit: AuditStore
  readonly #now: () => number
  #seen: ReadonlySet<string> | undefined

  constructor(audit: AuditStore, now: () => number) {
    this.#audit = audit
    this.#now = now
  }

  /** Hands over the acts that were not there the last time, none the first time; again, if `show` fails. */
  async follow(show: (acts: readonly FollowedAct[]) => Promise<void>): Promise<void> {
    const acts = await this.#audit.since(this.#now() - LOOK_BACK_MILLISECONDS)
    const known = this.#seen
    if (known) await show(acts.filter(({ id }) => !known.has(id)))
    this.#seen = new Set(acts.map(({ id }) => id))
  }
}
