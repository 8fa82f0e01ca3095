import { SMALLEST_CROWD } from '../../wire/constants.ts'
import type { GroupCertainty, OpinionReport } from '../../wire/index.ts'
import type { Random } from '../random.ts'
import { countAll, type SplitRule, totalOf } from './group-consensus.ts'
import { decideCount, lettersFor, meanVotes } from './group-memory.ts'
import { heldOutCounts } from './held-out.ts'
import type { BallotClasses } from './near-identical.ts'
import { type Analysis, analyse, spokenFor } from './opinion-analysis.ts'
import { centresOnMap, densityOf } from './opinion-density.ts'
import { FEWEST_GROUPS, type Grouping } from './opinion-groups.ts'
import { bandOf, type Split, splitAll } from './opinion-splits.ts'
import { tellingProposals } from './telling-proposals.ts'
import { firstVoters, keepActive, noVotes, type VoteCounts, type VoteMatrix } from './vote-matrix.ts'

/** Fewer say too little about a reader; the number that Polis asks for. */
const LEAST_VOTES = 7
/** More than anybody reads, and little enough to be taken out of the database between two requests. */
const PROPOSALS = 1000
const NAMED = 20

const NO_GROUPS = {
  people: 0,
  silhouette: null,
  explained: [],
  groups: [],
  proposals: [],
  map: { side: 1, cells: [] },
} satisfies Partial<OpinionReport>

function presentSplit({ id, detail, counts, weighed, consensus }: Split, letters: readonly string[]) {
  const groups = counts.map((count, group) => {
    const isNumbered = detail !== 'bands'
    return {
      group: letters[group] ?? '?',
      agreement: bandOf(weighed[group] ?? noVotes()),
      votes: isNumbered ? totalOf(count) : null,
      agree: isNumbered ? count.agree : null,
      disagree: detail === 'votes' ? count.disagree : null,
      neutral: detail === 'votes' ? count.neutral : null,
    }
  })
  return { id, consensus, groups: groups.sort((one, other) => (one.group < other.group ? -1 : 1)) }
}

function presentClasses(sizes: Iterable<number>): GroupCertainty['nearIdentical'] {
  const sets = [...sizes].filter((size) => size > 1).sort((one, other) => other - one)
  return {
    classes: sets.length,
    ballots: sets.reduce((sum, size) => sum + size, 0),
    large: sets.filter((size) => size >= SMALLEST_CROWD).slice(0, NAMED),
  }
}

const classSizes = ({ sizes }: BallotClasses): Iterable<number> => sizes

function reasonFor(analysis: Analysis | undefined, smallest: number): OpinionReport['noGroups'] {
  if (!analysis || analysis.leaders.voterCount < FEWEST_GROUPS * smallest) return 'too-few-readers'
  return analysis.divisions.length === 0 ? 'too-small' : 'as-by-chance'
}

/** Who is in which group, and how each voted. */
export interface Opinions {
  analysis: Analysis
  /** Of the leaders. */
  grouping: Grouping
  /** Of all. */
  groupOf: Uint8Array
  /** People in each group. */
  sizes: number[]
}

/** All voters, each in the group of the ballot that stands for theirs. */
export function allInGroups(analysis: Analysis, grouping: Grouping): Opinions {
  const groupOf = Uint8Array.from(analysis.leaderOf, (leader) => grouping.groupOf[leader] as number)
  const sizes = grouping.sizes.map(() => 0)
  for (const group of groupOf) sizes[group] = (sizes[group] as number) + 1
  return { analysis, grouping, groupOf, sizes }
}

/** Proposals of which enough may be shown, by group. */
export const splitsOf = (
  { analysis: { matrix, weights }, groupOf, sizes }: Opinions,
  all: readonly VoteCounts[],
  rule: SplitRule,
): Split[] => splitAll(matrix, { groupOf, count: sizes.length, weights }, all, rule)

/** The voters who vote enough, and how many votes that is; the matrix is used up. */
export function enoughVotes(matrix: VoteMatrix): { active: VoteMatrix; leastVotes: number } {
  // Of six proposals nobody casts seven votes.
  const leastVotes = Math.min(LEAST_VOTES, matrix.proposals.length || LEAST_VOTES)
  return { active: keepActive(matrix, leastVotes), leastVotes }
}

