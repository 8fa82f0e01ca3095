import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FAKETIME_MISSING, findFaketime } from '../../scripts/stage/programs.ts'

/** Sets the system's clock as the processes see it that were started with its `environment`, while they run. */
export class SystemClock {
  readonly environment: Record<string, string>
  readonly #file: string
  #seconds = 0

  /** Keeps its file in `folder`. Throws if libfaketime is not installed. */
  constructor(folder: string) {
    const library = findFaketime()
    if (library === undefined) throw new Error(FAKETIME_MISSING)
    this.#file = join(folder, 'clock')
    this.set(0)
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      // As when an administrator sets a clock: what measures durations goes on, and files keep their dates.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    }
  }

  /** From now on it is off by so many whole seconds. */
  set(seconds: number): void {
    // Put in place whole: the processes read it each time that they look at the clock.
    writeFileSync(`${this.#file}.next`, `${seconds < 0 ? '' : '+'}${seconds}\n`)
    renameSync(`${this.#file}.next`, this.#file)
    this.#seconds = seconds
  }

  /** What those processes take for the present, in milliseconds. */
  now(): number {
    return Date.now() + this.#seconds * 1000
  }
}
