import { type VoteMatrix, VoteMatrixBuilder } from '../../api/src/domain/opinion-groups/vote-matrix.ts'
import type { Vote } from '../../api/src/wire/index.ts'

export interface PlantedVote {
  proposal: string
  voter: string
  vote: Vote
}

export interface PlantedOptions {
  /** 2, 3 or 4 groups of so many voters each. */
  sizes: readonly number[]
  proposals: number
  votesEach: number
  random(): number
}

const FOR = 0.9
const AGAINST = 0.1

/** What a group thinks of a proposal: four groups are the corners of two subjects that have nothing to do with each other. */
function chanceOfAgreeing(group: number, groups: number, proposal: number): number {
  if (groups === 4) return ((group >> (proposal % 2)) & 1) === 1 ? FOR : AGAINST
  return proposal % groups === group ? FOR : AGAINST
}

/** Votes of people whose groups are known; the group of a voter is the number before the dash in the name. */
export function plantVotes({ sizes, proposals, votesEach, random }: PlantedOptions): PlantedVote[] {
  const votes: PlantedVote[] = []
  for (const [group, size] of sizes.entries()) {
    for (let person = 0; person < size; person++) {
      const seen = new Set<number>()
      while (seen.size < votesEach) seen.add(Math.floor(random() * proposals))
      for (const proposal of seen) {
        const agrees = random() < chanceOfAgreeing(group, sizes.length, proposal)
        const vote = random() < 0.1 ? 'neutral' : agrees ? 'agree' : 'disagree'
        votes.push({ proposal: `p${String(proposal).padStart(4, '0')}`, voter: `${group}-${person}`, vote })
      }
    }
  }
  return votes
}

/** The matrix of the votes, by proposal, and the voters' names in the order of its rows. */
export function matrixOf(votes: readonly PlantedVote[]): { matrix: VoteMatrix; names: string[] } {
  const builder = new VoteMatrixBuilder()
  const names = new Set<string>()
  for (const { proposal, voter, vote } of votes.toSorted((a, b) =>
    a.proposal < b.proposal ? -1 : +(a.proposal > b.proposal),
  )) {
    builder.add(proposal, voter, vote)
    names.add(voter)
  }
  return { matrix: builder.matrix(), names: [...names] }
}

const pairs = (count: number): number => (count * (count - 1)) / 2

function tallied(labels: readonly string[]): number[] {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts.values()]
}

const sumOfPairs = (labels: readonly string[]): number =>
  tallied(labels).reduce((sum, count) => sum + pairs(count), 0)

/** How far two divisions of the same people agree: 1 wholly, 0 as chance would have it (Hubert and Arabie 1985). */
export function adjustedRandIndex(one: readonly string[], other: readonly string[]): number {
  const both = sumOfPairs(one.map((label, index) => `${label} ${other[index]}`))
  const [ones, others] = [sumOfPairs(one), sumOfPairs(other)]
  const byChance = (ones * others) / pairs(one.length)
  return (both - byChance) / ((ones + others) / 2 - byChance)
}
