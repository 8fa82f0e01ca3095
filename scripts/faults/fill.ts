import { createHash } from 'node:crypto'
import { checksumChanges } from '../../api/src/ingest/checksum-changes.ts'
import { foldVotes, type VoteAct } from '../../api/src/ingest/fold-votes.ts'
import type { Store } from '../../api/src/store/index.ts'
import { VOTES } from '../../api/src/wire/constants.ts'

const BATCH = 5000

/** Puts many votes into a database as commits would, but faster: batches of thousands, and no engagement. */
export async function fillWithVotes(
  store: Store,
  proposalIds: readonly string[],
  votes: number,
): Promise<void> {
  for (let first = 0; first < votes; first += BATCH) {
    const acts = Array.from({ length: Math.min(BATCH, votes - first) }, (_, index): VoteAct => {
      const number = first + index
      const voter = createHash('md5').update(`${number}`).digest()
      const proposalId = proposalIds[number % proposalIds.length] ?? ''
      const vote = VOTES[number % VOTES.length] ?? null
      return { key: { proposalId, voter }, state: { vote, qualifications: [], segment: null, revision: 1 } }
    })
    await store.node.hold()
    const changes = foldVotes(acts, [])
    const checksums = checksumChanges(changes)
    await store.database.write([
      ...[...changes.deltas].map(([id, delta]) =>
        store.votes.addToTallies(id, delta, checksums.ofProposals.get(id) ?? 0),
      ),
      ...[...changes.puts].map(([name, { key, state }]) =>
        store.votes.put(key, state, checksums.ofVotes.get(name) ?? 0, undefined),
      ),
    ])
  }
}
