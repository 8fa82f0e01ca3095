import { setImmediate as otherWork } from 'node:timers/promises'
import type { DoubtedVotes } from '../domain/results/sensitivity.ts'
import type { VoteClass } from '../domain/votes/cohorts.ts'
import {
  type ClassCounts,
  type Digest,
  type DigestedEntry,
  type DigestedVote,
  EntriesDigest,
  type IntegrityRoot,
  type IntegrityState,
} from '../domain/votes/integrity-chain.ts'
import { TALLY_KEYS, type TallyKey } from '../domain/votes/votes.ts'
import type { Tallies } from '../wire/index.ts'
import type { Database } from './database.ts'
import { column } from './sql-text.ts'

interface Row {
  consultationId: string
  number: number
  day: string
  madeAt: number
  state: IntegrityState
  previous: string
  votesRows: number
  votesDigest: string
  counted: number
  unverified: number
  setAside: number
  auditRows: number
  auditDigest: string
  auditThrough: number
  rulesVersion: number
  rulesHash: string
  root: string
  votesVersion: string
}

const COLUMNS = `
  consultation_id AS "consultationId", number, day, made_at AS "madeAt", state, previous, votes_rows AS "votesRows",
  votes_digest AS "votesDigest", counted, unverified, set_aside AS "setAside", audit_rows AS "auditRows",
  audit_digest AS "auditDigest", audit_through AS "auditThrough", rules_version AS "rulesVersion",
  rules_hash AS "rulesHash", root, votes_version AS "votesVersion"`
const ALL = `SELECT ${COLUMNS} FROM integrity_roots WHERE consultation_id = :consultationId ORDER BY number`
const LAST = `
  SELECT ${COLUMNS} FROM integrity_roots WHERE consultation_id = :consultationId ORDER BY number DESC LIMIT 1`
const INSERT = `
  INSERT INTO integrity_roots (consultation_id, number, day, made_at, state, previous, votes_rows, votes_digest, counted,
    unverified, set_aside, audit_rows, audit_digest, audit_through, rules_version, rules_hash, root, votes_version)
  VALUES (:consultationId, :number, :day, :madeAt, :state, :previous, :votesRows, :votesDigest, :counted,
    :unverified, :setAside, :auditRows, :auditDigest, :auditThrough, :rulesVersion, :rulesHash, :root, :votesVersion)`
const PROPOSALS = 'SELECT id FROM proposals WHERE consultation_id = :consultationId ORDER BY id'
const VOTES = `
  SELECT proposal_id AS "proposalId", voter, vote, qualifications, segment_id AS segment, revision, cohort_id AS cohort
  FROM votes WHERE proposal_id = :proposalId AND voter > :after ORDER BY voter LIMIT :limit`
const ENTRIES = `
  SELECT number, id, at, administrator_id AS "administratorId", actor, act, consultation_id AS "consultationId", subject,
    before, after
  FROM audit_entries
  WHERE number > :after AND number <= :through AND (consultation_id = :consultationId OR consultation_id IS NULL)
  ORDER BY number LIMIT :limit`
const ACTS = `
  SELECT 1 AS found FROM audit_entries WHERE consultation_id = :consultationId AND number > :after LIMIT 1`
const NEWEST_ENTRY = 'SELECT coalesce(max(entries), 0) AS number FROM audit_count'
// Checksums follow every vote; what is left of the division can be added up without end.
const VERSION = `
  SELECT count(*) AS proposals, CAST(coalesce(sum(t.checksum % 1000003), 0) AS BIGINT) AS votes
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id WHERE p.consultation_id = :consultationId`
const COUNTED = `
  SELECT CAST(coalesce(sum(t.agree + t.disagree + t.neutral), 0) AS BIGINT) AS votes
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id WHERE p.consultation_id = :consultationId`
const NOT_COUNTED = `
  SELECT c.class, CAST(sum(t.agree + t.disagree + t.neutral) AS BIGINT) AS votes
  FROM cohorts c JOIN cohort_tallies t ON t.cohort_id = c.id AND t.segment_id = ''
  WHERE c.consultation_id = :consultationId AND c.class <> 'counted' GROUP BY c.class`
// Those that are vouched for are not doubted.
const DOUBTED = `
  SELECT t.proposal_id AS "proposalId", CASE WHEN c.class = 'counted' THEN 1 ELSE 0 END AS "isCounted",
    ${TALLY_KEYS.map((key) => `CAST(sum(t.${column(key)}) AS BIGINT) AS "${key}"`).join(', ')}
  FROM cohorts c JOIN cohort_tallies t ON t.cohort_id = c.id AND t.segment_id = ''
  WHERE c.consultation_id = :consultationId AND c.rule <> 'vouched'
  GROUP BY t.proposal_id, CASE WHEN c.class = 'counted' THEN 1 ELSE 0 END`
const PAGE = 1000

/** A root with the mark by which it is seen, without reading all votes, whether votes have changed since. */
export interface StoredRoot extends IntegrityRoot {
  votesVersion: string
}

