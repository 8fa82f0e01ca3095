import type { Placement } from '../domain/votes/cohorts.ts'
import { addChecksums } from '../domain/votes/vote-checksum.ts'
import {
  addState,
  type CastVote,
  supersedes,
  type TallyDelta,
  type VoteState,
} from '../domain/votes/votes.ts'
import type { VoteKey } from '../store/vote-writes.ts'
import { checksumOf } from '../store/votes.ts'

/**
 * One reader's act on one proposal, where its vote is put if it is the first, or null if it is simply counted; without a
 * state, all trace of the vote is erased. Or a rule's word on a vote that is stored: it goes into a cohort. One that
 * `follows` takes effect if the act before it did, whatever its revision: that was the same act, of one of the devices on
 * which the voter votes.
 */
export type VoteAct =
  | { key: VoteKey; state: CastVote | undefined; placement?: Placement | null; follows?: true }
  | { key: VoteKey; moveTo: Placement }

export interface VoteOutcome {
  before: VoteState | undefined
  after: VoteState | undefined
}

export interface VoteChanges {
  outcomes: VoteOutcome[]
  /** What must be written, each vote once, in its last state. */
  puts: Map<string, Put>
  /** What was stored of each of these before. */
  replaced: Map<string, VoteState | undefined>
  /** Of the votes in no cohort; a proposal that was voted on is here, even if they are unchanged. */
  deltas: Map<string, TallyDelta>
  /** The part of the deltas that comes from voters of a segment, by proposal and segment. */
  segmentDeltas: Map<string, SegmentDelta>
  /** Of the votes in cohorts, by cohort, proposal and segment ('': all of them). */
  cohortDeltas: Map<string, CohortDelta>
  /** Votes that were put into a cohort, by cohort and hour. */
  arrivals: Map<string, Arrivals>
}

export interface Put {
  key: VoteKey
  state: VoteState | undefined
}

export interface SegmentDelta {
  proposalId: string
  segmentId: string
  delta: TallyDelta
}

export interface CohortDelta extends SegmentDelta {
  cohortId: string
}

export interface Arrivals extends Placement {
  votes: number
}

const nameOf = ({ proposalId, voter }: VoteKey): string => proposalId + Buffer.from(voter).toString('latin1')

/** The first vote decides where it is put; later ones of the same reader stay there, until a rule or the team moves it. */
function next(
  before: VoteState | undefined,
  act: VoteAct,
  previous: VoteOutcome | undefined,
): VoteState | undefined {
  if ('moveTo' in act) return before?.cohort === null ? { ...before, cohort: act.moveTo.cohortId } : before
  const { state: arriving, placement, follows } = act
  if (arriving === undefined) return undefined
  const isNew = follows ? previous?.before !== previous?.after : supersedes(arriving, before)
  if (!isNew) return before
  const { vote, qualifications, segment } = arriving
  const revision = follows ? (before?.revision ?? 0) + 1 : arriving.revision
  // A row without an opinion, such as a subscriber's device holds, is no vote yet: it earns no way around a rule.
  const isFirst = before === undefined || (before.vote === null && before.cohort === null)
  const cohort = isFirst ? (placement?.cohortId ?? null) : before.cohort
  return { vote, qualifications, segment, revision, cohort }
}

/** Adds a vote to the sums that it belongs to, or takes it off. */
function count(changes: VoteChanges, proposalId: string, state: VoteState | undefined, sign: 1 | -1): void {
  if (!state || state.vote === null) return
  const { cohort, segment } = state
  if (cohort === null) {
    addState(changes.deltas.get(proposalId) ?? {}, state, sign)
    if (segment) addState(segmentDelta(changes, proposalId, segment), state, sign)
    return
  }
  addState(cohortDelta(changes, cohort, proposalId, ''), state, sign)
  if (segment) addState(cohortDelta(changes, cohort, proposalId, segment), state, sign)
}

function segmentDelta({ segmentDeltas }: VoteChanges, proposalId: string, segmentId: string): TallyDelta {
  const name = `${proposalId} ${segmentId}`
  const known = segmentDeltas.get(name) ?? { proposalId, segmentId, delta: {} }
  segmentDeltas.set(name, known)
  return known.delta
}

function cohortDelta(
  { cohortDeltas }: VoteChanges,
  cohortId: string,
  proposalId: string,
  segmentId: string,
): TallyDelta {
  const name = `${cohortId} ${proposalId} ${segmentId}`
  const known = cohortDeltas.get(name) ?? { cohortId, proposalId, segmentId, delta: {} }
  cohortDeltas.set(name, known)
  return known.delta
}

function noteArrival({ arrivals }: VoteChanges, { cohortId, hour }: Placement): void {
  const name = `${cohortId} ${hour}`
  const known = arrivals.get(name) ?? { cohortId, hour, votes: 0 }
  known.votes += 1
  arrivals.set(name, known)
}

/** Plays the acts, in order, on what is stored: the state after each, and what changes on disk in the end. */
export function foldVotes(acts: readonly VoteAct[], stored: readonly (VoteState | undefined)[]): VoteChanges {
  const current = new Map<string, VoteState | undefined>()
  const changes: VoteChanges = {
    outcomes: [],
    puts: new Map(),
    replaced: new Map(),
    deltas: new Map(),
    segmentDeltas: new Map(),
    cohortDeltas: new Map(),
    arrivals: new Map(),
  }
  acts.forEach((act, index) => {
    const name = nameOf(act.key)
    const before = current.has(name) ? current.get(name) : stored[index]
    const after = next(before, act, changes.outcomes.at(-1))
    current.set(name, after)
    changes.outcomes.push({ before, after })
    if (before === after) return
    if (!changes.replaced.has(name)) changes.replaced.set(name, before)
    changes.puts.set(name, { key: act.key, state: after })
    const { proposalId } = act.key
    if (!changes.deltas.has(proposalId)) changes.deltas.set(proposalId, {})
    count(changes, proposalId, before, -1)
    count(changes, proposalId, after, 1)
    const placement = 'moveTo' in act ? act.moveTo : act.placement
    const isPut = placement && after?.cohort === placement.cohortId && before?.cohort !== after.cohort
    if (isPut) noteArrival(changes, placement)
  })
  return changes
}

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
