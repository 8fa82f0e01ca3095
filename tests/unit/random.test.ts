import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomSample } from '../../api/src/domain/random.ts'
import { pageOf } from '../../api/src/domain/sequence/sequence.ts'
import { testRuntime } from '../support/runtime.ts'

const items = fastCheck.nat(60).map((count) => Array.from({ length: count }, (_, index) => index))
const random = fastCheck
  .infiniteStream(fastCheck.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map((numbers) => () => numbers.next().value)

describe('a random choice', () => {
  it('holds nothing twice, nothing foreign, and as many as asked while there are', () => {
    fastCheck.assert(
      fastCheck.property(items, fastCheck.nat(70), random, (all, size, runtime) => {
        const drawn = randomSample(all, size, runtime)
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn.length).toBe(Math.min(size, all.length))
        expect(drawn.every((item) => all.includes(item))).toBe(true)
      }),
    )
  })

  it('leaves the list as it was', () => {
    const all = Object.freeze([1, 2, 3, 4, 5])
    randomSample(all, 3, () => 0.9)
    expect(all).toEqual([1, 2, 3, 4, 5])
  })

  it('gives every item the same chance at every place', () => {
    const { random: runtime } = testRuntime()
    const DRAWS = 12_000
    const places = Array.from({ length: 3 }, () => Array.from({ length: 6 }, () => 0))
    for (let draw = 0; draw < DRAWS; draw++) {
      for (const [place, item] of randomSample([0, 1, 2, 3, 4, 5], 3, runtime).entries()) {
        const row = places[place] ?? []
        row[item] = (row[item] ?? 0) + 1
      }
    }
    const expected = DRAWS / 6
    for (const row of places) {
      const distance = row.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      expect(distance).toBeLessThan(20.5) // chi square, 5 degrees of freedom, p = 0.001
    }
  })
})

describe('draws by number', () => {
  it('from 1 on cover every item once, and say truly which is the last', () => {
    fastCheck.assert(
      fastCheck.property(items, fastCheck.integer({ min: 1, max: 20 }), (all, size) => {
        const met: number[] = []
        for (let number = 1; ; number++) {
          const { items: page, last } = pageOf(all, number, size)
          met.push(...page)
          expect(page.length).toBeLessThanOrEqual(size)
          expect(page.length > 0 || all.length === 0).toBe(true)
          if (last) break
        }
        expect(met).toEqual(all)
      }),
    )
  })
})
