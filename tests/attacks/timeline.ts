import { SECOND, type TestRuntime } from '../support/runtime.ts'

/** Somebody who does one thing after the other; yields the milliseconds until the next. */
export type Actor = AsyncGenerator<number, void>

const AT_ONCE = 64

/** Calls a task for each, a bounded number at the same time. */
async function each<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < items.length) await task(items[next++] as Item)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work))
}

/**
 * Lets actors act in the order of a clock that nobody waits for: an hour takes as long as its requests. Those whose
 * turn is in the same second act at the same moment.
 */
export class Timeline {
  readonly #clock: TestRuntime
  readonly #turns = new Map<number, Actor[]>()

  constructor(clock: TestRuntime) {
    this.#clock = clock
  }

  /** @param at milliseconds since the epoch */
  add(at: number, actor: Actor): void {
    const second = Math.floor(at / SECOND)
    const others = this.#turns.get(second)
    if (others) others.push(actor)
    else this.#turns.set(second, [actor])
  }

  /** Runs until an instant, whoever is not done by then; `onSecond` is called before each second in which somebody acts. */
  async run(until: number, onSecond: (now: number) => Promise<void>): Promise<void> {
    for (let second = Math.floor(this.#clock.now() / SECOND); second * SECOND < until; second++) {
      this.#clock.pass(Math.max(0, second * SECOND - this.#clock.now()))
      const actors = this.#turns.get(second)
      if (!actors) continue
      this.#turns.delete(second)
      await onSecond(second * SECOND)
      await each(actors, async (actor) => {
        const { done, value } = await actor.next()
        if (!done) this.add(Math.max(second + 1, second + value / SECOND) * SECOND, actor)
      })
    }
  }
}
