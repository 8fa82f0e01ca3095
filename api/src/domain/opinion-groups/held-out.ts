import { upperQuantile } from '../normal-quantile.ts'
import type { Random } from '../random.ts'
import { countByGroup } from './group-consensus.ts'
import { bestPairs } from './group-matching.ts'
import { divide, type Grouping } from './opinion-groups.ts'
import { projectVoters } from './principal-components.ts'
import { type VoteCounts, type VoteMatrix, withoutProposals } from './vote-matrix.ts'

const FOLDS = 5
/** Enough for directions that are there. */
const ROUNDS = 10
const RESTARTS = 8

/** Number in `grouping` of each group of another division of the same voters: those that share most voters. */
function sameNumbers(other: Uint8Array, { groupOf, sizes }: Pick<Grouping, 'groupOf' | 'sizes'>): Uint8Array {
  const shared = sizes.map(() => sizes.map(() => 0))
  for (let voter = 0; voter < other.length; voter++) {
    const row = shared[other[voter] as number] as number[]
    const group = groupOf[voter] as number
    row[group] = (row[group] as number) + 1
  }
  const pairs = bestPairs(shared, sizes.length)
  return other.map((group) => pairs[group] as number)
}

/**
 * Votes by group on each proposal, where the groups were made from votes on other proposals: without a fifth of them at
 * a time. Votes that made the groups would differ between them even if they were cast by chance. Undefined where the
 * others do not make as many groups.
 */
export function heldOutCounts(
  matrix: VoteMatrix,
  grouping: Pick<Grouping, 'groupOf' | 'sizes'>,
  random: Random,
): (VoteCounts[] | undefined)[] {
  const counts = new Array<VoteCounts[] | undefined>(matrix.proposals.length).fill(undefined)
  for (let fold = 0; fold < FOLDS; fold++) {
    const isTested = (proposal: number): boolean => proposal % FOLDS === fold
    const places = projectVoters(withoutProposals(matrix, isTested), random, ROUNDS)
    const division = divide(places, grouping.sizes.length, random, RESTARTS)
    if (!division) continue
    const groupOf = sameNumbers(division.groupOf, grouping)
    for (let proposal = fold; proposal < counts.length; proposal += FOLDS)
      counts[proposal] = countByGroup(matrix, proposal, groupOf, grouping.sizes.length)
  }
  return counts
}

/**
 * Of many tests, given by how many standard deviations each is above nothing, those to be believed: of them, at most the
 * part `falseShare` is there by chance (Benjamini and Hochberg 1995).
 */
export function discoveries<Test extends { z: number }>(tests: readonly Test[], falseShare: number): Test[] {
  const ordered = tests.toSorted((one, other) => other.z - one.z)
  const last = ordered.findLastIndex(
    ({ z }, rank) => z >= upperQuantile((falseShare * (rank + 1)) / tests.length),
  )
  return ordered.slice(0, last + 1)
}
