import { CHECKSUM_MODULUS, type VoteRow, voteChecksum } from '../domain/vote-checksum.ts'
import {
  fromBits,
  noTallies,
  TALLY_KEYS,
  type TallyDelta,
  type TallyKey,
  toBits,
  type VoteState,
} from '../domain/votes.ts'
import type { Tallies, Vote } from '../wire/index.ts'
import { column } from './column.ts'
import type { Database, Engine, Gathering, Statement } from './database.ts'
import type { CountingNode } from './nodes.ts'
import { type Columns, each, placedRowsOf, rowsOf } from './postgres/lists.ts'

export interface VoteKey {
  proposalId: string
  voter: Uint8Array
}

export interface StoredVote extends VoteRow {
  checksum: number
  /** Null: the proposal that the row names is not there. */
  consultationId: string | null
}

const TALLY_COLUMNS = TALLY_KEYS.map((key) => `${column(key)} AS "${key}"`).join(', ')

const KEY: Columns = { proposalId: 'TEXT', voter: 'BYTEA' }
const FIND = {
  sqlite: `
    SELECT vote, qualifications, segment_id AS segment, revision FROM votes
    WHERE proposal_id = :proposalId AND voter = :voter`,
  postgres: `
    SELECT k.place, v.vote, v.qualifications, v.segment AS segment, v.revision
    FROM ${placedRowsOf(KEY)} CROSS JOIN LATERAL (
      SELECT vote, qualifications, segment_id AS segment, revision FROM votes
      WHERE proposal_id = k."proposalId" AND voter = k.voter LIMIT 1) v`,
}
const UPSERT = `
  INSERT INTO votes (proposal_id, voter, vote, qualifications, segment_id, revision, checksum)
  VALUES (:proposalId, :voter, :vote, :qualifications, :segment, :revision, :checksum)
  ON CONFLICT (proposal_id, voter) DO UPDATE SET
    vote = excluded.vote, qualifications = excluded.qualifications, segment_id = excluded.segment_id,
    revision = excluded.revision, checksum = excluded.checksum`
const ERASE = 'DELETE FROM votes WHERE proposal_id = :proposalId AND voter = :voter'
// Where other processes write as well, each change holds only if what it rests upon is still there.
const VOTE: Columns = {
  ...{
    ...KEY,
    vote: 'TEXT',
    qualifications: 'BIGINT',
    segment: 'TEXT',
    revision: 'BIGINT',
    checksum: 'BIGINT',
  },
}
const BEFORE: Columns = {
  ...{ beforeVote: 'TEXT', beforeQualifications: 'BIGINT', beforeSegment: 'TEXT', beforeRevision: 'BIGINT' },
}
const UNCHANGED = `
  votes.proposal_id = k."proposalId" AND votes.voter = k.voter AND votes.revision = k."beforeRevision"
  AND votes.vote IS NOT DISTINCT FROM k."beforeVote" AND votes.qualifications = k."beforeQualifications"
  AND votes.segment_id IS NOT DISTINCT FROM k."beforeSegment"`
const GUARDED_INSERT = `
  INSERT INTO votes (proposal_id, voter, vote, qualifications, segment_id, revision, checksum)
  SELECT k."proposalId", k.voter, k.vote, k.qualifications, k.segment, k.revision, k.checksum FROM ${rowsOf(VOTE)}
  ON CONFLICT (proposal_id, voter) DO NOTHING`
const GUARDED_UPDATE = `
  UPDATE votes SET vote = k.vote, qualifications = k.qualifications, segment_id = k.segment, revision = k.revision,
    checksum = k.checksum
  FROM ${rowsOf({ ...VOTE, ...BEFORE })} WHERE ${UNCHANGED}`
const GUARDED_ERASE = `
  DELETE FROM votes USING ${rowsOf({ ...KEY, ...BEFORE })} WHERE ${UNCHANGED}`
const TALLIES = {
  sqlite: `SELECT ${TALLY_COLUMNS} FROM tallies WHERE proposal_id = :proposalId`,
  postgres: `
    SELECT k.place, ${TALLY_KEYS.map((key) => `CAST(sum(t.${column(key)}) AS BIGINT) AS "${key}"`).join(', ')}
    FROM ${placedRowsOf({ proposalId: 'TEXT' })} JOIN tally_parts t ON t.proposal_id = k."proposalId"
    GROUP BY k.place`,
}
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
// Row after row as they lie in the file, nothing looked up: a damaged key would lead a search astray.
const ALL_VOTES = `
  SELECT v.proposal_id AS "proposalId", v.voter, v.vote, v.qualifications, v.segment_id AS segment, v.revision,
    v.checksum, p.consultation_id AS "consultationId"
  FROM votes v LEFT JOIN proposals p ON p.id = v.proposal_id`
