import fastCheck from 'fast-check'
import { XSadd } from 'ml-xsadd'
import { describe, expect, it } from 'vitest'
import { groupVoters, meanSilhouette } from '../../api/src/domain/opinion-groups/opinion-groups.ts'
import { reportOpinions } from '../../api/src/domain/opinion-groups/opinion-report.ts'
import { projectVoters } from '../../api/src/domain/opinion-groups/principal-components.ts'
import { isSampled, keepActive, VoteMatrixBuilder } from '../../api/src/domain/opinion-groups/vote-matrix.ts'
import { randomSample } from '../../api/src/domain/random.ts'
import { adjustedRandIndex, matrixOf, type PlantedVote, plantVotes } from '../support/planted-votes.ts'

const SPLIT = { splitVotes: 50, splitCell: 11 }
const seeded = (seed = 1) => new XSadd(seed).random

const plant = (sizes: readonly number[], seed = 5): PlantedVote[] =>
  plantVotes({ sizes, proposals: 60, votesEach: 25, random: seeded(seed) })

function groupsFound(votes: readonly PlantedVote[]) {
  const { matrix, names } = matrixOf(votes)
  const grouping = groupVoters(projectVoters(matrix, seeded()), SPLIT.splitCell, seeded())
  const found = Array.from(grouping?.groupOf ?? [], String)
  return { count: grouping?.sizes.length, found, names, planted: names.map((name) => name[0] ?? '') }
}

const report = (votes: readonly PlantedVote[]) => reportOpinions(matrixOf(votes).matrix, 1, SPLIT, seeded())

describe('groups of opinion', () => {
  it.each([
    ['two groups', [120, 80]],
    ['three groups', [90, 70, 60]],
    ['four groups', [80, 70, 60, 60]],
  ])('that were planted are found again: %s', (_name, sizes) => {
    const { count, found, planted } = groupsFound(plant(sizes))
    expect(count).toBe(sizes.length)
    expect(adjustedRandIndex(found, planted)).toBeGreaterThan(0.9)
  })

  it('do not depend on the order or on the names of the voters', () => {
    const votes = plant([60, 50])
    const expected = report(votes)
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1, max: 10_000 }), (seed) => {
        const shuffled = randomSample(votes, votes.length, seeded(seed))
        const renamed = shuffled.map((vote) => ({ ...vote, voter: `${seed}${vote.voter}${seed % 7}` }))
        const { silhouette, explained, ...counts } = report(renamed)
        expect(counts).toEqual({ ...expected, silhouette: undefined, explained: undefined })
        expect(silhouette).toBeCloseTo(expected.silhouette ?? 0, 9)
        expect(explained[0]).toBeCloseTo(expected.explained[0] ?? 0, 9)
      }),
      { numRuns: 3 },
    )
  })

  it('are the same, to the last bit, for the same votes', () => {
    const votes = plant([60, 50])
    expect(report(votes)).toEqual(report(votes))
  })

  it('take no reader in who has voted fewer than seven times', () => {
    const votes = plant([60, 50])
    const idle = Array.from({ length: 6 }, (_, index) => ({
      proposal: `p000${index}`,
      voter: 'idle',
      vote: 'agree' as const,
    }))
    expect(report([...votes, ...idle]).people).toBe(110)
    const active = { proposal: 'p0007', voter: 'idle', vote: 'agree' as const }
    expect(report([...votes, ...idle, active]).people).toBe(111)
  })

  it.each([
    ['nobody has voted', []],
    ['too few have voted', plant([10, 11])],
    ['all vote alike', plant([60, 50]).map((vote) => ({ ...vote, vote: 'agree' as const }))],
  ])('are not made when %s', (_when, votes) => {
    expect(report(votes)).toMatchObject({ groups: [], proposals: [], people: 0, silhouette: null })
  })

  it('are not bent by one reader who votes on everything', () => {
    const votes = plant([120, 80])
    const zealot = Array.from({ length: 3000 }, (_, index) => ({
      proposal: `z${index}`,
      voter: '0-zealot',
      vote: index % 2 === 0 ? ('agree' as const) : ('disagree' as const),
    }))
    const company = zealot.flatMap(({ proposal }) => [
      { proposal, voter: '1-1', vote: 'agree' as const },
      { proposal, voter: '0-1', vote: 'disagree' as const },
    ])
    const { count, found, planted } = groupsFound([...votes, ...zealot, ...company])
    expect(count).toBe(2)
    expect(adjustedRandIndex(found, planted)).toBeGreaterThan(0.9)
  })
})

