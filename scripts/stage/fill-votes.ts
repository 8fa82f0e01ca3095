import { hash } from 'node:crypto'
import { addChecksums } from '../../api/src/domain/votes/vote-checksum.ts'
import type { TallyDelta, VoteState } from '../../api/src/domain/votes/votes.ts'
import type { Statement } from '../../api/src/store/database.ts'
import type { Store } from '../../api/src/store/index.ts'
import { checksumOf } from '../../api/src/store/votes.ts'
import { VOTES } from '../../api/src/wire/constants.ts'

const BATCH = 5000

/** Invented voters in the order in which their votes lie in the file. */
function votersOf(place: number, count: number): Buffer[] {
  const voters = Array.from({ length: count }, (_, number) => hash('md5', `${place} ${number}`, 'buffer'))
  return voters.sort((one, other) => one.compare(other))
}

/** As many votes on one proposal, each of another voter, and what they add to its tallies. */
function votesOn(store: Store, proposalId: string, voters: readonly Buffer[]): Statement[] {
  const delta: TallyDelta = {}
  let sum = 0
  const puts = voters.map((voter, number) => {
    const vote = VOTES[number % VOTES.length] ?? 'neutral'
    const state: VoteState = { vote, qualifications: [], segment: null, revision: 1, cohort: null }
    const key = { proposalId, voter }
    const checksum = checksumOf(key, state)
    delta[vote] = (delta[vote] ?? 0) + 1
    sum = addChecksums(sum, checksum)
    return store.votes.put(key, state, checksum, undefined)
  })
  return [store.votes.addToTallies(proposalId, delta, sum), ...puts]
}

/**
 * Puts many votes into a database that has none on these proposals, as commits would, but faster: by the thousand, in the
 * order of their keys, without engagement.
 */
export async function fillWithVotes(
  store: Store,
  proposalIds: readonly string[],
  votes: number,
): Promise<void> {
  const [least, more] = [Math.floor(votes / proposalIds.length), votes % proposalIds.length]
  for (const [place, proposalId] of [...proposalIds].sort().entries()) {
    const voters = votersOf(place, least + (place < more ? 1 : 0))
    for (let first = 0; first < voters.length; first += BATCH) {
      await store.node.hold()
      await store.database.write(votesOn(store, proposalId, voters.slice(first, first + BATCH)))
    }
  }
}
