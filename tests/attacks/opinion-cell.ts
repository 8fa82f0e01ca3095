import { XSadd } from 'ml-xsadd'
import { groupVoters } from '../../api/src/domain/opinion-groups/opinion-groups.ts'
import { projectVoters } from '../../api/src/domain/opinion-groups/principal-components.ts'
import { keepActive, VoteMatrixBuilder } from '../../api/src/domain/opinion-groups/vote-matrix.ts'
import { DEFAULT_SETTINGS } from '../../api/src/wire/constants.ts'
import type { LedgerVote } from './ledger.ts'

const LEAST_VOTES = 7
const SEED = 1

/** Sizes of the groups of opinion, and of each the part that is made up. */
export interface Groups {
  sizes: number[]
  fakeShares: number[]
}

/** The groups that the server would find among these votes, and who is in them, which it never tells. */
export function groupsAmong(votes: readonly LedgerVote[]): Groups {
  const byReader = new Map<string, LedgerVote[]>()
  for (const vote of votes) {
    const own = byReader.get(vote.reader)
    if (own) own.push(vote)
    else byReader.set(vote.reader, [vote])
  }
  const active = [...byReader.values()].filter((own) => own.length >= LEAST_VOTES).flat()
  active.sort((one, other) => (one.proposal < other.proposal ? -1 : one.proposal > other.proposal ? 1 : 0))
  const builder = new VoteMatrixBuilder(active.length)
  // In the order in which the matrix builder numbers them.
  const isFake = new Map<string, boolean>()
  for (const { proposal, reader, vote, party } of active) {
    builder.add(proposal, reader, vote)
    isFake.set(reader, party === 'attacker')
  }
  const { random } = new XSadd(SEED)
  const matrix = keepActive(builder.matrix(), LEAST_VOTES)
  const grouping =
    matrix.voterCount === 0
      ? null
      : groupVoters(projectVoters(matrix, random), DEFAULT_SETTINGS.results.splitCell, random)
  if (!grouping) return { sizes: [], fakeShares: [] }
  const fakes = grouping.sizes.map(() => 0)
  for (const [index, fake] of [...isFake.values()].entries()) {
    const group = grouping.groupOf[index] as number
    if (fake) fakes[group] = (fakes[group] ?? 0) + 1
  }
  return {
    sizes: [...grouping.sizes],
    fakeShares: grouping.sizes.map((size, group) => (fakes[group] ?? 0) / size),
  }
}

/** `820 + 260 (92 % invented)` */
export const groupsInWords = ({ sizes, fakeShares }: Groups): string =>
  sizes.length === 0
    ? 'none'
    : sizes
        .map((size, group) => {
          const share = Math.round(100 * (fakeShares[group] ?? 0))
          return share === 0 ? `${size}` : `${size} (${share} % fake)`
        })
        .join(' + ')