const rootOf = (row: Row): StoredRoot => ({
  consultationId: row.consultationId,
  number: row.number,
  day: row.day,
  madeAt: row.madeAt,
  state: row.state,
  previous: row.previous,
  votes: { rows: row.votesRows, digest: row.votesDigest },
  classes: { counted: row.counted, unverified: row.unverified, setAside: row.setAside },
  audit: { rows: row.auditRows, digest: row.auditDigest },
  auditThrough: row.auditThrough,
  rules: { version: row.rulesVersion, hash: row.rulesHash },
  root: row.root,
  votesVersion: row.votesVersion,
})

const rowOf = (root: StoredRoot): Row => ({
  consultationId: root.consultationId,
  number: root.number,
  day: root.day,
  madeAt: root.madeAt,
  state: root.state,
  previous: root.previous,
  votesRows: root.votes.rows,
  votesDigest: root.votes.digest,
  counted: root.classes.counted,
  unverified: root.classes.unverified,
  setAside: root.classes.setAside,
  auditRows: root.audit.rows,
  auditDigest: root.audit.digest,
  auditThrough: root.auditThrough,
  rulesVersion: root.rules.version,
  rulesHash: root.rules.hash,
  root: root.root,
  votesVersion: root.votesVersion,
})

/**
 * Every vote on a consultation by proposal and voter, withdrawn ones too. In pages, so that a log can be folded in between
 * and voters have their turn: each vote comes as it is when its page is read.
 */
export async function* votesInOrder(
  database: Pick<Database, 'all'>,
  consultationId: string,
): AsyncGenerator<DigestedVote> {
  for (const { id: proposalId } of await database.all<{ id: string }>(PROPOSALS, { consultationId })) {
    for (let after = new Uint8Array(); ; await otherWork()) {
      const page = await database.all<DigestedVote>(VOTES, { proposalId, after, limit: PAGE })
      yield* page
      if (page.length < PAGE) break
      after = new Uint8Array(page.at(-1)?.voter ?? [])
    }
  }
}

export interface IntegrityRootStore {
  /** In the order of their numbers. */
  all(consultationId: string): Promise<StoredRoot[]>
  last(consultationId: string): Promise<StoredRoot | undefined>
  /** ConstraintError if there is a root of this number. */
  add(root: StoredRoot): Promise<void>
  votesInOrder(consultationId: string): AsyncIterable<DigestedVote>
  /** The digest of the entries of the audit log about the consultation or about none: behind one number, up to another. */
  entriesDigest(consultationId: string, after: number, through: number): Promise<Digest>
  /** Whether the log has an entry about the consultation behind a number. */
  hasActs(consultationId: string, after: number): Promise<boolean>
  /** The number of the newest entry of the audit log; 0: there is none. */
  newestEntry(): Promise<number>
  /** How the votes of a consultation count now, on proposals of any status; withdrawn ones aside. */
  classCounts(consultationId: string): Promise<ClassCounts>
  /** What the votes that rules doubt come to. */
  doubted(consultationId: string): Promise<DoubtedVotes>
  /** A text that changes with every vote of the consultation. */
  votesVersion(consultationId: string): Promise<string>
}

/** Published roots of the integrity chain, and the digests that a root is made of. */
export function integrityRootStore(database: Database): IntegrityRootStore {
  return {
    all: async (consultationId) => (await database.all<Row>(ALL, { consultationId })).map(rootOf),
    last: async (consultationId) => {
      const row = await database.get<Row>(LAST, { consultationId })
      return row && rootOf(row)
    },
    add: async (root) => {
      await database.write([{ sql: INSERT, params: { ...rowOf(root) } }])
    },
    votesInOrder: (consultationId) => votesInOrder(database, consultationId),
    async entriesDigest(consultationId, from, through) {
      const digest = new EntriesDigest()
      for (let after = from; ; await otherWork()) {
        const params = { consultationId, after, through, limit: PAGE }
        const page = await database.all<DigestedEntry>(ENTRIES, params)
        for (const entry of page) digest.add(entry)
        if (page.length < PAGE) return digest.end()
        after = page.at(-1)?.number ?? through
      }
    },
    hasActs: async (consultationId, after) =>
      (await database.get(ACTS, { consultationId, after })) !== undefined,
    newestEntry: async () => (await database.get<{ number: number }>(NEWEST_ENTRY))?.number ?? 0,
    async classCounts(consultationId) {
      const counted = await database.get<{ votes: number }>(COUNTED, { consultationId })
      const others = await database.all<{ class: VoteClass; votes: number }>(NOT_COUNTED, { consultationId })
      const of = (wanted: VoteClass) => others.find((row) => row.class === wanted)?.votes ?? 0
      return { counted: counted?.votes ?? 0, unverified: of('unverified'), setAside: of('set-aside') }
    },
    async doubted(consultationId) {
      const found = { notCounted: new Map<string, Tallies>(), countedAll: new Map<string, Tallies>() }
      type Doubted = Record<TallyKey, number> & { proposalId: string; isCounted: number }
      for (const row of await database.all<Doubted>(DOUBTED, { consultationId })) {
        const { proposalId, isCounted, agree, disagree, neutral, ...qualifications } = row
        const tallies = { agree, disagree, neutral, qualifications }
        found[isCounted === 1 ? 'countedAll' : 'notCounted'].set(proposalId, tallies)
      }
      return found
    },
    votesVersion: async (consultationId) => {
      const row = await database.get<{ proposals: number; votes: number }>(VERSION, { consultationId })
      return `${row?.proposals} ${row?.votes}`
    },
  }
}
