import type { Act, Counters } from '../domain/engagement.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { Tallies } from '../wire/index.ts'
import type { VoteAct, VoteOutcome } from './fold-votes.ts'
import type { Place } from './scopes.ts'

/** Where and as whom an act is counted; null where a session earns no engagement. */
export interface Presence extends Place {
  day: string
  /** Daily reader hash, base64url. */
  reader: string
}

/** Something to be written: votes and the engagement they mean go to disk together or not at all. */
export interface Entry {
  votes: VoteAct[]
  proposal: ProposalRecord | null
  presence: Presence | null
  act: Act | null
  counters: Partial<Counters>
}

export interface EntryResult {
  outcomes: VoteOutcome[]
  /** Of the proposal that was voted on; undefined where none was. */
  tallies: Tallies | undefined
}

/** Writes all entries in one transaction: one result for each, in order, once it is on disk. */
export type CommitEntries = (entries: Entry[]) => Promise<EntryResult[]>
