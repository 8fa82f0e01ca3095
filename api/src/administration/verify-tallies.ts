import { countVote, fromBits, noTallies, TALLY_KEYS, type TallyKey, tallyOf } from '../domain/votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { VoteStore } from '../store/votes.ts'
import type { Tallies } from '../wire/index.ts'

interface TallyDifference {
  /** Slug of the consultation. */
  consultation: string
  proposal: string
  /** The part of the public whose tallies differ; null: those of all. */
  segment: string | null
  key: TallyKey
  stored: number
  counted: number
}

export interface Verification {
  consultations: number
  proposals: number
  votes: number
  differences: TallyDifference[]
}

type Difference = Pick<TallyDifference, 'key' | 'stored' | 'counted'>

const compare = (stored: Tallies, counted: Tallies): Difference[] =>
  TALLY_KEYS.map((key) => ({ key, stored: tallyOf(stored, key), counted: tallyOf(counted, key) })).filter(
    (pair) => pair.stored !== pair.counted,
  )

/** A proposal's votes of one segment, or (null) of all voters. */
interface Cell {
  proposalId: string
  segment: string | null
}

const nameOf = ({ proposalId, segment }: Cell): string => `${proposalId} ${segment ?? ''}`

async function countAll(votes: VoteStore, consultationId: string) {
  const counted = new Map<string, Cell & { tallies: Tallies }>()
  let count = 0
  for await (const { proposalId, vote, qualifications, segment } of votes.all(consultationId)) {
    if (vote === null) continue
    for (const part of segment === null ? [null] : [null, segment]) {
      const name = nameOf({ proposalId, segment: part })
      const cell = counted.get(name) ?? { proposalId, segment: part, tallies: noTallies() }
      countVote(cell.tallies, { vote, qualifications: fromBits(qualifications) })
      counted.set(name, cell)
    }
    count++
  }
  return { counted, count }
}

/** Looks again at one cell, its votes and its tallies of the same moment. */
async function recount(votes: VoteStore, { proposalId, segment }: Cell): Promise<Difference[]> {
  const counted = noTallies()
  let stored = noTallies()
  for await (const { vote, qualifications, tallies } of votes.withTallies(proposalId, segment)) {
    stored = tallies
    countVote(counted, { vote, qualifications: fromBits(qualifications) })
  }
  return compare(stored, counted)
}

async function verifyOne(
  votes: VoteStore,
  { id, slug }: ConsultationRecord,
): Promise<Omit<Verification, 'consultations'>> {
  const { counted, count } = await countAll(votes, id)
  const stored = new Map((await votes.allTallies(id)).map((cell) => [nameOf(cell), cell]))
  const cells = new Map<string, Cell>([...stored, ...counted])
  const differences: TallyDifference[] = []
  for (const [name, cell] of cells) {
    const [one, other] = [stored.get(name)?.tallies, counted.get(name)?.tallies]
    if (compare(one ?? noTallies(), other ?? noTallies()).length === 0) continue
    // Readers vote meanwhile, so what differs here may only be younger there.
    const { proposalId: proposal, segment } = cell
    for (const difference of await recount(votes, cell))
      differences.push({ consultation: slug, proposal, segment, ...difference })
  }
  const proposals = new Set([...cells.values()].map(({ proposalId }) => proposalId)).size
  return { proposals, votes: count, differences }
}

/** Counts every vote again, of one consultation or of all, and lists where the stored tallies differ. */
export async function verifyTallies(store: Store, consultation?: ConsultationRecord): Promise<Verification> {
  const consultations = consultation ? [consultation] : await store.consultations.all()
  const total: Verification = { consultations: consultations.length, proposals: 0, votes: 0, differences: [] }
  for (const one of consultations) {
    const { proposals, votes, differences } = await verifyOne(store.votes, one)
    total.proposals += proposals
    total.votes += votes
    total.differences.push(...differences)
  }
  return total
}