const ALL_TALLIES = `
  SELECT t.proposal_id AS "proposalId", t.checksum, ${TALLY_COLUMNS}
  FROM tallies t JOIN proposals p ON p.id = t.proposal_id
  WHERE p.consultation_id = :consultationId ORDER BY t.proposal_id`
const ALL_SEGMENT_TALLIES = `
  SELECT t.proposal_id AS "proposalId", t.segment_id AS segment, NULL AS checksum, ${TALLY_COLUMNS}
  FROM segment_tallies t JOIN proposals p ON p.id = t.proposal_id
  WHERE p.consultation_id = :consultationId ORDER BY t.proposal_id, t.segment_id`
// One statement, so that votes and tallies are of one moment even while readers vote.
const WITH_TALLIES = `
  SELECT ${TALLY_KEYS.map((key) => `coalesce(t.${column(key)}, 0) AS "${key}"`).join(', ')},
    coalesce(t.checksum, 0) AS checksum, v.vote, v.qualifications, v.checksum AS "voteChecksum"
  FROM proposals p
  LEFT JOIN tallies t ON t.proposal_id = p.id
  LEFT JOIN votes v ON v.proposal_id = p.id
  WHERE p.id = :proposalId`

const WITH_SEGMENT_TALLIES = `
  SELECT ${TALLY_KEYS.map((key) => `coalesce(t.${column(key)}, 0) AS "${key}"`).join(', ')},
    NULL AS checksum, v.vote, v.qualifications, NULL AS "voteChecksum"
  FROM proposals p
  LEFT JOIN segment_tallies t ON t.proposal_id = p.id AND t.segment_id = :segment
  LEFT JOIN votes v ON v.proposal_id = p.id AND v.segment_id = :segment
  WHERE p.id = :proposalId`

type TallyRow = Record<TallyKey, number>

/** One vote of a proposal (null: withdrawn, or there is no vote at all) and the proposal's stored tallies. */
interface VoteWithTallies {
  vote: Vote | null
  qualifications: number
  /** Of the vote; null: there is none, or a segment was asked for. */
  voteChecksum: number | null
  tallies: Tallies
  /** Sum of the checksums of all votes of the proposal; null: a segment was asked for. */
  checksum: number | null
}

/** The tallies of a proposal, or (`segment` not null) of one segment on it. */
export interface StoredTallies {
  proposalId: string
  segment: string | null
  tallies: Tallies
  /** Sum of the checksums of all votes; null for a segment. */
  checksum: number | null
}

function tallies(row: TallyRow | undefined): Tallies {
  if (!row) return noTallies()
  const { agree, disagree, neutral, ...qualifications } = row
  return { agree, disagree, neutral, qualifications }
}

export interface VoteStore {
  /** What is stored for each key, in the same order. */
  find(keys: readonly VoteKey[]): Promise<(VoteState | undefined)[]>
  /** Tallies of each proposal, in the same order. */
  tallies(proposalIds: readonly string[]): Promise<Tallies[]>
  /**
   * A statement for one transaction: `undefined` erases the vote. The checksum is that of `checksumOf`. Where several
   * processes write, StaleError if what is stored is not what it was `before`.
   */
  put(key: VoteKey, state: VoteState | undefined, checksum: number, before: VoteState | undefined): Statement
  /** A statement for one transaction; its row, if it has one, is the new tallies, to be read with `asTallies`. */
  addToTallies(proposalId: string, delta: TallyDelta, checksum: number): Statement
  /** A statement for one transaction, behind all that changes them; its row is to be read with `asTallies`. */
  readTallies(proposalId: string): Statement
  /** Statements for one transaction: the part of the same change that comes from voters of a segment. */
  addToSegmentTallies(proposalId: string, segmentId: string, delta: TallyDelta): Statement[]
  asTallies(row: unknown): Tallies
  /** Every vote of every consultation, in the order of the file. */
  all(): AsyncIterable<StoredVote>
  /** Of all voters (`segment` null) and of those of each segment, by proposal. */
  allTallies(consultationId: string): Promise<StoredTallies[]>
  /** Every vote of one proposal, or of one segment on it, with the stored tallies, all from one moment. */
  withTallies(proposalId: string, segment: string | null): AsyncIterable<VoteWithTallies>
}

const rowOf = ({ proposalId, voter }: VoteKey, state: VoteState): VoteRow => ({
  proposalId,
  voter,
  vote: state.vote,
  qualifications: toBits(state.qualifications),
  segment: state.segment,
  revision: state.revision,
})

