import type { Extent, LeftOutReason } from '../domain/audience.ts'
import type { ProblemCode } from '../wire/index.ts'

/** What arrived from a page on which a webmaster tries the widget. */
export interface SelfTestNote {
  at: number
  step: 'load' | 'view' | 'finish' | 'vote' | 'proposal'
  /** Address of the article for which it counts. */
  article: string | null
  extent: Extent | null
  leftOut: LeftOutReason | null
  /** Why it was refused; null: it was taken. */
  problem: ProblemCode | null
}

const LIFETIME_MILLISECONDS = 30 * 60_000
const MOST_TESTS = 500
const MOST_NOTES = 50

/** The tests of the last half hour, by the code that the webmaster's page drew. In memory, bounded, never on disk. */
export class SelfTests {
  readonly #now: () => number
  readonly #tests = new Map<string, { expiresAt: number; notes: SelfTestNote[] }>()

  constructor(now: () => number) {
    this.#now = now
  }

  note(code: string, note: Omit<SelfTestNote, 'at'>): void {
    const at = this.#now()
    const expiresAt = at + LIFETIME_MILLISECONDS
    const notes = [...this.read(code), { at, ...note }].slice(-MOST_NOTES)
    this.#tests.delete(code)
    this.#tests.set(code, { expiresAt, notes })
    // The oldest stand first.
    for (const [other, test] of this.#tests) {
      if (this.#tests.size <= MOST_TESTS && test.expiresAt > at) break
      this.#tests.delete(other)
    }
  }

  /** What arrived, oldest first; nothing, where nobody tests under this code. */
  read(code: string): readonly SelfTestNote[] {
    const test = this.#tests.get(code)
    return test && test.expiresAt > this.#now() ? test.notes : []
  }
}
