import {
  addChecksums,
  addState,
  addTransition,
  supersedes,
  type TallyDelta,
  type VoteState,
} from '../domain/votes.ts'
import type { VoteKey } from '../store/vote-writes.ts'
import { checksumOf } from '../store/votes.ts'

/** One reader's act on one proposal; `state` undefined erases all trace of the vote. */
export interface VoteAct {
  key: VoteKey
  state: VoteState | undefined
}

export interface VoteOutcome {
  before: VoteState | undefined
  after: VoteState | undefined
}

export interface VoteChanges {
  outcomes: VoteOutcome[]
  /** What must be written, each vote once, in its last state. */
  puts: Map<string, VoteAct>
  /** What was stored of each of these before. */
  replaced: Map<string, VoteState | undefined>
  deltas: Map<string, TallyDelta>
  /** The part of the deltas that comes from voters of a segment, by proposal and segment. */
  segmentDeltas: Map<string, SegmentDelta>
}

export interface SegmentDelta {
  proposalId: string
  segmentId: string
  delta: TallyDelta
}

const nameOf = ({ proposalId, voter }: VoteKey): string => proposalId + Buffer.from(voter).toString('latin1')

function next(before: VoteState | undefined, arriving: VoteState | undefined): VoteState | undefined {
  if (arriving === undefined) return undefined
  return supersedes(arriving, before) ? arriving : before
}

/** A reader may name another segment than before: then the whole vote moves. */
function addToSegment(
  deltas: VoteChanges['segmentDeltas'],
  proposalId: string,
  state: VoteState | undefined,
  sign: 1 | -1,
): void {
  if (!state?.segment || state.vote === null) return
  const name = `${proposalId} ${state.segment}`
  const known = deltas.get(name) ?? { proposalId, segmentId: state.segment, delta: {} }
  addState(known.delta, state, sign)
  deltas.set(name, known)
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
  }
  acts.forEach((act, index) => {
    const name = nameOf(act.key)
    const before = current.has(name) ? current.get(name) : stored[index]
    const after = next(before, act.state)
    current.set(name, after)
    changes.outcomes.push({ before, after })
    if (before === after) return
    if (!changes.replaced.has(name)) changes.replaced.set(name, before)
    changes.puts.set(name, { key: act.key, state: after })
    const delta = changes.deltas.get(act.key.proposalId) ?? {}
    addTransition(delta, before, after)
    changes.deltas.set(act.key.proposalId, delta)
    addToSegment(changes.segmentDeltas, act.key.proposalId, before, -1)
    addToSegment(changes.segmentDeltas, act.key.proposalId, after, 1)
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
