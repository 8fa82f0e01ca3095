import { addChecksums } from '../domain/vote-checksum.ts'
import { checksumOf } from '../store/votes.ts'
import type { VoteChanges } from './fold-votes.ts'

/** By how much the sum of a proposal's checksums changes: what its votes come to, less what they were. */
export function checksumChanges({
  puts,
  replaced,
}: Pick<VoteChanges, 'puts' | 'replaced'>): Map<string, number> {
  const changes = new Map<string, number>()
  for (const [name, { key, state }] of puts) {
    const change = addChecksums(checksumOf(key, state), checksumOf(key, replaced.get(name)), -1)
    changes.set(key.proposalId, addChecksums(changes.get(key.proposalId) ?? 0, change))
  }
  return changes
}
