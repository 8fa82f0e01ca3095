import type { Vote } from '../wire/index.ts'
import type { Database } from './database.ts'

export interface Ballot {
  proposalId: string
  /** The pseudonym, hexadecimal. */
  voter: string
  vote: Vote
}

export interface StoredGroups {
  computedAt: number
  /** Votes that there were when it was computed. */
  votes: number
  /** The report as JSON. */
  report: string
}

// IN, not a join: so the votes come in the order of their key, and nothing is sorted.
const ballots = (voter: string): string => `
  SELECT v.proposal_id AS "proposalId", ${voter} AS voter, v.vote FROM votes v
  WHERE v.vote IS NOT NULL AND v.proposal_id IN (
    SELECT id FROM proposals WHERE consultation_id = :consultationId AND status = 'accepted')
  ORDER BY v.proposal_id`
const BALLOTS = { sqlite: ballots('hex(v.voter)'), postgres: ballots("upper(encode(v.voter, 'hex'))") }
const VOTES = `
  SELECT coalesce(sum(t.agree + t.disagree + t.neutral), 0) AS votes
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted'`
const STATE =
  'SELECT computed_at AS "computedAt", votes FROM opinion_groups WHERE consultation_id = :consultationId'
const FIND = `
  SELECT computed_at AS "computedAt", votes, report FROM opinion_groups WHERE consultation_id = :consultationId`
const PUT = `
  INSERT INTO opinion_groups (consultation_id, computed_at, votes, report)
  VALUES (:consultationId, :computedAt, :votes, :report)
  ON CONFLICT (consultation_id) DO UPDATE SET
    computed_at = excluded.computed_at, votes = excluded.votes, report = excluded.report`

/** What the computation reads; a connection that cannot write is enough for it. */
export interface BallotStore {
  /** Every vote on an accepted proposal, the votes of a proposal in a row, all from one moment. */
  ballots(consultationId: string): AsyncIterable<Ballot>
  /** How many of them there are, by the tallies. */
  votes(consultationId: string): Promise<number>
}

export interface OpinionGroupStore extends BallotStore {
  /** The stored report without its text: cheap enough to ask for with each request. */
  state(consultationId: string): Promise<Omit<StoredGroups, 'report'> | undefined>
  find(consultationId: string): Promise<StoredGroups | undefined>
  /** Replaces what is stored. */
  put(consultationId: string, groups: StoredGroups): Promise<void>
}

export function ballotStore(database: Pick<Database, 'engine' | 'get' | 'iterate'>): BallotStore {
  return {
    ballots: (consultationId) => database.iterate<Ballot>(BALLOTS[database.engine], { consultationId }),
    votes: async (consultationId) =>
      (await database.get<{ votes: number }>(VOTES, { consultationId }))?.votes ?? 0,
  }
}

export function opinionGroupStore(database: Database): OpinionGroupStore {
  return {
    ...ballotStore(database),
    state: (consultationId) => database.get(STATE, { consultationId }),
    find: (consultationId) => database.get<StoredGroups>(FIND, { consultationId }),
    put: async (consultationId, groups) => {
      await database.write([{ sql: PUT, params: { ...groups, consultationId } }])
    },
  }
}
