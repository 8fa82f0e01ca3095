import type { Random } from '../random.ts'
import { divisionsOf, fewestGroups, type Grouping } from './opinion-groups.ts'
import { projectVoters } from './principal-components.ts'
import type { VoteMatrix } from './vote-matrix.ts'

/** What a division would be worth if readers had no minds of their own. */
export interface Chance {
  count: number
  silhouette: number
  /** Silhouettes of so many groups in shuffled votes; fewer than the shuffles where a group was too small. */
  byChance: number[]
}

const SHUFFLES = 9
/** Less than for the votes themselves: there is nothing to be found that more of them would find. */
const ROUNDS = 8
const RESTARTS = 8
/**
 * Standard deviations above the mean of the shuffles. With four divisions tried and nine shuffles, chance alone goes
 * that far in one consultation of a hundred.
 */
const BEYOND = 4

/** The same voters on the same proposals, and as many votes of each kind on each, but given to its voters by chance. */
function shuffled(matrix: VoteMatrix, random: Random): VoteMatrix {
  const values = matrix.values.slice()
  for (let proposal = 0; proposal < matrix.proposals.length; proposal++) {
    const start = matrix.starts[proposal] as number
    for (let last = (matrix.starts[proposal + 1] as number) - 1; last > start; last--) {
      const other = start + Math.floor(random() * (last - start + 1))
      const value = values[last] as number
      values[last] = values[other] as number
      values[other] = value
    }
  }
  return { ...matrix, values }
}

/**
 * Divisions of shuffled votes, to lay beside those of the votes as they are (parallel analysis, Horn 1965): votes are
 * shuffled within each proposal, so who voted on what, and how proposals were received, stays as it is.
 */
export function againstChance(
  matrix: VoteMatrix,
  divisions: readonly Grouping[],
  smallest: number,
  random: Random,
): Chance[] {
  if (divisions.length === 0) return []
  const shuffles = Array.from({ length: SHUFFLES }, () =>
    divisionsOf(projectVoters(shuffled(matrix, random), random, ROUNDS), smallest, random, RESTARTS),
  )
  return divisions.map(({ sizes, silhouette }) => ({
    count: sizes.length,
    silhouette,
    byChance: shuffles.flatMap((found) =>
      found.filter((one) => one.sizes.length === sizes.length).map((one) => one.silhouette),
    ),
  }))
}

/** True if a division is better than those of shuffled votes, and further from them than they are from each other. */
export function beatsChance({ silhouette, byChance }: Chance): boolean {
  const mean = byChance.reduce((sum, value) => sum + value, 0) / Math.max(1, byChance.length)
  const squares = byChance.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / Math.max(1, byChance.length - 1))
  return silhouette > Math.max(0, ...byChance) && silhouette > mean + BEYOND * deviation
}

/** The fewest groups that are about as good as any, among the divisions that beat chance. Null: none does. */
export const bestBeyondChance = (
  divisions: readonly Grouping[],
  chances: readonly Chance[],
): Grouping | null =>
  fewestGroups(
    divisions.filter(({ sizes }) => chances.some((one) => one.count === sizes.length && beatsChance(one))),
  )
