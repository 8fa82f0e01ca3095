import type { ReaderKey } from '../domain/readers/reader-keys.ts'
import type { KeyFetchFault, ReaderKeyFault } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'

/** The keys by which a publisher vouches for its readers, and where they are from. */
export interface ReaderKeysRecord {
  publisherId: string
  /** Null: they were pasted. */
  url: string | null
  keys: ReaderKey[]
  changedAt: number
  /** When the address last gave a good answer. */
  fetchedAt: number | null
  /** Why it gave none since. */
  failure: ReaderKeyFault | KeyFetchFault | null
  /** How often it has failed since. */
  failures: number
  /** When it is to be asked again; null: never. */
  dueAt: number | null
}

const ALL = `
  SELECT publisher_id AS "publisherId", url, keys, changed_at AS "changedAt", fetched_at AS "fetchedAt", failure,
    failures, due_at AS "dueAt"
  FROM reader_keys ORDER BY publisher_id`
const PUT = `
  INSERT INTO reader_keys (publisher_id, url, keys, changed_at, fetched_at, failure, failures, due_at)
  VALUES (:publisherId, :url, :keys, :changedAt, :fetchedAt, :failure, :failures, :dueAt)
  ON CONFLICT (publisher_id) DO UPDATE SET url = excluded.url, keys = excluded.keys,
    changed_at = excluded.changed_at, fetched_at = excluded.fetched_at, failure = excluded.failure,
    failures = excluded.failures, due_at = excluded.due_at`
const DELETE = 'DELETE FROM reader_keys WHERE publisher_id = :publisherId'
// Somebody may have entered another address while this one was asked.
const ASKED = `
  UPDATE reader_keys SET keys = :keys, changed_at = :changedAt, fetched_at = :fetchedAt, failure = :failure,
    failures = :failures, due_at = :dueAt
  WHERE publisher_id = :publisherId AND url = :url`
const WANTED = `
  UPDATE reader_keys SET due_at = :now
  WHERE publisher_id = :publisherId AND url IS NOT NULL AND failures = 0 AND due_at > :now AND fetched_at < :before`

const VOTES = `
  SELECT s.slug AS consultation, CAST(sum(t.agree + t.disagree + t.neutral) AS BIGINT) AS votes
  FROM cohorts c JOIN consultations s ON s.id = c.consultation_id
  JOIN cohort_tallies t ON t.cohort_id = c.id AND t.segment_id = ''
  WHERE c.publisher_id = :publisherId AND c.rule = 'vouched' GROUP BY s.slug ORDER BY s.slug`

export interface ReaderKeyStore {
  all(): Promise<ReaderKeysRecord[]>
  /** Votes of the readers whom a publisher vouches for, by the slug of their consultation. */
  votes(publisherId: string): Promise<{ consultation: string; votes: number }[]>
  /** Statements for one transaction. */
  putting(keys: ReaderKeysRecord): Statement
  removal(publisherId: string): Statement
  /** What came of asking its address; nothing where it has another by now. */
  asked(keys: ReaderKeysRecord): Statement
  /** Has the address asked soon, unless it was asked since `before`, or fails. */
  want(publisherId: string, now: number, before: number): Promise<void>
}

const rowOf = ({ keys, ...record }: ReaderKeysRecord) => ({ ...record, keys: JSON.stringify(keys) })

/** Key sets by which publishers vouch for readers, and when their address was last asked. */
export function readerKeyStore(database: Database): ReaderKeyStore {
  return {
    async all() {
      const rows = await database.all<Omit<ReaderKeysRecord, 'keys'> & { keys: string }>(ALL)
      return rows.map(({ keys, ...row }) => ({ ...row, keys: JSON.parse(keys) as ReaderKey[] }))
    },
    votes: (publisherId) => database.all(VOTES, { publisherId }),
    putting: (record) => ({ sql: PUT, params: rowOf(record) }),
    removal: (publisherId) => ({ sql: DELETE, params: { publisherId } }),
    asked: (record) => ({ sql: ASKED, params: rowOf(record) }),
    async want(publisherId, now, before) {
      await database.write([{ sql: WANTED, params: { publisherId, now, before } }])
    },
  }
}
