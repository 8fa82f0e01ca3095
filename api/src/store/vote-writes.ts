import { CHECKSUM_MODULUS, type VoteRow } from '../domain/votes/vote-checksum.ts'
import { TALLY_KEYS, type TallyDelta, toBits, type VoteState } from '../domain/votes/votes.ts'
import type { Engine, MultiRow, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { type Columns, column, each, rowsOf } from './sql-text.ts'

export interface VoteKey {
  proposalId: string
  voter: Uint8Array
}

export const TALLY_COLUMNS = TALLY_KEYS.map((key) => `${column(key)} AS "${key}"`).join(', ')

export const KEY: Columns = { proposalId: 'TEXT', voter: 'BYTEA' }
const UPSERT = `
  INSERT INTO votes (proposal_id, voter, vote, qualifications, segment_id, revision, cohort_id, checksum)
  VALUES (:proposalId, :voter, :vote, :qualifications, :segment, :revision, :cohort, :checksum)
  ON CONFLICT (proposal_id, voter) DO UPDATE SET
    vote = excluded.vote, qualifications = excluded.qualifications, segment_id = excluded.segment_id,
    revision = excluded.revision, cohort_id = excluded.cohort_id, checksum = excluded.checksum`
const ERASE = 'DELETE FROM votes WHERE proposal_id = :proposalId AND voter = :voter'
// Where other processes write as well, each change is written only if what it depends on is unchanged.
const VOTE: Columns = {
  ...KEY,
  vote: 'TEXT',
  qualifications: 'BIGINT',
  segment: 'TEXT',
  revision: 'BIGINT',
  cohort: 'TEXT',
  checksum: 'BIGINT',
}
const BEFORE: Columns = {
  beforeVote: 'TEXT',
  beforeQualifications: 'BIGINT',
  beforeSegment: 'TEXT',
  beforeRevision: 'BIGINT',
  beforeCohort: 'TEXT',
}
const UNCHANGED = `
  votes.proposal_id = k."proposalId" AND votes.voter = k.voter AND votes.revision = k."beforeRevision"
  AND votes.vote IS NOT DISTINCT FROM k."beforeVote" AND votes.qualifications = k."beforeQualifications"
  AND votes.segment_id IS NOT DISTINCT FROM k."beforeSegment"
  AND votes.cohort_id IS NOT DISTINCT FROM k."beforeCohort"`
const GUARDED_INSERT = `
  INSERT INTO votes (proposal_id, voter, vote, qualifications, segment_id, revision, cohort_id, checksum)
  SELECT k."proposalId", k.voter, k.vote, k.qualifications, k.segment, k.revision, k.cohort, k.checksum
  FROM ${rowsOf(VOTE)}
  ON CONFLICT (proposal_id, voter) DO NOTHING`
const GUARDED_UPDATE = `
  UPDATE votes SET vote = k.vote, qualifications = k.qualifications, segment_id = k.segment, revision = k.revision,
    cohort_id = k.cohort, checksum = k.checksum
  FROM ${rowsOf({ ...VOTE, ...BEFORE })} WHERE ${UNCHANGED}`
const GUARDED_ERASE = `
  DELETE FROM votes USING ${rowsOf({ ...KEY, ...BEFORE })} WHERE ${UNCHANGED}`
const ADD = `
  UPDATE tallies SET ${TALLY_KEYS.map((key) => `${column(key)} = ${column(key)} + :${key}`).join(', ')},
    checksum = (checksum + :checksum) & ${CHECKSUM_MODULUS - 1}
  WHERE proposal_id = :proposalId RETURNING ${TALLY_COLUMNS}`
// Not one upsert: the row to be inserted is checked first, and a change may take away.
const BEGIN_SEGMENT = `
  INSERT INTO segment_tallies (proposal_id, segment_id) VALUES (:proposalId, :segmentId)
  ON CONFLICT (proposal_id, segment_id) DO NOTHING`
const ADD_TO_SEGMENT = `
  UPDATE segment_tallies SET ${TALLY_KEYS.map((key) => `${column(key)} = ${column(key)} + :${key}`).join(', ')}
  WHERE proposal_id = :proposalId AND segment_id = :segmentId`
const COUNTS = each(TALLY_KEYS, 'BIGINT')
const QUOTED = TALLY_KEYS.map((key) => `k."${key}"`).join(', ')
const ADD_PART = `
  INSERT INTO tally_parts AS t (proposal_id, node, ${TALLY_KEYS.map(column).join(', ')}, checksum)
  SELECT k."proposalId", k.node, ${QUOTED}, k.checksum
  FROM ${rowsOf({ proposalId: 'TEXT', node: 'BIGINT', ...COUNTS, checksum: 'BIGINT' })}
  ON CONFLICT (proposal_id, node) DO UPDATE SET
    ${TALLY_KEYS.map((key) => `${column(key)} = t.${column(key)} + excluded.${column(key)}`).join(', ')},
    checksum = (t.checksum + excluded.checksum) & ${CHECKSUM_MODULUS - 1}`
const ADD_SEGMENT_PART = `
  INSERT INTO segment_tally_parts AS t (proposal_id, segment_id, node, ${TALLY_KEYS.map(column).join(', ')})
  SELECT k."proposalId", k."segmentId", k.node, ${QUOTED}
  FROM ${rowsOf({ proposalId: 'TEXT', segmentId: 'TEXT', node: 'BIGINT', ...COUNTS })}
  ON CONFLICT (proposal_id, segment_id, node) DO UPDATE SET
    ${TALLY_KEYS.map((key) => `${column(key)} = t.${column(key)} + excluded.${column(key)}`).join(', ')}`
const NOTHING = Object.fromEntries(TALLY_KEYS.map((key) => [key, 0]))

/** What is written of votes: by the only process, or among others. */
export interface VoteWrites {
  /**
   * A statement for one transaction: `undefined` erases the vote. The checksum is that of `checksumOf`. Where several
   * processes write, StaleError if what is stored is not what it was `before`.
   */
  put(key: VoteKey, state: VoteState | undefined, checksum: number, before: VoteState | undefined): Statement
  /** A statement for one transaction; its row, if it has one, is the new tallies, to be read with `asTallies`. */
  addToTallies(proposalId: string, delta: TallyDelta, checksum: number): Statement
  /** Statements for one transaction: the part of the same change that comes from voters of a segment. */
  addToSegmentTallies(proposalId: string, segmentId: string, delta: TallyDelta): Statement[]
}

/** A vote as its columns. */
export const rowOf = ({ proposalId, voter }: VoteKey, state: VoteState): VoteRow => ({
  proposalId,
  voter,
  vote: state.vote,
  qualifications: toBits(state.qualifications),
  segment: state.segment,
  revision: state.revision,
  cohort: state.cohort,
})

/** Marks a statement as one that may join others of its text. `isGuarded`: StaleError if its row has changed. */
export const multiRow = (key: string, isGuarded = false): MultiRow => ({ key, isGuarded })

/** Key of a vote in a Map, one for each proposal and voter. */
export const nameOf = ({ proposalId, voter }: VoteKey): string =>
  proposalId + Buffer.from(voter).toString('latin1')

const asBefore = (state: VoteState | undefined) => ({
  beforeVote: state?.vote ?? null,
  beforeQualifications: toBits(state?.qualifications ?? []),
  beforeSegment: state?.segment ?? null,
  beforeRevision: state?.revision ?? 0,
  beforeCohort: state?.cohort ?? null,
})

/** What adds votes and counts where one process writes. */
const ALONE: VoteWrites = {
  put: (key, state, checksum) =>
    state
      ? {
          sql: UPSERT,
          params: {
            proposalId: key.proposalId,
            voter: key.voter,
            vote: state.vote,
            qualifications: toBits(state.qualifications),
            segment: state.segment,
            revision: state.revision,
            cohort: state.cohort,
            checksum,
          },
        }
      : { sql: ERASE, params: { proposalId: key.proposalId, voter: key.voter }, erases: true },
  addToTallies: (proposalId, delta, checksum) => ({
    sql: ADD,
    params: { ...NOTHING, ...delta, proposalId, checksum },
  }),
  addToSegmentTallies: (proposalId, segmentId, delta) => [
    { sql: BEGIN_SEGMENT, params: { proposalId, segmentId } },
    { sql: ADD_TO_SEGMENT, params: { ...NOTHING, ...delta, proposalId, segmentId } },
  ],
}

/** The same where others write as well. */
const among = (node: CountingNode): VoteWrites => ({
  put(key, state, checksum, before) {
    const common = { multiRow: multiRow(nameOf(key), true) }
    const { proposalId, voter } = key
    if (!state) return { ...common, sql: GUARDED_ERASE, params: { proposalId, voter, ...asBefore(before) } }
    const params = { ...rowOf(key, state), checksum }
    if (!before) return { ...common, sql: GUARDED_INSERT, params }
    return { ...common, sql: GUARDED_UPDATE, params: { ...params, ...asBefore(before) } }
  },
  addToTallies: (proposalId, delta, checksum) => ({
    sql: ADD_PART,
    params: { ...NOTHING, ...delta, proposalId, checksum, node: node.number },
    multiRow: multiRow(proposalId),
  }),
  addToSegmentTallies: (proposalId, segmentId, delta) => [
    {
      sql: ADD_SEGMENT_PART,
      params: { ...NOTHING, ...delta, proposalId, segmentId, node: node.number },
      multiRow: multiRow(`${proposalId} ${segmentId}`),
    },
  ],
})

/** Votes as one engine writes them. */
export const voteWrites = (engine: Engine, node: CountingNode): VoteWrites =>
  engine === 'sqlite' ? ALONE : among(node)
