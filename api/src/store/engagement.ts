import { LEFT_OUT_REASONS, type LeftOutReason } from '../domain/engagement/audience.ts'
import { COUNTERS, type Counter, SLOTS, type Slot } from '../domain/engagement/engagement.ts'
import { type DailySet, dailySet } from './daily-sets.ts'
import type { Database, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { type RunningTotals, runningTotals } from './running-totals.ts'

const PUT_PROPOSAL = `
  INSERT INTO proposal_places (scope_id, hour, proposal_id) VALUES (:scopeId, :hour, :proposalId)
  ON CONFLICT (scope_id, hour, proposal_id) DO NOTHING`
const ADD_ACCEPTED = `
  INSERT INTO accepted_hours (scope_id, hour, accepted) VALUES (:scopeId, :hour, 1)
  ON CONFLICT (scope_id, hour) DO UPDATE SET accepted = accepted_hours.accepted + 1`
const CHANGE_ACCEPTED = `
  INSERT INTO accepted_hours (scope_id, hour, accepted)
  SELECT scope_id, hour, CAST(:step AS BIGINT) FROM proposal_places WHERE proposal_id = :proposalId
  ON CONFLICT (scope_id, hour) DO UPDATE SET accepted = accepted_hours.accepted + CAST(:step AS BIGINT)`
const FORGET_PLACES = `
  DELETE FROM proposal_places
  WHERE proposal_id IN (SELECT id FROM proposals WHERE consultation_id = :consultationId)`
const SALT = 'SELECT salt FROM daily_salts WHERE publisher_id = :publisherId AND day = :day'
const INSERT_SALT = `
  INSERT INTO daily_salts (publisher_id, day, salt) VALUES (:publisherId, :day, :salt)
  ON CONFLICT (publisher_id, day) DO NOTHING`
const DROP_SALTS = 'DELETE FROM daily_salts WHERE day < :day'

export interface EngagementStore {
  hours: RunningTotals<Counter>
  firstVoteDelays: RunningTotals<Slot>
  leftOut: RunningTotals<LeftOutReason>
  /** Who reads on a day. */
  readers: DailySet
  /** From which networks. */
  networks: DailySet
  /** Keeps where a proposal was sent, and counts it as accepted if it is. */
  putProposal(scopeId: number, hour: number, proposalId: string, isAccepted: boolean): Statement[]
  /** Counts a proposal as accepted from now on, or no longer, wherever it was sent. */
  acceptance(proposalId: string, isAccepted: boolean): Statement
  /** Drops where the proposals of a consultation were sent. What was counted stays, and moves no more. */
  forgetPlaces(consultationId: string): Statement
  /** The salt of a publisher's day; `freshSalt` becomes it if there is none. */
  salt(publisherId: string, day: string, freshSalt: Uint8Array): Promise<Uint8Array>
  /** Drops the sets and salts of all days before one. Counters stay. Gives the number of rows dropped. */
  dropBefore(day: string): Promise<number>
}

/** Counters by scope and hour, and the sets that tell a day's new readers from known ones. */
export function engagementStore(database: Database, node: CountingNode): EngagementStore {
  const sets = {
    readers: dailySet(database, 'reader_days', 'reader'),
    networks: dailySet(database, 'network_days', 'network'),
  }
  return {
    ...sets,
    hours: runningTotals(database, 'engagement_hours', COUNTERS, node),
    firstVoteDelays: runningTotals(database, 'first_vote_delays', SLOTS, node),
    leftOut: runningTotals(database, 'left_out', LEFT_OUT_REASONS, node),
    putProposal: (scopeId, hour, proposalId, isAccepted) => [
      { sql: PUT_PROPOSAL, params: { scopeId, hour, proposalId } },
      ...(isAccepted ? [{ sql: ADD_ACCEPTED, params: { scopeId, hour } }] : []),
    ],
    acceptance: (proposalId, isAccepted) => ({
      sql: CHANGE_ACCEPTED,
      params: { proposalId, step: isAccepted ? 1 : -1 },
    }),
    forgetPlaces: (consultationId) => ({ sql: FORGET_PLACES, params: { consultationId }, erases: true }),
    async salt(publisherId, day, freshSalt) {
      const find = () => database.get<{ salt: Uint8Array }>(SALT, { publisherId, day })
      const known = await find()
      if (known) return known.salt
      await database.write([{ sql: INSERT_SALT, params: { publisherId, day, salt: freshSalt } }])
      return (await find())?.salt ?? freshSalt
    },
    async dropBefore(day) {
      let dropped =
        (await database.write([{ sql: DROP_SALTS, params: { day }, erases: true }]))[0]?.changes ?? 0
      for (const set of Object.values(sets))
        for (let portion = -1; portion !== 0; dropped += portion)
          portion = (await database.write([set.drop(day)]))[0]?.changes ?? 0
      return dropped
    },
  }
}
