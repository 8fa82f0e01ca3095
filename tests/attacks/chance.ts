import { randomExponential, randomLogNormal } from 'd3-random'
import { XSadd } from 'ml-xsadd'

/** Chance with the shapes in which people come, wait and gather; the same seed gives the same. */
export interface Chance {
  /** From 0 (included) to 1. */
  random(): number
  /** True in this part of the cases. */
  is(probability: number): boolean
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  pick<Item>(items: readonly Item[]): Item
  shuffled<Item>(items: readonly Item[]): Item[]
  /** Milliseconds of thinking, with a long tail; half are shorter than `median` seconds, none shorter than one. */
  thinking(median: number): number
  /** Milliseconds until the next of independent events, `mean` milliseconds apart. */
  gap(mean: number): number
}

const SPREAD = 0.7

/** Each part of a scenario has a stream of its own, so that honest readers do the same beside any attack. */
export function chanceOf(seed: number, stream: number): Chance {
  const { random } = new XSadd((seed * 1_000_003 + stream * 15_485_863) % 2 ** 32)
  const lognormal = randomLogNormal.source(random)
  const exponential = randomExponential.source(random)
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  return {
    random,
    whole,
    is: (probability) => random() < probability,
    pick: (items) => items[Math.floor(random() * items.length)] as (typeof items)[number],
    shuffled: (items) => {
      const result = [...items]
      for (let last = result.length - 1; last > 0; last--) {
        const other = whole(0, last)
        ;[result[last], result[other]] = [result[other], result[last]] as [never, never]
      }
      return result
    },
    thinking: (median) => Math.max(1000, 1000 * lognormal(Math.log(median), SPREAD)()),
    gap: (mean) => exponential(1 / mean)(),
  }
}
