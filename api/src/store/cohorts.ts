import {
  type Cohort,
  cohortOf,
  firstClassOf,
  type Placement,
  type VoteClass,
} from '../domain/votes/cohorts.ts'
import { TALLY_KEYS, type TallyDelta } from '../domain/votes/votes.ts'
import type { Database, Engine, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { type Columns, column, each, rowsOf } from './sql-text.ts'
import { multiRow } from './vote-writes.ts'

export interface CohortRecord extends Cohort {
  id: string
  class: VoteClass
  reason: string | null
  decidedAt: number | null
  decidedBy: string | null
  revision: number
}

/** A cohort with what its votes come to. */
export interface CountedCohort extends CohortRecord {
  votes: number
  proposals: number
  /** Votes on the proposal that has most of them. */
  most: number
}

/** What changes in a cohort on one proposal; `segmentId` '': of all its voters. */
export interface CohortChange {
  cohortId: string
  proposalId: string
  segmentId: string
  delta: TallyDelta
}

export type CohortTally = Record<(typeof TALLY_KEYS)[number], number> & {
  cohortId: string
  proposalId: string
  segmentId: string
}

const COLUMNS = TALLY_KEYS.map(column)
const LIST = COLUMNS.join(', ')
const NOTHING = Object.fromEntries(TALLY_KEYS.map((key) => [key, 0]))
const COUNTS = each(TALLY_KEYS, 'BIGINT')
const QUOTED = TALLY_KEYS.map((key) => `k."${key}"`).join(', ')
const added = (table: string): string =>
  COLUMNS.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')

const RECORD = `
  c.id, c.consultation_id AS "consultationId", c.rule, c.day, c.publisher_id AS "publisherId", c.class, c.reason,
  c.decided_at AS "decidedAt", c.decided_by AS "decidedBy", c.revision`
const FIND = `SELECT ${RECORD} FROM cohorts c WHERE c.id = :id`
const OF_CONSULTATION = `
  SELECT ${RECORD}, CAST(coalesce(sum(t.agree + t.disagree + t.neutral), 0) AS BIGINT) AS votes,
    CAST(count(t.proposal_id) AS BIGINT) AS proposals,
    CAST(coalesce(max(t.agree + t.disagree + t.neutral), 0) AS BIGINT) AS most
  FROM cohorts c LEFT JOIN cohort_tallies t ON t.cohort_id = c.id AND t.segment_id = ''
  WHERE c.consultation_id = :consultationId GROUP BY c.id ORDER BY c.day DESC, c.id`
const VOTES_BY_CLASS = `
  SELECT t.proposal_id AS "proposalId", c.class, CAST(sum(t.agree + t.disagree + t.neutral) AS BIGINT) AS votes
  FROM cohorts c JOIN cohort_tallies t ON t.cohort_id = c.id AND t.segment_id = ''
  WHERE c.consultation_id = :consultationId
  GROUP BY t.proposal_id, c.class`
const CLASSES = 'SELECT id, class FROM cohorts WHERE id = :id'
const HOURS = `
  SELECT hour, CAST(sum(votes) AS BIGINT) AS votes FROM cohort_hours WHERE cohort_id = :id GROUP BY hour ORDER BY hour`
const TALLIES = `
  SELECT cohort_id AS "cohortId", proposal_id AS "proposalId", segment_id AS "segmentId",
    ${TALLY_KEYS.map((key) => `${column(key)} AS "${key}"`).join(', ')}
  FROM cohort_tallies`
const TALLIES_OF_COHORT = `${TALLIES} WHERE cohort_id = :id ORDER BY proposal_id, segment_id`
const TALLIES_OF_PROPOSAL = `${TALLIES} WHERE proposal_id = :proposalId`

const BEGIN = {
  sqlite: `
    INSERT INTO cohorts (id, consultation_id, rule, day, publisher_id, class)
    VALUES (:id, :consultationId, :rule, :day, :publisherId, :class) ON CONFLICT (id) DO NOTHING`,
  postgres: `
    INSERT INTO cohorts (id, consultation_id, rule, day, publisher_id, class)
    SELECT k.id, k."consultationId", k.rule, k.day, k."publisherId", k.class
    FROM ${rowsOf({ id: 'TEXT', consultationId: 'TEXT', rule: 'TEXT', day: 'TEXT', publisherId: 'TEXT', class: 'TEXT' })}
    ON CONFLICT (id) DO NOTHING`,
}
const ARRIVED = {
  sqlite: `
    INSERT INTO cohort_hours (cohort_id, hour, votes) VALUES (:cohortId, :hour, :votes)
    ON CONFLICT (cohort_id, hour) DO UPDATE SET votes = votes + excluded.votes`,
  postgres: `
    INSERT INTO cohort_hours AS t (cohort_id, hour, node, votes)
    SELECT k."cohortId", k.hour, k.node, k.votes
    FROM ${rowsOf({ cohortId: 'TEXT', hour: 'BIGINT', node: 'BIGINT', votes: 'BIGINT' })}
    ON CONFLICT (cohort_id, hour, node) DO UPDATE SET votes = t.votes + excluded.votes`,
}

// Not one upsert: the row to be inserted is checked first, and a change may take away.
const BEGIN_TALLY = `
  INSERT INTO cohort_tallies (cohort_id, proposal_id, segment_id) VALUES (:cohortId, :proposalId, :segmentId)
  ON CONFLICT (cohort_id, proposal_id, segment_id) DO NOTHING`
const plus = COLUMNS.map((name, index) => `${name} = ${name} + :${TALLY_KEYS[index]}`).join(', ')
const ADD = `
  UPDATE cohort_tallies SET ${plus}
  WHERE cohort_id = :cohortId AND proposal_id = :proposalId AND segment_id = :segmentId`
const IF_COUNTED = "EXISTS (SELECT 1 FROM cohorts WHERE id = :cohortId AND class = 'counted')"
const ADD_IF_COUNTED = `UPDATE tallies SET ${plus} WHERE proposal_id = :proposalId AND ${IF_COUNTED}`
const BEGIN_SEGMENT = `
  INSERT INTO segment_tallies (proposal_id, segment_id) VALUES (:proposalId, :segmentId)
  ON CONFLICT (proposal_id, segment_id) DO NOTHING`
const ADD_TO_SEGMENT_IF_COUNTED = `
  UPDATE segment_tallies SET ${plus}
  WHERE proposal_id = :proposalId AND segment_id = :segmentId AND ${IF_COUNTED}`

const CHANGE: Columns = { cohortId: 'TEXT', proposalId: 'TEXT', segmentId: 'TEXT', node: 'BIGINT', ...COUNTS }
const ADD_PART = `
  INSERT INTO cohort_tally_parts AS t (cohort_id, proposal_id, segment_id, node, ${LIST})
  SELECT k."cohortId", k."proposalId", k."segmentId", k.node, ${QUOTED} FROM ${rowsOf(CHANGE)}
  ON CONFLICT (cohort_id, proposal_id, segment_id, node) DO UPDATE SET ${added('t')}`
// The cohort's row is held until the commit, so that a decision waits for votes that are on their way, and they for it.
const HELD = `
  WITH k AS (SELECT * FROM ${rowsOf(CHANGE)}),
  held AS (SELECT id, class FROM cohorts WHERE id IN (SELECT "cohortId" FROM k) ORDER BY id FOR SHARE)`
const ADD_PART_IF_COUNTED = `
  ${HELD}
  INSERT INTO tally_parts AS t (proposal_id, node, ${LIST})
  SELECT k."proposalId", k.node, ${TALLY_KEYS.map((key) => `sum(k."${key}")`).join(', ')}
  FROM k JOIN held ON held.id = k."cohortId" AND held.class = 'counted' GROUP BY k."proposalId", k.node
  ON CONFLICT (proposal_id, node) DO UPDATE SET ${added('t')}`
const ADD_SEGMENT_PART_IF_COUNTED = `
  ${HELD}
  INSERT INTO segment_tally_parts AS t (proposal_id, segment_id, node, ${LIST})
  SELECT k."proposalId", k."segmentId", k.node, ${TALLY_KEYS.map((key) => `sum(k."${key}")`).join(', ')}
  FROM k JOIN held ON held.id = k."cohortId" AND held.class = 'counted'
  GROUP BY k."proposalId", k."segmentId", k.node
  ON CONFLICT (proposal_id, segment_id, node) DO UPDATE SET ${added('t')}`

// A revision of null breaks the column's rule: then somebody else decided since this one was read, and nothing is done.
const DECIDE = `
  UPDATE cohorts SET class = :class, reason = :reason, decided_at = :decidedAt, decided_by = :decidedBy,
    revision = CASE WHEN revision = :revision THEN revision + 1 END
  WHERE id = :id`
// What was shown by part of the public only ever grows, and would keep the votes for good.
const WITHDRAW_SPLITS = `
  DELETE FROM published_splits
  WHERE proposal_id IN (SELECT proposal_id FROM cohort_tallies WHERE cohort_id = :id AND segment_id = '')`
const signed = (sign: string, table: string): string =>
  COLUMNS.map((name) => `${name} = ${table}.${name} ${sign} c.${name}`).join(', ')
const moveOnFile = (sign: '+' | '-') => [
  `INSERT INTO segment_tallies (proposal_id, segment_id)
   SELECT proposal_id, segment_id FROM cohort_tallies WHERE cohort_id = :id AND segment_id <> ''
   ON CONFLICT (proposal_id, segment_id) DO NOTHING`,
  `UPDATE tallies SET ${signed(sign, 'tallies')} FROM cohort_tallies c
   WHERE c.cohort_id = :id AND c.segment_id = '' AND c.proposal_id = tallies.proposal_id`,
  `UPDATE segment_tallies SET ${signed(sign, 'segment_tallies')} FROM cohort_tallies c
   WHERE c.cohort_id = :id AND c.segment_id = segment_tallies.segment_id
     AND c.proposal_id = segment_tallies.proposal_id`,
]
/** The node in whose name decisions count: no process ever holds it. */
const DECISIONS = -1
const sums = (sign: string): string =>
  COLUMNS.map((name) => `${sign} CAST(sum(c.${name}) AS BIGINT)`).join(', ')
const moveParts = (sign: '+' | '-') => [
  `INSERT INTO tally_parts AS t (proposal_id, node, ${LIST})
   SELECT c.proposal_id, ${DECISIONS}, ${sums(sign)} FROM cohort_tally_parts c
   WHERE c.cohort_id = :id AND c.segment_id = '' GROUP BY c.proposal_id ORDER BY c.proposal_id
   ON CONFLICT (proposal_id, node) DO UPDATE SET ${added('t')}`,
  `INSERT INTO segment_tally_parts AS t (proposal_id, segment_id, node, ${LIST})
   SELECT c.proposal_id, c.segment_id, ${DECISIONS}, ${sums(sign)} FROM cohort_tally_parts c
   WHERE c.cohort_id = :id AND c.segment_id <> '' GROUP BY c.proposal_id, c.segment_id
   ORDER BY c.proposal_id, c.segment_id
   ON CONFLICT (proposal_id, segment_id, node) DO UPDATE SET ${added('t')}`,
]
const MOVES: Readonly<Record<Engine, Readonly<Record<'+' | '-', readonly string[]>>>> = {
  sqlite: { '+': moveOnFile('+'), '-': moveOnFile('-') },
  postgres: { '+': moveParts('+'), '-': moveParts('-') },
}

export interface CohortStore {
  find(id: string): Promise<CohortRecord | undefined>
  /** With their votes, the newest day first. */
  ofConsultation(consultationId: string): Promise<CountedCohort[]>
  /** The class of each; of one that is not stored yet, the class that it begins with. */
  classes(ids: readonly string[]): Promise<Map<string, VoteClass>>
  hours(id: string): Promise<{ hour: number; votes: number }[]>
  tallies(id: string): Promise<CohortTally[]>
  talliesOfProposal(proposalId: string): Promise<CohortTally[]>
  /** How many votes of its cohorts each proposal has, by class. */
  votesByClass(consultationId: string): Promise<{ proposalId: string; class: VoteClass; votes: number }[]>
  /** Statements for one transaction: cohorts that votes are put into are there. */
  begin(ids: Iterable<string>): Statement[]
  /** A statement for one transaction: so many votes came in this hour. */
  arrived(placement: Placement, votes: number): Statement
  /**
   * Statements for one transaction, behind `begin`: the cohort's tallies change, and if it is counted, those of the results
   * too. Its class is read in the same transaction, so that a decision at the same time misses none of them.
   */
  add(change: CohortChange): Statement[]
  /**
   * Statements for one transaction: the cohort is of another class from now on, and the results with or without its votes.
   * The database refuses them (revision) if somebody else decided since `before` was read.
   */
  decision(
    before: CohortRecord,
    after: Pick<CohortRecord, 'class' | 'reason' | 'decidedAt' | 'decidedBy'>,
  ): Statement[]
}

/** Cohorts and their tallies. On a file they are added up in place, on PostgreSQL in rows of each `node`. */
export function cohortStore(database: Database, node: CountingNode): CohortStore {
  const { engine } = database

  function addOnFile({ delta, ...change }: CohortChange): Statement[] {
    const { cohortId, proposalId, segmentId } = change
    const params = { ...NOTHING, ...delta, ...change }
    const ofResults =
      segmentId === ''
        ? [{ sql: ADD_IF_COUNTED, params: { ...NOTHING, ...delta, cohortId, proposalId } }]
        : [
            { sql: BEGIN_SEGMENT, params: { proposalId, segmentId } },
            { sql: ADD_TO_SEGMENT_IF_COUNTED, params },
          ]
    return [
      { sql: BEGIN_TALLY, params: { cohortId, proposalId, segmentId } },
      { sql: ADD, params },
      ...ofResults,
    ]
  }

  function addAmongOthers({ delta, ...change }: CohortChange): Statement[] {
    const params = { ...NOTHING, ...delta, ...change, node: node.number }
    const joined = multiRow(`${change.cohortId} ${change.proposalId} ${change.segmentId}`)
    return [
      { sql: ADD_PART, params, multiRow: joined },
      {
        sql: change.segmentId === '' ? ADD_PART_IF_COUNTED : ADD_SEGMENT_PART_IF_COUNTED,
        params,
        multiRow: joined,
      },
    ]
  }

  return {
    find: (id) => database.get<CohortRecord>(FIND, { id }),
    ofConsultation: (consultationId) => database.all<CountedCohort>(OF_CONSULTATION, { consultationId }),
    async classes(ids) {
      const rows = await Promise.all(
        ids.map((id) => database.get<{ id: string; class: VoteClass }>(CLASSES, { id })),
      )
      return new Map(ids.map((id, index) => [id, rows[index]?.class ?? firstClassOf(cohortOf(id).rule)]))
    },
    hours: (id) => database.all(HOURS, { id }),
    tallies: (id) => database.all<CohortTally>(TALLIES_OF_COHORT, { id }),
    talliesOfProposal: (proposalId) => database.all<CohortTally>(TALLIES_OF_PROPOSAL, { proposalId }),
    votesByClass: (consultationId) => database.all(VOTES_BY_CLASS, { consultationId }),
    begin: (ids) =>
      [...new Set(ids)].sort().map((id) => {
        const cohort = cohortOf(id)
        return {
          sql: BEGIN[engine],
          params: { id, ...cohort, class: firstClassOf(cohort.rule) },
          ...(engine === 'sqlite' ? {} : { multiRow: multiRow(id) }),
        }
      }),
    arrived: ({ cohortId, hour }, votes) =>
      engine === 'sqlite'
        ? { sql: ARRIVED.sqlite, params: { cohortId, hour, votes } }
        : {
            sql: ARRIVED.postgres,
            params: { cohortId, hour, votes, node: node.number },
            multiRow: multiRow(`${cohortId} ${hour}`),
          },
    add: engine === 'sqlite' ? addOnFile : addAmongOthers,
    decision(before, after) {
      const { id, revision } = before
      const statements: Statement[] = [{ sql: DECIDE, params: { id, revision, ...after } }]
      const [was, is] = [before.class === 'counted', after.class === 'counted']
      const moves = was === is ? [] : [...MOVES[engine][is ? '+' : '-'], WITHDRAW_SPLITS]
      statements.push(...moves.map((sql) => ({ sql, params: { id } })))
      return statements
    },
  }
}
