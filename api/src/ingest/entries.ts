import type { LeftOutReason } from '../domain/engagement/audience.ts'
import type { Counters, ReaderAct } from '../domain/engagement/engagement.ts'
import type { Place } from '../domain/engagement/place.ts'
import type { ProposalRecord } from '../store/proposals.ts'
import type { Tallies, Vote } from '../wire/index.ts'
import type { VoteAct, VoteOutcome } from './tally-votes.ts'

/** Place, time and reader for which an act is counted. */
export interface Presence {
  place: Place
  day: string
  /** The instant at which the hour began in which it counts. */
  hour: number
  /** Daily reader hash, base64url; null where readers are not told apart. */
  reader: string | null
  /** From where they read (`dailyTrace`); missing where readers are not told apart. */
  trace?: string
  /** Since this page view reported its view; null if it has not. */
  secondsSinceView: number | null
}

/** A page view that is not counted, or not in full. */
export interface LeftOut {
  publisherId: string
  hour: number
  reason: LeftOutReason
}

/** First votes on a proposal that came from an article. */
export interface ArticleVotes {
  articleId: string
  proposalId: string
  vote: Vote
  votes: number
}

/**
 * Something to be written: votes or a proposal, which go to disk at once, or what is counted, which goes there later
 * and apart from them.
 */
export interface Entry {
  votes?: readonly VoteAct[]
  proposal?: ProposalRecord
  /** Of a proposal: where it was sent. Null where a session earns no engagement. */
  presence?: Presence | null
  act?: ReaderAct
  counters?: Partial<Counters>
  /** The act counts among those of suspect readers. */
  isSuspect?: boolean
  leftOut?: LeftOut
  articleVotes?: readonly ArticleVotes[]
}

export interface EntryResult {
  outcomes: readonly VoteOutcome[]
  /** Of the proposal that was voted on; undefined where none was. */
  tallies: Tallies | undefined
}

/** Writes all entries in one transaction: one result for each, in order, once it is on disk. */
export type CommitEntries = (entries: readonly Entry[]) => Promise<EntryResult[]>
