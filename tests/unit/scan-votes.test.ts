import { describe, expect, it } from 'vitest'
import { emptyScan, look } from '../../api/src/administration/scan-votes.ts'
import { voteChecksum } from '../../api/src/domain/votes/vote-checksum.ts'
import type { StoredVote } from '../../api/src/store/votes.ts'

const ROW = {
  proposalId: 'proposal',
  voter: Buffer.alloc(16, 7),
  vote: 'agree' as const,
  qualifications: 3,
  segment: 'city',
  revision: 1,
  cohort: null,
}
const STORED: StoredVote = {
  ...ROW,
  checksum: voteChecksum(ROW),
  class: null,
  consultationId: 'consultation',
}

function damagedIn(row: object): number {
  const scan = emptyScan()
  look(scan, { ...STORED, ...row } as StoredVote)
  return scan.damaged.length
}

describe('A stored vote', () => {
  it('is whole as it was written', () => {
    expect(damagedIn({})).toBe(0)
  })

  it.each([
    ['the vote', { vote: Buffer.from('agree') }],
    ['the segment', { segment: Buffer.from('city') }],
    ['the proposal', { proposalId: Buffer.from('proposal') }],
    ['the revision', { revision: '1' }],
  ])('is damaged where %s is of another type, even if it reads the same', (_what, column) => {
    expect(damagedIn(column)).toBe(1)
  })
})
