import { setImmediate as otherWork } from 'node:timers/promises'
import type { VoteClass } from '../domain/votes/cohorts.ts'
import { type VoteRow, voteChecksum } from '../domain/votes/vote-checksum.ts'
import { fromBits, noTallies, TALLY_KEYS, type TallyKey, type VoteState } from '../domain/votes/votes.ts'
import type { Tallies } from '../wire/index.ts'
import type { Database, Engine, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { column, placedRowsOf } from './sql-text.ts'
import {
  KEY,
  multiRow,
  nameOf,
  rowOf,
  TALLY_COLUMNS,
  type VoteKey,
  type VoteWrites,
  voteWrites,
} from './vote-writes.ts'

export interface StoredVote extends VoteRow {
  checksum: number
  /** Of its cohort; null: it is in none. */
  class: VoteClass | null
  /** Null: the proposal that the row names is not there. */
  consultationId: string | null
}

const FIND = {
  sqlite: `
    SELECT vote, qualifications, segment_id AS segment, revision, cohort_id AS cohort FROM votes
    WHERE proposal_id = :proposalId AND voter = :voter`,
  postgres: `
    SELECT k.place, v.vote, v.qualifications, v.segment, v.revision, v.cohort
    FROM ${placedRowsOf(KEY)} CROSS JOIN LATERAL (
      SELECT vote, qualifications, segment_id AS segment, revision, cohort_id AS cohort FROM votes
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
    v.cohort_id AS cohort, c.class, v.checksum, p.consultation_id AS "consultationId"
  FROM votes v LEFT JOIN proposals p ON p.id = v.proposal_id LEFT JOIN cohorts c ON c.id = v.cohort_id`
const ALL_TALLIES = `
  SELECT t.proposal_id AS "proposalId", t.checksum, ${TALLY_COLUMNS}
  FROM tallies t JOIN proposals p ON p.id = t.proposal_id
  WHERE p.consultation_id = :consultationId ORDER BY t.proposal_id`
const ALL_SEGMENT_TALLIES = `
  SELECT t.proposal_id AS "proposalId", t.segment_id AS segment, NULL AS checksum, ${TALLY_COLUMNS}
  FROM segment_tallies t JOIN proposals p ON p.id = t.proposal_id
  WHERE p.consultation_id = :consultationId ORDER BY t.proposal_id, t.segment_id`
const ALL_COHORT_TALLIES = `
  SELECT t.proposal_id AS "proposalId", NULLIF(t.segment_id, '') AS segment, t.cohort_id AS cohort, NULL AS checksum,
    ${TALLY_COLUMNS}
  FROM cohort_tallies t JOIN proposals p ON p.id = t.proposal_id
  WHERE p.consultation_id = :consultationId ORDER BY t.proposal_id, t.cohort_id, t.segment_id`
const PROPOSALS = 'SELECT id FROM proposals WHERE consultation_id = :consultationId ORDER BY id'
/** The amounts of a row of tallies as one text. */
const AMOUNTS = TALLY_KEYS.map((key) => `CAST(t.${column(key)} AS TEXT)`).join(" || ' ' || ")
// One statement, so that votes and tallies are of one moment even while readers vote. What the rows themselves say they are
// votes on is looked at as well: an index walked from one key to the next hands out a damaged row between.
const WITH_TALLIES = `
  SELECT v.proposal_id AS "proposalId", v.voter, v.vote, v.qualifications, v.segment_id AS segment, v.revision,
    v.cohort_id AS cohort, c.class, v.checksum, NULL AS amounts
  FROM votes v LEFT JOIN cohorts c ON c.id = v.cohort_id WHERE v.proposal_id = :proposalId
  UNION ALL
  SELECT t.proposal_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, t.checksum, ${AMOUNTS}
  FROM tallies t WHERE t.proposal_id = :proposalId
  UNION ALL
  SELECT t.proposal_id, NULL, NULL, NULL, t.segment_id, NULL, NULL, NULL, NULL, ${AMOUNTS}
  FROM segment_tallies t WHERE t.proposal_id = :proposalId
  UNION ALL
  SELECT t.proposal_id, NULL, NULL, NULL, NULLIF(t.segment_id, ''), NULL, t.cohort_id, NULL, NULL, ${AMOUNTS}
  FROM cohort_tallies t WHERE t.proposal_id = :proposalId`
/** Votes that are looked up before other requests have their turn. */
const KEYS_AT_ONCE = 500
/** Rows that are taken into memory in one go: some 20 MiB of them. */
const MOST_AT_ONCE = 50_000
const ARE_MANY = `
  SELECT count(*) > ${MOST_AT_ONCE} AS "areMany"
  FROM (SELECT 1 FROM votes WHERE proposal_id = :proposalId LIMIT ${MOST_AT_ONCE + 1}) v`
const NEXT_VOTED = `
  SELECT v.proposal_id AS "proposalId", p.id AS known FROM votes v LEFT JOIN proposals p ON p.id = v.proposal_id
  WHERE v.proposal_id > :after ORDER BY v.proposal_id LIMIT 1`

type TallyRow = Record<TallyKey, number>

type OwnVote = Omit<StoredVote, 'consultationId'>

/** The tallies of a proposal, or (`segment` not null) of one segment on it, or (`cohort` not null) of one cohort. */
export interface StoredTallies {
  proposalId: string
  segment: string | null
  /** Null: of all counted votes. */
  cohort: string | null
  tallies: Tallies
  /** Sum of the checksums of all votes, counted or not; null for a segment or a cohort. */
  checksum: number | null
}

function tallies(row: TallyRow | undefined): Tallies {
  if (!row) return noTallies()
  const { agree, disagree, neutral, ...qualifications } = row
  return { agree, disagree, neutral, qualifications }
}

const unpacked = (amounts: string): Tallies => {
  const numbers = amounts.split(' ').map(Number)
  return tallies(Object.fromEntries(TALLY_KEYS.map((key, at) => [key, numbers[at]])) as TallyRow)
}

export interface VoteStore extends VoteWrites {
  /** What is stored for each key, in the same order. */
  find(keys: readonly VoteKey[]): Promise<(VoteState | undefined)[]>
  /** The votes of a voter on a consultation: all, or those withdrawn, whose rows stay until they are forgotten. */
  votesOf(consultationId: string, voter: Uint8Array, which: 'all' | 'withdrawn'): Promise<VoteKey[]>
  /** Tallies of each proposal, in the same order. */
  tallies(proposalIds: readonly string[]): Promise<Tallies[]>
  /** A statement for one transaction, behind all that changes them; its row is to be read with `asTallies`. */
  readTallies(proposalId: string): Statement
  asTallies(row: unknown): Tallies
  /** Every vote of every consultation, in the order of the file. */
  all(): AsyncIterable<StoredVote>
  /** Of all voters (`segment` null) and of those of each segment, of all counted votes and of each cohort, by proposal. */
  allTallies(consultationId: string): Promise<StoredTallies[]>
  proposalsOf(consultationId: string): Promise<string[]>
  /** Every vote on a proposal, then its stored tallies, those of each segment too, all from one moment. */
  withTallies(proposalId: string): AsyncIterable<OwnVote | StoredTallies>
  /** False if a vote is on a missing proposal, or proposals are not in the order of their ids. */
  areOnProposals(): Promise<boolean>
}

/** The checksum of a vote as it is stored; 0 where there is none. */
export const checksumOf = (key: VoteKey, state: VoteState | undefined): number =>
  state ? voteChecksum(rowOf(key, state)) : 0

// No property is spread into a statement of a vote: one made that way takes longer to make than to bind.
const finding = (engine: Engine, { proposalId, voter }: VoteKey): Statement =>
  engine === 'sqlite'
    ? { sql: FIND.sqlite, params: { proposalId, voter } }
    : {
        sql: FIND.postgres,
        params: { proposalId, voter },
        multiRow: multiRow(nameOf({ proposalId, voter })),
      }

const readTallies = (engine: Engine, proposalId: string): Statement => ({
  sql: TALLIES[engine],
  params: { proposalId },
  ...(engine === 'sqlite' ? {} : { multiRow: multiRow(proposalId) }),
})

/** Votes and tallies. On a file tallies are added up in place, on PostgreSQL in rows of each `node`. */
export function voteStore(database: Database, node: CountingNode): VoteStore {
  const { engine } = database
  const rowsOfKeys = (keys: readonly VoteKey[]) =>
    database.getEach<Omit<VoteState, 'qualifications'> & { qualifications: number }>(
      keys.map((key) => finding(engine, key)),
    )
  const proposalsOf = async (consultationId: string) =>
    (await database.all<{ id: string }>(PROPOSALS, { consultationId })).map(({ id }) => id)
  return {
    async find(keys) {
      const rows = await rowsOfKeys(keys)
      return rows.map((row) => row && { ...row, qualifications: fromBits(row.qualifications) })
    },
    async votesOf(consultationId, voter, which) {
      const keys = (await proposalsOf(consultationId)).map((proposalId) => ({ proposalId, voter }))
      const found: VoteKey[] = []
      for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
        const portion = keys.slice(start, start + KEYS_AT_ONCE)
        const rows = await rowsOfKeys(portion)
        const isWanted = (row: (typeof rows)[number]) =>
          row !== undefined && (which === 'all' || row.vote === null)
        found.push(...portion.filter((_, index) => isWanted(rows[index])))
        await otherWork()
      }
      return found
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
      type CohortRow = Row & Pick<StoredTallies, 'segment' | 'cohort'>
      const judged = await database.all<CohortRow>(ALL_COHORT_TALLIES, { consultationId })
      return [
        ...whole.map((row) => ({ ...row, segment: null, cohort: null })),
        ...split.map((row) => ({ ...row, cohort: null })),
        ...judged,
      ].map(({ proposalId, segment, cohort, checksum, ...row }) => ({
        proposalId,
        segment,
        cohort,
        checksum,
        tallies: tallies(row),
      }))
    },
    proposalsOf,
    async *withTallies(proposalId) {
      type Row = OwnVote & { amounts: string | null }
      const many = await database.get<{ areMany: number | boolean }>(ARE_MANY, { proposalId })
      // Taken in one go where they fit: what is done with them then keeps no log from being folded.
      const rows = many?.areMany
        ? database.iterate<Row>(WITH_TALLIES, { proposalId })
        : await database.all<Row>(WITH_TALLIES, { proposalId })
      for await (const { amounts, ...row } of rows) {
        const { segment, cohort, checksum } = row
        yield amounts === null ? row : { proposalId, segment, cohort, checksum, tallies: unpacked(amounts) }
      }
    },
    async areOnProposals() {
      const seen = new Set([''])
      for (let after = ''; ; ) {
        const next = await database.get<{ proposalId: string; known: string | null }>(NEXT_VOTED, { after })
        if (!next) return true
        if (next.known === null || seen.has(next.proposalId)) return false
        after = next.proposalId
        seen.add(after)
      }
    },
  }
}
