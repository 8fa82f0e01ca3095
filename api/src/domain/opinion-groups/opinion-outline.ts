import type { GroupCertainty, OpinionReport } from '../../wire/index.ts'
import type { Random } from '../random.ts'
import type { SplitRule } from './group-consensus.ts'
import { reportOpinions } from './opinion-report.ts'
import type { VoteMatrix } from './vote-matrix.ts'

const TOP = 10

const topOf = ({ proposals }: OpinionReport): string[] => proposals.slice(0, TOP).map(({ id }) => id)

/** What the groups would be with other votes, laid beside a report: for the team. The matrix is used up. */
export function outlineOf(
  matrix: VoteMatrix,
  rule: SplitRule,
  random: Random,
  report: OpinionReport,
): NonNullable<GroupCertainty['withDoubted']> {
  // With the same memory, so that only the votes make a difference.
  const other = reportOpinions(matrix, report.sampled, rule, random, report)
  const top = topOf(report)
  return {
    votes: other.votes,
    people: other.people,
    shares: other.groups.map(({ share }) => share).sort((one, next) => next - one),
    silhouette: other.silhouette,
    kept: topOf(other).filter((id) => top.includes(id)).length,
    of: top.length,
  }
}