describe('principal components', () => {
  it('find the one direction that there is, and its sign is always the same', () => {
    const votes = plant([80, 80])
    const { matrix, names } = matrixOf(votes)
    const [one, other] = [projectVoters(matrix, seeded(1)), projectVoters(matrix, seeded(2))]
    for (const [index] of names.entries()) expect(one.x[index]).toBeCloseTo(other.x[index] ?? 0, 3)
    expect(one.explained[0]).toBeGreaterThan(4 * one.explained[1])
  })

  it('put a voter of few votes as far out as one of many with the same mind', () => {
    const { matrix, names } = matrixOf([
      ...plant([80, 80]),
      ...plantVotes({ sizes: [20, 20], proposals: 60, votesEach: 8, random: seeded(9) }).map((vote) => ({
        ...vote,
        voter: `${vote.voter}-few`,
      })),
    ])
    const { x } = projectVoters(matrix, seeded())
    const mean = (isChosen: (name: string) => boolean) => {
      const chosen = names.flatMap((name, index) =>
        name.startsWith('0') && isChosen(name) ? [x[index] ?? 0] : [],
      )
      return Math.abs(chosen.reduce((sum, value) => sum + value, 0) / chosen.length)
    }
    const ratio = mean((name) => name.endsWith('few')) / mean((name) => !name.endsWith('few'))
    // Votes are drawn out by the root of their number, so few votes stand at √(8/25) of many.
    expect(ratio).toBeGreaterThan(0.45)
    expect(ratio).toBeLessThan(0.7)
  })
})

describe('the silhouette', () => {
  it('is near 1 for points that are well apart, and near 0 for a heap cut in two', () => {
    const apart = [0, 0.1, 0.2, 9, 9.1, 9.2].map((x): [number, number] => [x, 0])
    expect(meanSilhouette(apart, [0, 0, 0, 1, 1, 1], 2)).toBeGreaterThan(0.95)
    const random = seeded()
    const heap = Array.from({ length: 200 }, (): [number, number] => [random(), random()])
    expect(
      Math.abs(
        meanSilhouette(
          heap,
          heap.map((_, index) => index % 2),
          2,
        ),
      ),
    ).toBeLessThan(0.05)
  })
})

describe('the matrix builder', () => {
  it('loses nothing when more votes come than were expected', () => {
    const builder = new VoteMatrixBuilder(0)
    for (let number = 0; number < 10_000; number++) builder.add('p', `${number}`, 'agree')
    const { voterCount, values } = builder.matrix()
    expect(voterCount).toBe(10_000)
    expect(values.every((value) => value === 1)).toBe(true)
    expect(values.length).toBe(10_000)
  })
})

describe('a matrix without the idle', () => {
  it('holds exactly the votes of those who vote enough', () => {
    const voter = fastCheck.constantFrom('a', 'b', 'c', 'd', 'e')
    const vote = fastCheck.constantFrom('agree' as const, 'disagree' as const, 'neutral' as const)
    const votes = fastCheck.uniqueArray(fastCheck.record({ proposal: voter, voter, vote }), {
      selector: ({ proposal, voter }) => proposal + voter,
    })
    fastCheck.assert(
      fastCheck.property(votes, fastCheck.integer({ min: 1, max: 5 }), (cast, least) => {
        const counts = new Map<string, number>()
        for (const { voter } of cast) counts.set(voter, (counts.get(voter) ?? 0) + 1)
        const active = [...counts.values()].filter((count) => count >= least)
        const kept = keepActive(matrixOf(cast).matrix, least)
        expect([...kept.votesOf].sort()).toEqual(active.sort())
        expect(kept.values.length).toBe(active.reduce((sum, count) => sum + count, 0))
        expect(kept.starts.at(-1)).toBe(kept.values.length)
      }),
    )
  })
})

describe('the sample', () => {
  it('takes about the part that is asked for, and all when it is all', () => {
    const random = seeded()
    const names = Array.from({ length: 4000 }, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .toUpperCase()
        .padStart(8, '0')
        .padEnd(32, 'F'),
    )
    const part = names.filter((name) => isSampled(name, 0.25)).length / names.length
    expect(part).toBeGreaterThan(0.22)
    expect(part).toBeLessThan(0.28)
    expect(names.every((name) => isSampled(name, 1))).toBe(true)
  })
})
