import { expect, it } from 'vitest'
import { ProblemError } from '../../api/src/domain/problem-error.ts'
import { Erasure } from '../../api/src/ingest/erasure.ts'
import type { Store } from '../../api/src/store/index.ts'

/** An erasure that looks for votes when the test says so, and the voters in the order in which they were looked for. */
function setUp() {
  const looked: number[] = []
  const ends: (() => void)[] = []
  const store = {
    votes: {
      votesOf: (_consultation: string, voter: Uint8Array) =>
        new Promise((resolve) => {
          looked.push(voter[0] ?? 0)
          ends.push(() => resolve([]))
        }),
    },
    proposals: { byAuthor: async () => [] },
  }
  const erasure = new Erasure(
    { forget: async () => 1 },
    store as unknown as Pick<Store, 'votes' | 'proposals' | 'database'>,
  )
  const ask = (network: string, voter: number) =>
    erasure
      .votesOf({ consultationId: 'con', network, voter: Uint8Array.of(voter) })
      .catch((error: unknown) => (error instanceof ProblemError ? error.code : error))
  async function finish(): Promise<void> {
    for (let end = ends.shift(); end; end = ends.shift()) {
      end()
      await new Promise(setImmediate)
    }
  }
  return { looked, ask, finish }
}

it('Who asks to be forgotten waits for one erasure of each network that asks for many', async () => {
  const { looked, ask, finish } = setUp()
  const asked = [1, 2, 3, 4].map((voter) => ask('many', voter))
  asked.push(ask('home', 10), ask('other', 20))
  await finish()
  expect(looked).toEqual([1, 2, 10, 20, 3, 4])
  expect(await Promise.all(asked)).toEqual([1, 1, 1, 1, 1, 1])
})

it('A network that asks for more than a hundred is told to come back, and others are not', async () => {
  const { ask, finish } = setUp()
  const asked = Array.from({ length: 110 }, (_, voter) => ask('many', voter))
  const other = ask('home', 200)
  await finish()
  const answers = await Promise.all(asked)
  expect(answers.filter((answer) => answer === 'overloaded')).toHaveLength(9)
  expect(answers.filter((answer) => answer === 1)).toHaveLength(101)
  expect(await other).toBe(1)
  const again = ask('many', 1)
  await finish()
  expect(await again).toBe(1)
})

it('Where hundreds of networks ask, no more than 600 wait', async () => {
  const { ask, finish } = setUp()
  const asked = Array.from({ length: 700 }, (_, number) => ask(`home ${number}`, number % 256))
  await finish()
  expect((await Promise.all(asked)).filter((answer) => answer === 1)).toHaveLength(601)
})
