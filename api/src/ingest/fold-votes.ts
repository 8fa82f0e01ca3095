import { addTransition, supersedes, type TallyDelta, type VoteState } from '../domain/votes.ts'
import type { VoteKey } from '../store/votes.ts'

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
  deltas: Map<string, TallyDelta>
}

const nameOf = ({ proposalId, voter }: VoteKey): string => proposalId + Buffer.from(voter).toString('latin1')

function next(before: VoteState | undefined, arriving: VoteState | undefined): VoteState | undefined {
  if (arriving === undefined) return undefined
  return supersedes(arriving, before) ? arriving : before
}

/** Plays the acts, in order, on what is stored: the state after each, and what changes on disk in the end. */
export function foldVotes(acts: readonly VoteAct[], stored: readonly (VoteState | undefined)[]): VoteChanges {
  const current = new Map<string, VoteState | undefined>()
  const changes: VoteChanges = { outcomes: [], puts: new Map(), deltas: new Map() }
  acts.forEach((act, index) => {
    const name = nameOf(act.key)
    const before = current.has(name) ? current.get(name) : stored[index]
    const after = next(before, act.state)
    current.set(name, after)
    changes.outcomes.push({ before, after })
    if (before === after) return
    changes.puts.set(name, { key: act.key, state: after })
    const delta = changes.deltas.get(act.key.proposalId) ?? {}
    addTransition(delta, before, after)
    changes.deltas.set(act.key.proposalId, delta)
  })
  return changes
}
