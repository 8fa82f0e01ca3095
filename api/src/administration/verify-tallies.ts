import { countVote, fromBits, noTallies, TALLY_KEYS, type TallyKey, tallyOf } from '../domain/votes.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import type { VoteStore } from '../store/votes.ts'
import type { Tallies } from '../wire/index.ts'

interface TallyDifference {
  /** Slug of the consultation. */
  consultation: string
  proposal: string
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

async function countAll(votes: VoteStore, consultationId: string) {
  const byProposal = new Map<string, Tallies>()
  let count = 0
  for await (const { proposalId, vote, qualifications } of votes.all(consultationId)) {
    if (vote === null) continue
    let counted = byProposal.get(proposalId)
    if (!counted) {
      counted = noTallies()
      byProposal.set(proposalId, counted)
    }
    countVote(counted, { vote, qualifications: fromBits(qualifications) })
    count++
  }
  return { byProposal, count }
}

/** Looks again at one proposal, its votes and its tallies of the same moment. */
async function recount(votes: VoteStore, proposalId: string): Promise<Difference[]> {
  const counted = noTallies()
  let stored = noTallies()
  for await (const { vote, qualifications, tallies } of votes.withTallies(proposalId)) {
    stored = tallies
    countVote(counted, { vote, qualifications: fromBits(qualifications) })
  }
  return compare(stored, counted)
}

async function verifyOne(
  votes: VoteStore,
  { id, slug }: ConsultationRecord,
): Promise<Omit<Verification, 'consultations'>> {
  const { byProposal, count } = await countAll(votes, id)
  const stored = new Map((await votes.allTallies(id)).map((row) => [row.proposalId, row.tallies]))
  const proposals = [...new Set([...stored.keys(), ...byProposal.keys()])]
  const differences: TallyDifference[] = []
  for (const proposal of proposals) {
    const counted = byProposal.get(proposal) ?? noTallies()
    if (compare(stored.get(proposal) ?? noTallies(), counted).length === 0) continue
    // Readers vote meanwhile, so what differs here may only be younger there.
    for (const difference of await recount(votes, proposal))
      differences.push({ consultation: slug, proposal, ...difference })
  }
  return { proposals: proposals.length, votes: count, differences }
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
