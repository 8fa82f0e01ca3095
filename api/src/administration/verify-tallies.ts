import { addChecksums } from '../domain/vote-checksum.ts'
import { countVote, fromBits, noTallies, TALLY_KEYS, type TallyKey, tallyOf } from '../domain/votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { StoredTallies, VoteStore } from '../store/votes.ts'
import { type Cell, type CountedCell, type DamagedVote, nameOf, type Scan, scanVotes } from './scan-votes.ts'

interface TallyDifference {
  /** Slug of the consultation. */
  consultation: string
  proposal: string
  /** The part of the public whose tallies differ; null: those of all. */
  segment: string | null
  /** `checksum`: the votes are not those that were written, though their numbers may be. */
  key: TallyKey | 'checksum'
  stored: number
  counted: number
}

export interface Verification {
  consultations: number
  proposals: number
  votes: number
  differences: TallyDifference[]
  /** Votes that are not what was written. */
  damaged: DamagedVote[]
  /** Where the file could not be read on; null: it could be read to its end. */
  unreadable: string | null
}

type Difference = Pick<TallyDifference, 'key' | 'stored' | 'counted'>
type Sums = Pick<CountedCell, 'tallies'> & { checksum: number | null }

/** A segment has no checksum of its own: its votes are among those of all. */
function compare(stored: Sums, counted: Sums): Difference[] {
  const pairs: Difference[] = TALLY_KEYS.map((key) => ({
    key,
    stored: tallyOf(stored.tallies, key),
    counted: tallyOf(counted.tallies, key),
  }))
  if (stored.checksum !== null)
    pairs.push({ key: 'checksum', stored: stored.checksum, counted: counted.checksum ?? 0 })
  return pairs.filter((pair) => pair.stored !== pair.counted)
}

/** Looks again at one cell, its votes and its tallies of the same moment. */
async function recount(votes: VoteStore, { proposalId, segment }: Cell): Promise<Difference[]> {
  const counted = { tallies: noTallies(), checksum: 0 }
  let stored: Sums = { tallies: noTallies(), checksum: segment === null ? 0 : null }
  for await (const row of votes.withTallies(proposalId, segment)) {
    stored = row
    countVote(counted.tallies, { vote: row.vote, qualifications: fromBits(row.qualifications) })
    counted.checksum = addChecksums(counted.checksum, row.voteChecksum ?? 0)
  }
  return compare(stored, counted)
}

const nothing = (segment: string | null): Sums => ({
  tallies: noTallies(),
  checksum: segment === null ? 0 : null,
})

async function differencesOf(
  votes: VoteStore,
  slug: string,
  stored: Map<string, StoredTallies>,
  counted: Scan['cells'],
): Promise<TallyDifference[]> {
  const differences: TallyDifference[] = []
  for (const [name, cell] of new Map<string, Cell>([...stored, ...counted])) {
    const { proposalId: proposal, segment } = cell
    const [one, other] = [stored.get(name) ?? nothing(segment), counted.get(name) ?? nothing(segment)]
    if (compare(one, other).length === 0) continue
    // Readers vote meanwhile, so what differs here may only be younger there.
    for (const difference of await recount(votes, cell))
      differences.push({ consultation: slug, proposal, segment, ...difference })
  }
  return differences
}

/**
 * Reads every vote again, of one consultation or of all: holds each against its checksum, counts, and lists what is
 * damaged and where the stored tallies differ. Of a file that cannot be read to its end, it lists what it has seen.
 */
export async function verifyTallies(store: Store, consultation?: ConsultationRecord): Promise<Verification> {
  const consultations = consultation ? [consultation] : await store.consultations.all()
  const { votes, cells, damaged, unreadable } = await scanVotes(store.votes, consultation?.id)
  const total: Verification = {
    ...{ consultations: consultations.length, proposals: 0, votes, damaged, unreadable },
    differences: [],
  }
  if (unreadable !== null) return total
  for (const { id, slug } of consultations) {
    const stored = new Map((await store.votes.allTallies(id)).map((cell) => [nameOf(cell), cell]))
    const counted = new Map([...cells].filter(([, { consultationId }]) => consultationId === id))
    const proposals = new Set([...stored.values(), ...counted.values()].map(({ proposalId }) => proposalId))
    total.proposals += proposals.size
    total.differences.push(...(await differencesOf(store.votes, slug, stored, counted)))
  }
  return total
}
