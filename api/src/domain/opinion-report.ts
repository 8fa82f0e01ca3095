import type { OpinionReport } from '../wire/index.ts'
import type { Random } from './draw.ts'
import {
  countAll,
  countByGroup,
  type Detail,
  groupInformedConsensus,
  representativeness,
  type SplitRule,
  shownDetail,
  totalOf,
} from './group-consensus.ts'
import { centresOnMap, densityOf, groupName } from './opinion-density.ts'
import { type Grouping, groupVoters } from './opinion-groups.ts'
import { projectVoters } from './principal-components.ts'
import { keepActive, noVotes, type VoteCounts, type VoteMatrix } from './vote-matrix.ts'

/** Fewer say too little about a reader; the number that Polis asks for. */
const LEAST_VOTES = 7
const REPRESENTATIVE = 5
/** More than anybody reads, and little enough to be taken out of the database between two requests. */
const PROPOSALS = 1000

const NO_GROUPS = {
  people: 0,
  silhouette: null,
  explained: [],
  groups: [],
  proposals: [],
  map: { side: 1, cells: [] },
}

interface Split {
  id: string
  detail: Detail
  counts: VoteCounts[]
}

function presentSplit({ id, detail, counts }: Split): OpinionReport['proposals'][number] {
  const groups = counts.map((count, group) => ({
    group: groupName(group),
    votes: totalOf(count),
    agree: count.agree,
    disagree: detail === 'votes' ? count.disagree : null,
    neutral: detail === 'votes' ? count.neutral : null,
  }))
  return { id, consensus: groupInformedConsensus(counts), groups }
}

function othersThan(counts: readonly VoteCounts[], group: number): VoteCounts {
  const sum = noVotes()
  for (const [index, { agree, disagree, neutral }] of counts.entries()) {
    if (index === group) continue
    sum.agree += agree
    sum.disagree += disagree
    sum.neutral += neutral
  }
  return sum
}

type Representative = OpinionReport['groups'][number]['representative']

function representativeOf(splits: readonly Split[], group: number): Representative {
  const found = splits.flatMap(({ id, detail, counts }) => {
    const votes = detail === 'votes' ? (['agree', 'disagree'] as const) : (['agree'] as const)
    const own = counts[group] ?? noVotes()
    return votes.flatMap((vote) => {
      const telling = representativeness(own, othersThan(counts, group), vote)
      return telling ? [{ id, vote, ...telling }] : []
    })
  })
  return found
    .sort((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1))
    .slice(0, REPRESENTATIVE)
    .map(({ id, vote, rate, elsewhere }) => ({ id, vote, rate, elsewhere }))
}

/** `all`: the votes on each proposal, those of voters without a group among them. */
function splitAll(
  active: VoteMatrix,
  all: readonly VoteCounts[],
  grouping: Grouping,
  rule: SplitRule,
): Split[] {
  return active.proposals
    .map((id, proposal): Split => {
      const counts = countByGroup(active, proposal, grouping.groupOf, grouping.sizes.length)
      return { id, counts, detail: shownDetail(counts, all[proposal] ?? noVotes(), rule) }
    })
    .filter(({ detail }) => detail !== 'nothing')
}

/**
 * All that is told about groups of opinion: sums over people, never a person. `sampled` is the part of the voters that
 * the matrix holds. The same votes and seed give the same report, in any order of voters.
 * The matrix is used up.
 */
export function reportOpinions(
  matrix: VoteMatrix,
  sampled: number,
  rule: SplitRule,
  random: Random,
): OpinionReport {
  const all = matrix.proposals.map((_, proposal) => countAll(matrix, proposal))
  const active = keepActive(matrix, LEAST_VOTES)
  const known = { votes: matrix.values.length, leastVotes: LEAST_VOTES, sampled }
  const places = active.voterCount > 0 ? projectVoters(active, random) : undefined
  const grouping = places && groupVoters(places, rule.splitCell, random)
  if (!grouping) return { ...known, ...NO_GROUPS }
  const splits = splitAll(active, all, grouping, rule)
  const people = active.voterCount
  const centres = centresOnMap(places, grouping)
  return {
    ...known,
    people,
    silhouette: grouping.silhouette,
    explained: [...places.explained],
    groups: grouping.sizes.map((size, group) => ({
      name: groupName(group),
      people: size,
      share: size / people,
      centre: centres[group] ?? { x: 0, y: 0 },
      representative: representativeOf(splits, group),
    })),
    proposals: splits
      .map(presentSplit)
      .sort((one, other) => other.consensus - one.consensus || (one.id < other.id ? -1 : 1))
      .slice(0, PROPOSALS),
    map: densityOf(places, grouping, rule.splitCell),
  }
}
