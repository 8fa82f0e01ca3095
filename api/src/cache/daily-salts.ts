import type { EngagementStore } from '../store/engagement.ts'

/** The secret salts of today's readers, one for each publisher and day, drawn at random on first need. */
export class DailySalts {
  readonly #engagement: EngagementStore
  readonly #freshSalt: () => Uint8Array
  readonly #known = new Map<string, Promise<Uint8Array>>()

  constructor(engagement: EngagementStore, freshSalt: () => Uint8Array) {
    this.#engagement = engagement
    this.#freshSalt = freshSalt
  }

  /** The salt of a publisher's day (YYYY-MM-DD in its zone), made at its first use. */
  saltOf(publisherId: string, day: string): Promise<Uint8Array> {
    const name = `${day} ${publisherId}`
    let salt = this.#known.get(name)
    if (!salt) {
      salt = this.#engagement.salt(publisherId, day, this.#freshSalt())
      // A failure is not to be remembered: the next reader tries again.
      salt.catch(() => this.#known.delete(name))
      this.#known.set(name, salt)
    }
    return salt
  }

  /** Forgets, in the memory of this process, the salts of all days before this one. */
  forgetBefore(day: string): void {
    for (const name of this.#known.keys()) if (name < day) this.#known.delete(name)
  }

  /** Forgets, in memory and on disk, who read on all days before this one; gives the number of deleted rows. */
  async dropBefore(day: string): Promise<number> {
    this.forgetBefore(day)
    return this.#engagement.dropBefore(day)
  }
}
