import type { OpinionReport } from '../../wire/index.ts'
import { comparison, isOfMajority, type Representativeness, representativeness } from './group-consensus.ts'
import { discoveries } from './held-out.ts'
import { bandOf, othersThan, type Split } from './opinion-splits.ts'
import { noVotes, type VoteCounts } from './vote-matrix.ts'

type Representative = OpinionReport['groups'][number]['representative'][number]

interface Tested extends Representativeness {
  group: number
  vote: 'agree' | 'disagree'
  split: Split
  /** Standard normal, as `difference`. */
  z: number
}

const SHOWN = 5
/** Of the proposals that are said to tell groups apart, so many may be there by chance. */
const FALSE_SHARE = 0.05
const VOTES = ['agree', 'disagree'] as const

function present({ split, group, vote }: Tested): Representative {
  const { id, detail, weighed } = split
  const isShown = detail === 'votes' || (detail === 'agreement' && vote === 'agree')
  const own = split.counts[group] ?? noVotes()
  const others = othersThan(split.counts, group)
  const part = (counts: VoteCounts) =>
    counts[vote] / Math.max(1, counts.agree + counts.disagree + counts.neutral)
  return {
    id,
    vote,
    rate: isShown ? part(own) : null,
    elsewhere: isShown ? part(others) : null,
    agreement: bandOf(weighed[group] ?? noVotes()),
    agreementElsewhere: bandOf(othersThan(weighed, group)),
  }
}

/**
 * What sets each group apart, the most telling first. It is found in votes by groups that were made without them
 * (held-out.ts), and must hold in those that are shown: the group says so by a majority, and more than the others.
 */
export function tellingProposals(
  splits: readonly Split[],
  heldOut: readonly (VoteCounts[] | undefined)[],
  groups: number,
): Representative[][] {
  const tests = splits.flatMap((split) => {
    const counts = heldOut[split.proposal]
    if (!counts) return []
    return counts.flatMap((own, group) =>
      VOTES.map((vote): Tested => {
        const tested = comparison(own, othersThan(counts, group), vote)
        return { ...tested, group, vote, split, z: tested.difference }
      }),
    )
  })
  const believed = discoveries(tests, FALSE_SHARE).filter((test) => {
    const { split, group, vote } = test
    const own = split.weighed[group] ?? noVotes()
    return isOfMajority(test) && representativeness(own, othersThan(split.weighed, group), vote)
  })
  return Array.from({ length: groups }, (_, group) =>
    believed
      .filter((one) => one.group === group)
      .sort((one, other) => other.weight - one.weight || (one.split.id < other.split.id ? -1 : 1))
      .slice(0, SHOWN)
      .map(present),
  )
}
