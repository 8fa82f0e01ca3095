import { type VoteRow, voteChecksum } from '../domain/vote-checksum.ts'
import { fromBits, noTallies, TALLY_KEYS, type TallyKey, type VoteState } from '../domain/votes.ts'
import type { Tallies, Vote } from '../wire/index.ts'
import { column } from './column.ts'
import type { Database, Engine, Statement } from './database.ts'
import type { CountingNode } from './nodes.ts'
import { placedRowsOf } from './postgres/lists.ts'
import {
  gathering,
  KEY,
  nameOf,
  rowOf,
  TALLY_COLUMNS,
  type VoteKey,
  type VoteWrites,
  voteWrites,
} from './vote-writes.ts'

export interface StoredVote extends VoteRow {
  checksum: number
  /** Null: the proposal that the row names is not there. */
  consultationId: string | null
}

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
const TALLIES = {
  sqlite: `SELECT ${TALLY_COLUMNS} FROM tallies WHERE proposal_id = :proposalId`,
  postgres: `
    SELECT k.place, ${TALLY_KEYS.map((key) => `CAST(sum(t.${column(key)}) AS BIGINT) AS "${key}"`).join(', ')}
    FROM ${placedRowsOf({ proposalId: 'TEXT' })} JOIN tally_parts t ON t.proposal_id = k."proposalId"
    GROUP BY k.place`,
}
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

export interface VoteStore extends VoteWrites {
  /** What is stored for each key, in the same order. */
  find(keys: readonly VoteKey[]): Promise<(VoteState | undefined)[]>
  /** Tallies of each proposal, in the same order. */
  tallies(proposalIds: readonly string[]): Promise<Tallies[]>
  /** A statement for one transaction, behind all that changes them; its row is to be read with `asTallies`. */
  readTallies(proposalId: string): Statement
  asTallies(row: unknown): Tallies
  /** Every vote of every consultation, in the order of the file. */
  all(): AsyncIterable<StoredVote>
  /** Of all voters (`segment` null) and of those of each segment, by proposal. */
  allTallies(consultationId: string): Promise<StoredTallies[]>
  /** Every vote of one proposal, or of one segment on it, with the stored tallies, all from one moment. */
  withTallies(proposalId: string, segment: string | null): AsyncIterable<VoteWithTallies>
}

/** The checksum of a vote as it is stored; 0 where there is none. */
export const checksumOf = (key: VoteKey, state: VoteState | undefined): number =>
  state ? voteChecksum(rowOf(key, state)) : 0

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
    ...voteWrites(engine, node),
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
