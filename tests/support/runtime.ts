import { createHash } from 'node:crypto'
import type { Runtime } from '../../api/src/services.ts'

/** A Tuesday in March at noon in Greenwich, far from midnight in any zone of Europe. */
export const START = Date.parse('2026-03-10T12:00:00Z')

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** A clock that stands still until it is moved, and chance that is the same at every run. */
export interface TestRuntime extends Runtime {
  /** Moves the clock on, or back. */
  pass(milliseconds: number): void
  /** Sets the clock to an instant, given in ISO 8601. */
  set(instant: string): void
}

const ID_LENGTH = 12

export function testRuntime(start = START): TestRuntime {
  let now = start
  let elapsed = start
  const move = (milliseconds: number) => {
    now += milliseconds
    elapsed += Math.max(0, milliseconds)
  }
  let drawn = 0
  const bytes = (count: number): Buffer => {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
      createHash('sha256').update(`${++drawn}`).digest(),
    )
    return Buffer.concat(blocks).subarray(0, count)
  }
  return {
    now: () => now,
    monotonic: () => elapsed,
    pass: move,
    set: (instant) => move(Date.parse(instant) - now),
    random: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
    id: () => bytes(ID_LENGTH).toString('hex').slice(0, ID_LENGTH),
    bytes,
  }
}
