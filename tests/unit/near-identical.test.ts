import fastCheck from 'fast-check'
import { XSadd } from 'ml-xsadd'
import { describe, expect, it } from 'vitest'
import { closedCircles } from '../../api/src/domain/opinion-groups/closed-circles.ts'
import { classesOf, contentOrder, signaturesOf } from '../../api/src/domain/opinion-groups/near-identical.ts'
import { ballotsOf, matrixOfBallots } from '../../api/src/domain/opinion-groups/vote-matrix.ts'
import type { Vote } from '../../api/src/wire/index.ts'
import { matrixOf, type PlantedVote } from '../support/planted-votes.ts'

const seeded = (seed: number) => new XSadd(seed).random
const VOTES: readonly Vote[] = ['agree', 'disagree', 'neutral']
const nameOfProposal = (proposal: number): string => `p${String(proposal).padStart(4, '0')}`

/** Two camps, not of one mind each, who vote on most proposals. */
function crowd(random = seeded(5)): PlantedVote[] {
  const votes: PlantedVote[] = []
  for (let reader = 0; reader < 160; reader++)
    for (let proposal = 0; proposal < 60; proposal++)
      if (random() < 0.6)
        votes.push({
          proposal: nameOfProposal(proposal),
          voter: `reader-${reader}`,
          vote: random() < (reader % 2 === proposal % 2 ? 0.6 : 0.4) ? 'agree' : 'disagree',
        })
  return votes
}

const CROWD = crowd()

/** Ballots on every second proposal that copy one another, each vote replaced with a chance of `noise`. */
function copies(count: number, noise: number, random = seeded(7)): PlantedVote[] {
  const list = Array.from({ length: 30 }, (_, place) => ({
    proposal: nameOfProposal(place * 2),
    vote: VOTES[Math.floor(random() * 2)] as Vote,
  }))
  return Array.from({ length: count }, (_, copy) =>
    list.map(({ proposal, vote }) => ({
      proposal,
      voter: `copy-${copy}`,
      vote: random() < noise ? (VOTES[Math.floor(random() * 3)] as Vote) : vote,
    })),
  ).flat()
}

/** The names of ballots by class, those that are alone left out. */
function sets(votes: readonly PlantedVote[], find: 'identical' | 'closed', leastEqual = 0.95): string[][] {
  const { matrix, names } = matrixOf(votes)
  const order = contentOrder(matrix)
  const ballots = ballotsOf(matrix, order)
  const nameOf = (ballot: number) => names[order[ballot] as number] as string
  const classes = classesOf(ballots, signaturesOf(ballots, matrix.proposals.length), leastEqual)
  if (find === 'closed')
    return closedCircles(ballots, matrix.proposals.length, classes).map((circle) => circle.map(nameOf).sort())
  const all = [...classes.leaderOf.keys()]
  return all
    .filter((leader) => (classes.sizes[leader] as number) > 1)
    .map((leader) => all.filter((ballot) => classes.leaderOf[ballot] === leader).map(nameOf))
    .map((names) => names.sort())
}

describe('nearly identical ballots', () => {
  it('are found among others, also where one vote in thirty differs', () => {
    expect(sets([...CROWD, ...copies(9, 0)], 'identical')).toEqual([
      Array.from({ length: 9 }, (_, copy) => `copy-${copy}`),
    ])
    const changed = copies(2, 0).with(3, { proposal: 'p0006', voter: 'copy-0', vote: 'neutral' })
    expect(sets([...CROWD, ...changed], 'identical')).toEqual([['copy-0', 'copy-1']])
  })

  it('have at least eight votes in common', () => {
    const few = (votes: number) =>
      copies(2, 0).filter(({ proposal }) => Number(proposal.slice(1)) < votes * 2)
    expect(sets([...CROWD, ...few(7)], 'identical')).toEqual([])
    expect(sets([...CROWD, ...few(8)], 'identical')).toEqual([['copy-0', 'copy-1']])
  })

  it('are not those of readers who merely think alike, and similar ones are found by another bar', () => {
    expect(sets(CROWD, 'identical')).toEqual([])
    expect(sets([...CROWD, ...copies(12, 0.1)], 'identical').flat().length).toBeLessThan(6)
    expect(sets([...CROWD, ...copies(12, 0.08)], 'identical', 0.85).flat().length).toBeGreaterThan(8)
  })

  it('are ordered and found by what they hold, whatever the names and the order of voters', () => {
    const votes = [...CROWD, ...copies(4, 0)]
    const expected = matrixOfBallots(
      ballotsOf(matrixOf(votes).matrix, contentOrder(matrixOf(votes).matrix)),
      matrixOf(votes).matrix.proposals,
    )
    fastCheck.assert(
      fastCheck.property(fastCheck.shuffledSubarray(votes, { minLength: votes.length }), (shuffled) => {
        const { matrix } = matrixOf(shuffled.map((vote) => ({ ...vote, voter: `${vote.voter}x` })))
        expect(matrixOfBallots(ballotsOf(matrix, contentOrder(matrix)), matrix.proposals)).toEqual(expected)
      }),
      { numRuns: 5 },
    )
  })
})

describe('a closed circle', () => {
  it('is a small set who vote like each other and unlike all others, though a tenth of the votes is noise', () => {
    const [circle = [], ...more] = sets([...CROWD, ...copies(9, 0.1)], 'closed')
    expect(more).toEqual([])
    const copied = circle.filter((name) => name.startsWith('copy'))
    expect(copied.length).toBeGreaterThan(4)
    // One in a hundred and sixty honest readers may happen to vote like them.
    expect(circle.length - copied.length).toBeLessThanOrEqual(1)
  })

  it('is not a camp: a camp has more people than one mind has names', () => {
    expect(sets(CROWD, 'closed')).toEqual([])
    expect(sets([...CROWD, ...copies(30, 0.1)], 'closed')).toEqual([])
  })
})
