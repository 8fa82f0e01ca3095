import type { DoubtLevel } from '../domain/opinion-groups/vote-matrix.ts'
import type { Vote } from '../wire/index.ts'
import type { Database } from './database.ts'

/** Some of the votes on a proposal. */
export interface VotePage {
  proposalId: string
  votes: ReadVote[]
}

export interface ReadVote {
  /** The pseudonym, hexadecimal. */
  voter: string
  vote: Vote
  /** Whether a rule doubted it, and whether it is counted all the same. */
  doubt: DoubtLevel
}

export interface StoredGroups {
  computedAt: number
  /** Votes that there were when it was computed. */
  votes: number
  /** The report as JSON. */
  report: string
}

const PROPOSALS = `
  SELECT id FROM proposals WHERE consultation_id = :consultationId AND status = 'accepted' ORDER BY id`
const votesOfProposal = (voter: string): string => `
  SELECT ${voter} AS voter, v.vote,
    CASE WHEN v.cohort_id IS NULL THEN 0 WHEN c.class = 'counted' THEN 1 ELSE 2 END AS doubt
  FROM votes v
  LEFT JOIN cohorts c ON c.id = v.cohort_id
  WHERE v.proposal_id = :proposalId AND v.voter > :after AND v.vote IS NOT NULL
  ORDER BY v.voter LIMIT :limit`
const VOTES_OF_PROPOSAL = {
  sqlite: votesOfProposal('hex(v.voter)'),
  postgres: votesOfProposal("upper(encode(v.voter, 'hex'))"),
}
const PAGE = 1000
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
export interface VoteReader {
  /**
   * Every vote on an accepted proposal, counted or not, the pages of a proposal in a row, so that a log can be folded in
   * between: each vote comes once, as it is when its page is read, and those that arrive meanwhile may come or not.
   */
  eachPage(consultationId: string): AsyncIterable<VotePage>
  /** How many counted ones there are, by the tallies. */
  votes(consultationId: string): Promise<number>
}

export interface OpinionGroupStore extends VoteReader {
  /** The stored report without its text: cheap enough to ask for with each request. */
  state(consultationId: string): Promise<Omit<StoredGroups, 'report'> | undefined>
  find(consultationId: string): Promise<StoredGroups | undefined>
  /** Replaces what is stored. */
  put(consultationId: string, groups: StoredGroups): Promise<void>
}

/** Reads votes in pages, so that a large consultation never stands in memory as rows. */
export function voteReader(database: Pick<Database, 'engine' | 'get' | 'all'>): VoteReader {
  const page = (proposalId: string, after: Uint8Array) =>
    database.all<ReadVote>(VOTES_OF_PROPOSAL[database.engine], { proposalId, after, limit: PAGE })

  return {
    async *eachPage(consultationId) {
      for (const { id: proposalId } of await database.all<{ id: string }>(PROPOSALS, { consultationId })) {
        let votes = await page(proposalId, new Uint8Array())
        while (votes.length === PAGE) {
          yield { proposalId, votes }
          votes = await page(proposalId, Buffer.from(votes.at(-1)?.voter ?? '', 'hex'))
        }
        yield { proposalId, votes }
      }
    },
    votes: async (consultationId) =>
      (await database.get<{ votes: number }>(VOTES, { consultationId }))?.votes ?? 0,
  }
}

/** The last computed groups of each consultation, as the report that is answered. */
export function opinionGroupStore(database: Database): OpinionGroupStore {
  return {
    ...voteReader(database),
    state: (consultationId) => database.get(STATE, { consultationId }),
    find: (consultationId) => database.get<StoredGroups>(FIND, { consultationId }),
    put: async (consultationId, groups) => {
      await database.write([{ sql: PUT, params: { ...groups, consultationId } }])
    },
  }
}