/** The checksum of a vote as it is stored; 0 where there is none. */
export const checksumOf = (key: VoteKey, state: VoteState | undefined): number =>
  state ? voteChecksum(rowOf(key, state)) : 0

const gathering = (key: string, isGuarded = false): Gathering => ({ key, isGuarded })
const nameOf = ({ proposalId, voter }: VoteKey): string => proposalId + Buffer.from(voter).toString('latin1')

const asBefore = (state: VoteState | undefined) => ({
  beforeVote: state?.vote ?? null,
  beforeQualifications: toBits(state?.qualifications ?? []),
  beforeSegment: state?.segment ?? null,
  beforeRevision: state?.revision ?? 0,
})

/** What adds votes and counts where one process writes. */
const ALONE: Pick<VoteStore, 'put' | 'addToTallies' | 'addToSegmentTallies'> = {
  put: (key, state, checksum) =>
    state
      ? { sql: UPSERT, params: { ...rowOf(key, state), checksum } }
      : { sql: ERASE, params: { proposalId: key.proposalId, voter: key.voter } },
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
const among = (node: CountingNode): typeof ALONE => ({
  put(key, state, checksum, before) {
    const common = { gathering: gathering(nameOf(key), true) }
    const { proposalId, voter } = key
    if (!state) return { ...common, sql: GUARDED_ERASE, params: { proposalId, voter, ...asBefore(before) } }
    const params = { ...rowOf(key, state), checksum }
    if (!before) return { ...common, sql: GUARDED_INSERT, params }
    return { ...common, sql: GUARDED_UPDATE, params: { ...params, ...asBefore(before) } }
  },
  addToTallies: (proposalId, delta, checksum) => ({
    sql: ADD_PART,
    params: { ...NOTHING, ...delta, proposalId, checksum, node: node.number },
    gathering: gathering(proposalId),
  }),
  addToSegmentTallies: (proposalId, segmentId, delta) => [
    {
      sql: ADD_SEGMENT_PART,
      params: { ...NOTHING, ...delta, proposalId, segmentId, node: node.number },
      gathering: gathering(`${proposalId} ${segmentId}`),
    },
  ],
})

const readTallies = (engine: Engine, proposalId: string): Statement => ({
  sql: TALLIES[engine],
  params: { proposalId },
  ...(engine === 'sqlite' ? {} : { gathering: gathering(proposalId) }),
})

export function voteStore(database: Database, node: CountingNode): VoteStore {
  const { engine } = database
  return {
    async find(keys) {
      const rows = await database.getEach<Omit<VoteState, 'qualifications'> & { qualifications: number }>(
        keys.map((key) => ({
          sql: FIND[engine],
          params: { proposalId: key.proposalId, voter: key.voter },
          ...(engine === 'sqlite' ? {} : { gathering: gathering(nameOf(key)) }),
        })),
      )
      return rows.map((row) => row && { ...row, qualifications: fromBits(row.qualifications) })
    },
    async tallies(proposalIds) {
      const rows = await database.getEach<TallyRow>(
        proposalIds.map((proposalId) => readTallies(engine, proposalId)),
      )
      return rows.map(tallies)
    },
    readTallies: (proposalId) => readTallies(engine, proposalId),
    ...(engine === 'sqlite' ? ALONE : among(node)),
    asTallies: (row) => tallies(row as TallyRow | undefined),
    all: () => database.iterate<StoredVote>(ALL_VOTES),
    async allTallies(consultationId) {
      type Row = TallyRow & Pick<StoredTallies, 'proposalId' | 'checksum'>
      const whole = await database.all<Row>(ALL_TALLIES, { consultationId })
      const split = await database.all<Row & { segment: string }>(ALL_SEGMENT_TALLIES, { consultationId })
      return [...whole.map((row) => ({ ...row, segment: null })), ...split].map(
        ({ proposalId, segment, checksum, ...row }) => ({
          ...{ proposalId, segment, checksum },
          tallies: tallies(row),
        }),
      )
    },
    async *withTallies(proposalId, segment) {
      type Row = TallyRow &
        Omit<VoteWithTallies, 'tallies' | 'qualifications'> & { qualifications: number | null }
      const rows = database.iterate<Row>(
        segment === null ? WITH_TALLIES : WITH_SEGMENT_TALLIES,
        segment === null ? { proposalId } : { proposalId, segment },
      )
      for await (const { vote, qualifications, voteChecksum, checksum, ...row } of rows)
        yield {
          ...{ vote, voteChecksum, checksum },
          qualifications: qualifications ?? 0,
          tallies: tallies(row),
        }
    },
  }
}
