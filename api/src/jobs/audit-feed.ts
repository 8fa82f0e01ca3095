import type { AuditedAct, AuditStore } from '../store/audit.ts'

/** Clocks of processes differ, and acts are dated before they are on disk: so far back a new one may turn up. */
const LOOK_BACK_MILLISECONDS = 600_000

export interface AuditFeedOptions {
  audit: AuditStore
  now(): number
  /** Told of each act once; again, if it fails. */
  onActs(acts: readonly AuditedAct[]): Promise<void>
}

/**
 * Tells of all that the team does: what this process did right after its commit, what other processes and the command
 * line did when the audit log is read next. Each act leaves an entry there in its own transaction.
 */
export class AuditFeed {
  readonly #options: AuditFeedOptions
  /** Undefined until the log was read once: what was done before is no news. */
  #told: Set<string> | undefined

  constructor(options: AuditFeedOptions) {
    this.#options = options
    options.audit.onCommit(async (acts) => {
      await options.onActs(acts)
      for (const { id } of acts) this.#told?.add(id)
    })
  }

  /** Reads the log; to be called again and again. */
  async poll(): Promise<void> {
    const { audit, now, onActs } = this.#options
    const acts = await audit.since(now() - LOOK_BACK_MILLISECONDS)
    const told = this.#told
    if (told) await onActs(acts.filter(({ id }) => !told.has(id)))
    this.#told = new Set(acts.map(({ id }) => id))
  }
}
