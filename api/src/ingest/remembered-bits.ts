import { type Act, bitsAfter } from '../domain/engagement.ts'
import type { BitsByScope } from '../store/engagement.ts'
import type { EngagementChanges, ReaderDay } from './fold-engagement.ts'

const REMEMBERED = 30_000

/**
 * Bits of readers seen lately. Bits are only ever added, so what is remembered is true for ever, even if another
 * process has added more: an act that changes nothing of it needs no look at the database.
 */
export class RememberedBits {
  readonly #bits = new Map<string, BitsByScope>()
  /** Each set of bits once: most readers of an article go equally far, and a map for each would take ten times the room. */
  readonly #sets = new Map<string, BitsByScope>()

  /** False if the act is known to add nothing. */
  mayChange({ name }: ReaderDay, act: Act, scopeIds: readonly number[]): boolean {
    const known = this.#bits.get(name)
    if (!known) return true
    for (const scopeId of scopeIds) {
      const bits = known.get(scopeId) ?? 0
      if (bits === 0 || bitsAfter(bits, act) !== bits) return true
    }
    return false
  }

  /** To be called when the bits are on disk. */
  remember(readers: EngagementChanges['readers']): void {
    if (this.#bits.size + readers.length > REMEMBERED) {
      this.#bits.clear()
      this.#sets.clear()
    }
    const shared = new Map<BitsByScope, BitsByScope>()
    for (const { readerDay, bits, changed } of readers) {
      if (changed.size === 0) continue
      let known = shared.get(bits)
      if (!known) {
        known = this.#shared(bits)
        shared.set(bits, known)
      }
      this.#bits.set(readerDay.name, known)
    }
  }

  #shared(bits: BitsByScope): BitsByScope {
    const name = [...bits].join()
    const known = this.#sets.get(name)
    if (!known) this.#sets.set(name, bits)
    return known ?? bits
  }
}
