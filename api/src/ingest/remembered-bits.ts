import { bitsAfter } from '../domain/engagement.ts'
import type { ScopedAct } from './fold-engagement.ts'

const REMEMBERED = 100_000

/**
 * Bits of readers seen lately. Bits are only ever added, so what is remembered is true for ever, even if another
 * process has added more: an act that changes nothing of it needs no look at the database.
 */
export class RememberedBits {
  readonly #bits = new Map<string, number>()

  of(act: ScopedAct): number {
    return this.#bits.get(act.name) ?? 0
  }

  /** False if the act is known to add nothing. */
  mayChange(act: ScopedAct): boolean {
    const bits = this.of(act)
    return bits === 0 || bitsAfter(bits, act.act) !== bits
  }

  /** To be called when the bits are on disk. */
  remember(changes: readonly { name: string; bits: number }[]): void {
    if (this.#bits.size + changes.length > REMEMBERED) this.#bits.clear()
    for (const { name, bits } of changes) this.#bits.set(name, bits)
  }
}
