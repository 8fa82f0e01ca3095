import type { OpinionMemory } from '../../wire/index.ts'
import { countByGroup, totalOf } from './group-consensus.ts'
import { bestPairs } from './group-matching.ts'
import type { Grouping } from './opinion-groups.ts'
import type { VoteMatrix } from './vote-matrix.ts'

/** Computations in a row that must want another number of groups before it is changed. */
const PATIENCE = 4
/** Names of groups. */
export const LETTERS: readonly string[] = ['A', 'B', 'C', 'D', 'E']
/** Of the proposals with most votes, for how many it is kept what each group said. */
const REMEMBERED = 300
/** Both values are from -1 to 1. */
const FURTHEST = 4

/** What to do after a computation that wants so many groups. */
export interface Decision {
  count: number
  wanted: number
  streak: number
}

/**
 * How many groups to show, where the votes by themselves speak for `wanted` (0: none). The number changes only when four
 * computations in a row want the same other one: from none to some too, since a few votes can look like camps for a moment.
 * The first computation of a consultation is shown at once.
 */
export function decideCount(wanted: number, former: Decision | undefined): Decision {
  if (!former || former.count === wanted) return { count: wanted, wanted, streak: 0 }
  const streak = former.wanted === wanted ? former.streak + 1 : 1
  return streak >= PATIENCE ? { count: wanted, wanted, streak: 0 } : { count: former.count, wanted, streak }
}

/** Mean vote of each group on the proposals with most votes, from -1 to 1; only where each group has `least` voters. */
export function meanVotes(
  matrix: VoteMatrix,
  { groupOf, sizes }: Pick<Grouping, 'groupOf' | 'sizes'>,
  least: number,
): OpinionMemory['means'] {
  return matrix.proposals
    .map((id, proposal) => ({ id, counts: countByGroup(matrix, proposal, groupOf, sizes.length) }))
    .filter(({ counts }) => counts.every((group) => totalOf(group) >= least))
    .map(({ id, counts }) => ({
      id,
      votes: counts.reduce((sum, group) => sum + totalOf(group), 0),
      means: counts.map((group) => Math.round((100 * (group.agree - group.disagree)) / totalOf(group)) / 100),
    }))
    .sort((one, other) => other.votes - one.votes || (one.id < other.id ? -1 : 1))
    .slice(0, REMEMBERED)
    .map(({ id, means }) => ({ id, means }))
}

/**
 * The letter of each group: that of the group of the former computation whose mean votes are nearest. Groups that nobody
 * came before take the letters that are free, in the order of their size.
 */
export function lettersFor(
  means: OpinionMemory['means'],
  count: number,
  former: Pick<OpinionMemory, 'letters' | 'means'> | undefined,
): string[] {
  const before = new Map(former?.means.map((one) => [one.id, one.means]))
  const known = former?.letters ?? []
  const scores = Array.from({ length: count }, (_, group) =>
    known.map((_letter, other) => {
      let [sum, shared] = [0, 0]
      for (const now of means) {
        const then = before.get(now.id)
        if (!then) continue
        sum += ((now.means[group] ?? 0) - (then[other] ?? 0)) ** 2
        shared += 1
      }
      return shared === 0 ? 0 : FURTHEST - sum / shared
    }),
  )
  const pairs = bestPairs(scores, known.length)
  const taken = new Set(pairs.map((column) => known[column]))
  const free = LETTERS.filter((letter) => !taken.has(letter))
  return pairs.map((column) => known[column] ?? free.shift() ?? '?')
}