function certaintyOf(
  analysis: Analysis,
  grouping: Grouping | null,
  memory: NonNullable<OpinionReport['memory']>,
): GroupCertainty {
  return {
    silhouettes: analysis.chances.map(({ count, silhouette, byChance }) => ({
      groups: count,
      silhouette,
      byChance,
    })),
    stability: grouping?.stability ?? null,
    nearIdentical: presentClasses(classSizes(analysis.identical)),
    closed: presentClasses(analysis.circles),
    similar: presentClasses(classSizes(analysis.similar)),
    steady: { groups: memory.count, wanted: memory.wanted, streak: memory.streak },
    withoutDoubted: null,
    withDoubted: null,
  }
}

/**
 * All that is told about groups of opinion: sums over people, never a person. `sampled` is the part of the voters that
 * the matrix holds. The same votes, seed and former report give the same report, in any order of voters.
 * The matrix is used up.
 *
 * @param former the report before this one, from which numbers and letters of groups go on
 */
export function reportOpinions(
  matrix: VoteMatrix,
  sampled: number,
  rule: SplitRule,
  random: Random,
  former?: Pick<OpinionReport, 'memory'>,
): OpinionReport {
  const votes = matrix.values.length
  const all = matrix.proposals.map((_, proposal) => countAll(matrix, proposal))
  const { active, leastVotes } = enoughVotes(matrix)
  const analysis = analyse(active, rule.splitCell, random)
  const wanted = (analysis && spokenFor(analysis)) ?? null
  const decided = decideCount(wanted?.sizes.length ?? 0, former?.memory ?? undefined)
  // A number that is kept may have become impossible: a group that is too small is not shown.
  const grouping =
    decided.count === 0
      ? null
      : (analysis?.divisions.find(({ sizes }) => sizes.length === decided.count) ?? wanted)
  const known = { votes, leastVotes, sampled }
  const byChance = analysis?.chances.find(
    ({ count }) => count === (grouping?.sizes.length ?? FEWEST_GROUPS),
  )?.byChance
  const silhouetteByChance = byChance && byChance.length > 0 ? Math.max(...byChance) : null
  if (!analysis || !grouping) {
    const memory = { ...decided, count: 0, ...keptOf(former) }
    return {
      ...known,
      ...NO_GROUPS,
      silhouetteByChance,
      noGroups: reasonFor(analysis, rule.splitCell),
      certainty: analysis ? certaintyOf(analysis, null, memory) : null,
      memory,
    }
  }
  const opinions = allInGroups(analysis, grouping)
  const { groupOf, sizes } = opinions
  const means = meanVotes(analysis.matrix, { groupOf, sizes }, rule.splitCell)
  const letters = lettersFor(means, sizes.length, former?.memory ?? undefined)
  const memory = { ...decided, count: sizes.length, letters, means }
  const splits = splitsOf(opinions, all, rule)
  const first = firstVoters(analysis.leaders)
  const heldOut = heldOutCounts(first, grouping, random)
  const telling = tellingProposals(splits, heldOut, sizes.length)
  const centres = centresOnMap(analysis.projection, grouping)
  const people = analysis.matrix.voterCount
  return {
    ...known,
    people,
    silhouette: grouping.silhouette,
    silhouetteByChance,
    noGroups: null,
    explained: [...analysis.projection.explained],
    groups: sizes
      .map((size, group) => ({
        name: letters[group] ?? '?',
        people: size,
        share: size / people,
        centre: centres[group] ?? { x: 0, y: 0 },
        representative: telling[group] ?? [],
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    proposals: splits.slice(0, PROPOSALS).map((split) => presentSplit(split, letters)),
    map: densityOf(analysis.projection, grouping, rule.splitCell, letters),
    certainty: certaintyOf(analysis, grouping, memory),
    memory,
  }
}

/** While there are no groups, what the last ones were is kept: their letters go on when groups come back. */
function keptOf(former: Pick<OpinionReport, 'memory'> | undefined) {
  const { letters = [], means = [] } = former?.memory ?? {}
  return { letters, means }
}
