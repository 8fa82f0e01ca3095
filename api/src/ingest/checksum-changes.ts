import { addChecksums } from '../domain/votes.ts'
import { checksumOf } from '../store/votes.ts'
import type { VoteChanges } from './fold-votes.ts'

export interface ChecksumChanges {
  /** Of each vote that is put, by its name among the puts; 0 where it is erased. */
  ofVotes: Map<string, number>
  /** By how much the sum of a proposal changes: what its votes come to, less what they were. */
  ofProposals: Map<string, number>
}

/** The checksums that go to disk with the changes. */
export function checksumChanges({ puts, replaced }: Pick<VoteChanges, 'puts' | 'replaced'>): ChecksumChanges {
  const changes: ChecksumChanges = { ofVotes: new Map(), ofProposals: new Map() }
  for (const [name, { key, state }] of puts) {
    const checksum = checksumOf(key, state)
    changes.ofVotes.set(name, checksum)
    const change = addChecksums(checksum, checksumOf(key, replaced.get(name)), -1)
    const { proposalId } = key
    changes.ofProposals.set(proposalId, addChecksums(changes.ofProposals.get(proposalId) ?? 0, change))
  }
  return changes
}
