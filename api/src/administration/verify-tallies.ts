import { noTallies, TALLY_KEYS, type TallyKey, tallyOf } from '../domain/votes/votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { StoredTallies, VoteStore } from '../store/votes.ts'
import {
  type Cell,
  type CountedCell,
  type DamagedVote,
  emptyScan,
  isCorrupt,
  look,
  nameOf,
  type Scan,
  scanVotes,
} from './scan-votes.ts'

interface TallyDifference {
  /** Slug of the consultation. */
  consultation: string
  proposal: string
  /** The part of the public whose tallies differ; null: those of all. */
  segment: string | null
  /** The cohort whose tallies differ; null: those of the votes that are counted. */
  cohort: string | null
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

type Cells = ReadonlyMap<string, Cell>
type Sums = Pick<CountedCell, 'tallies'> & { checksum: number | null }

/** A segment or a cohort has no checksum of its own: its votes are among those of all. */
const nothing = ({ segment, cohort }: Cell): Sums => ({
  tallies: noTallies(),
  checksum: segment === null && cohort === null ? 0 : null,
})

function compare(stored: Sums, counted: Sums): Pick<TallyDifference, 'key' | 'stored' | 'counted'>[] {
  const pairs: Pick<TallyDifference, 'key' | 'stored' | 'counted'>[] = TALLY_KEYS.map((key) => ({
    key,
    stored: tallyOf(stored.tallies, key),
    counted: tallyOf(counted.tallies, key),
  }))
  if (stored.checksum !== null)
    pairs.push({ key: 'checksum', stored: stored.checksum, counted: counted.checksum ?? 0 })
  return pairs.filter((pair) => pair.stored !== pair.counted)
}

function differencesOf(
  slug: string,
  stored: readonly StoredTallies[],
  counted: Scan['cells'],
): TallyDifference[] {
  const held = new Map(stored.map((cell) => [nameOf(cell), cell]))
  const cells: Cells = new Map<string, Cell>([...held, ...counted])
  return [...cells].flatMap(([name, cell]) =>
    compare(held.get(name) ?? nothing(cell), counted.get(name) ?? nothing(cell)).map((difference) => ({
      consultation: slug,
      proposal: cell.proposalId,
      segment: cell.segment,
      cohort: cell.cohort,
      ...difference,
    })),
  )
}

/** One proposal, its votes and its tallies of the same moment. */
async function verifyProposal(
  votes: VoteStore,
  { id: consultationId, slug }: ConsultationRecord,
  proposalId: string,
): Promise<Scan & { differences: TallyDifference[] }> {
  const scan = emptyScan()
  const stored: StoredTallies[] = []
  for await (const row of votes.withTallies(proposalId))
    if ('tallies' in row) stored.push(row)
    else look(scan, { ...row, consultationId })
  return { ...scan, differences: differencesOf(slug, stored, scan.cells) }
}

/** One proposal after the other; undefined as soon as anything is not as it should be. */
async function verifyInTurn(
  { votes }: Store,
  consultations: readonly ConsultationRecord[],
): Promise<Verification | undefined> {
  const total = { consultations: consultations.length, proposals: 0, votes: 0 }
  try {
    for (const consultation of consultations)
      for (const proposalId of await votes.proposalsOf(consultation.id)) {
        const found = await verifyProposal(votes, consultation, proposalId)
        if (found.damaged.length + found.differences.length > 0) return undefined
        total.proposals += 1
        total.votes += found.votes
      }
    if (!(await votes.areOnProposals())) return undefined
  } catch (error) {
    if (!isCorrupt(error)) throw error
    return undefined
  }
  return { ...total, differences: [], damaged: [], unreadable: null }
}

/** All votes in one go, wherever a damaged key may have put them. */
async function verifyWhole(
  { votes: store }: Store,
  consultations: readonly ConsultationRecord[],
  only: ConsultationRecord | undefined,
): Promise<Verification> {
  const { votes, cells, damaged, unreadable } = await scanVotes(store, only?.id)
  const total: Verification = {
    consultations: consultations.length,
    proposals: 0,
    votes,
    damaged,
    unreadable,
    differences: [],
  }
  if (unreadable !== null) return total
  for (const consultation of consultations) {
    const stored = await store.allTallies(consultation.id)
    const counted = new Map([...cells].filter(([, cell]) => cell.consultationId === consultation.id))
    total.proposals += (await store.proposalsOf(consultation.id)).length
    const differing = differencesOf(consultation.slug, stored, counted).map(({ proposal }) => proposal)
    // Readers vote meanwhile, so what differs here may only be younger there.
    for (const proposal of new Set(differing))
      total.differences.push(...(await verifyProposal(store, consultation, proposal)).differences)
  }
  return total
}

/**
 * Reads every vote again, of one consultation or of all: holds each against its checksum, counts, and lists what is
 * damaged and where the stored tallies differ. Of a file that cannot be read to its end, it lists what it has seen.
 */
export async function verifyTallies(store: Store, consultation?: ConsultationRecord): Promise<Verification> {
  const consultations = consultation ? [consultation] : await store.consultations.all()
  // In turn, or the log grows for as long as this takes while readers vote: it is not folded past a moment from which
  // somebody still reads. But only where all is well can one be sure to have met every row so.
  return (await verifyInTurn(store, consultations)) ?? (await verifyWhole(store, consultations, consultation))
}
