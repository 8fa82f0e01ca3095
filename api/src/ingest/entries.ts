import type { LeftOutReason } from '../domain/audience.ts'
import type { Act, Counters } from '../domain/engagement.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { Tallies } from '../wire/index.ts'
import type { VoteAct, VoteOutcome } from './fold-votes.ts'
import type { Place } from './scopes.ts'

/** Where, when and as whom an act is counted. */
export interface Presence extends Place {
  day: string
  /** The instant at which the hour began in which it counts. */
  hour: number
  /** Daily reader hash, base64url; null where readers are not told apart. */
  reader: string | null
  /** Since this page life reported its view; null if it has not. */
  secondsSinceView: number | null
}

/** A page life that is not counted, or not in full. */
export interface LeftOut {
  publisherId: string
  hour: number
  reason: LeftOutReason
}

/** Something to be written: votes and the engagement they mean go to disk together or not at all. */
export interface Entry {
  votes: VoteAct[]
  proposal: ProposalRecord | null
  /** Null where a session earns no engagement. */
  presence: Presence | null
  act: Act | null
  counters: Partial<Counters>
  leftOut: LeftOut | null
}

export const EMPTY_ENTRY: Entry = {
  votes: [],
  proposal: null,
  presence: null,
  act: null,
  counters: {},
  leftOut: null,
}

export interface EntryResult {
  outcomes: VoteOutcome[]
  /** Of the proposal that was voted on; undefined where none was. */
  tallies: Tallies | undefined
}

/** Writes all entries in one transaction: one result for each, in order, once it is on disk. */
export type CommitEntries = (entries: Entry[]) => Promise<EntryResult[]>
