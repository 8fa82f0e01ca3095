import { describe, expect, it, vi } from 'vitest'
import { VoterCounts } from '../../api/src/cache/voter-counts.ts'
import { noTallies } from '../../api/src/domain/votes/votes.ts'
import type { ResultStore } from '../../api/src/store/results.ts'

const HOUR = 3_600_000

/** Two readers on every proposal; `failing`: the database answers nothing. */
function countsOf(failing = false) {
  let now = 1
  let asked = 0
  const votersAfter = async () => {
    asked += 1
    if (failing) throw new Error('The database is closed')
    return [1, 2].map((number) => ({ voter: new Uint8Array([number]), publisherId: null }))
  }
  const results = { votersAfter } as unknown as ResultStore
  return {
    counts: new VoterCounts({ results, monotonic: () => now }),
    asked: () => asked,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

const proposals = (count: number, agree: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, tallies: { ...noTallies(), agree } }))

describe('The number of readers', () => {
  it('is there at the first look, where votes are few', async () => {
    expect(await countsOf().counts.of('few', proposals(20, 2))).toMatchObject({ all: 2 })
  })

  it.each([
    ['votes', proposals(1, 1_000_000)],
    ['proposals', proposals(1000, 2)],
  ])('is not waited for, where there are many %s: a later look has it', async (_many, all) => {
    const { counts } = countsOf()
    expect(await counts.of('many', all)).toBeNull()
    await vi.waitUntil(async () => (await counts.of('many', all)) !== null)
    expect(await counts.of('many', all)).toMatchObject({ all: 2 })
  })

  it('is the last one while the next is counted', async () => {
    const { counts, asked, pass } = countsOf()
    const first = await counts.of('few', proposals(20, 2))
    pass(HOUR)
    expect(await counts.of('few', proposals(20, 2))).toBe(first)
    await vi.waitUntil(() => asked() === 40)
  })

  it('is left out where the database does not answer', async () => {
    expect(await countsOf(true).counts.of('few', proposals(20, 2))).toBeNull()
  })
})
