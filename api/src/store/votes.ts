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
import type { Database, Statement } from './database.ts'

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

const FIND =
  'SELECT vote, qualifications, segment_id AS segment, revision FROM votes WHERE proposal_id = :proposalId AND voter = :voter'
const UPSERT = `
  INSERT INTO votes (proposal_id, voter, vote, qualifications, segment_id, revision, checksum)
  VALUES (:proposalId, :voter, :vote, :qualifications, :segment, :revision, :checksum)
  ON CONFLICT (proposal_id, voter) DO UPDATE SET
    vote = excluded.vote, qualifications = excluded.qualifications, segment_id = excluded.segment_id,
    revision = excluded.revision, checksum = excluded.checksum`
const ERASE = 'DELETE FROM votes WHERE proposal_id = :proposalId AND voter = :voter'
const TALLIES = `SELECT ${TALLY_COLUMNS} FROM tallies WHERE proposal_id = :proposalId`
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
  /** A statement for one transaction: `undefined` erases the vote. The checksum is that of `checksumOf`. */
  put(key: VoteKey, state: VoteState | undefined, checksum: number): Statement
  /** A statement for one transaction; its row is the new tallies, to be read with `asTallies`. */
  addToTallies(proposalId: string, delta: TallyDelta, checksum: number): Statement
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

export function voteStore(database: Database): VoteStore {
  return {
    async find(keys) {
      const rows = await database.getEach<Omit<VoteState, 'qualifications'> & { qualifications: number }>(
        keys.map(({ proposalId, voter }) => ({ sql: FIND, params: { proposalId, voter } })),
      )
      return rows.map((row) => row && { ...row, qualifications: fromBits(row.qualifications) })
    },
    async tallies(proposalIds) {
      const rows = await database.getEach<TallyRow>(
        proposalIds.map((proposalId) => ({ sql: TALLIES, params: { proposalId } })),
      )
      return rows.map(tallies)
    },
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
