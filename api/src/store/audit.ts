import type { AuditAct } from '../wire/audit.ts'
import type { Database, Statement } from './database.ts'

export interface AuditRecord {
  id: string
  at: number
  /** Null: somebody at the command line. */
  administratorId: string | null
  actor: string
  act: AuditAct
  consultationId: string | null
  /** Id of the object of the act. */
  subject: string
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
}

/** Where a page of the log ends: the instant and the id of its last entry. */
export interface AuditCursor {
  at: number
  id: string
}

export interface AuditQuery {
  /** Null: every consultation, and what concerns none. */
  consultationId: string | null
  subject: string | null
  /** Entries older than this one; null: the newest. */
  before: AuditCursor | null
  limit: number
}

type Row = Omit<AuditRecord, 'before' | 'after'> & { before: string | null; after: string | null }

const INSERT = `
  INSERT INTO audit_entries (id, at, administrator_id, actor, act, consultation_id, subject, before, after, number)
  VALUES (:id, :at, :administratorId, :actor, :act, :consultationId, :subject, :before, :after,
    (SELECT entries FROM audit_count))`
// First, so that of two processes the second waits for the number of the first.
const COUNT = `
  INSERT INTO audit_count (id, entries) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET entries = audit_count.entries + 1`
const MISSING = `
  SELECT coalesce((SELECT entries FROM audit_count), 0) - count(DISTINCT number) AS missing FROM audit_entries`
const page = (condition: string): string => `
  SELECT id, at, administrator_id AS "administratorId", actor, act, consultation_id AS "consultationId", subject,
    before, after
  FROM audit_entries
  WHERE ${condition} (at, id) < (:at, :id)
  ORDER BY at DESC, id DESC LIMIT :limit`
// One text for each condition, so that each walks along an index of its own.
const ALL = page('')
const OF_CONSULTATION = page('consultation_id = :consultationId AND')
const OF_SUBJECT = page('subject = :subject AND')

const SINCE = `
  SELECT id, act, subject, consultation_id AS "consultationId" FROM audit_entries WHERE at >= :at
  ORDER BY at, id`

const END: AuditCursor = { at: Number.MAX_SAFE_INTEGER, id: '' }

const written = (value: AuditRecord['before']): string | null =>
  value === null ? null : JSON.stringify(value)
const read = (value: string | null): AuditRecord['before'] =>
  value === null ? null : (JSON.parse(value) as Record<string, unknown>)

/** What must be known of an act to find what it makes out of date. */
export type AuditedAct = Pick<AuditRecord, 'id' | 'act' | 'subject' | 'consultationId'>

type Listener = (acts: readonly AuditedAct[]) => Promise<void>

export interface AuditStore {
  /** Newest first. A subject's own entries where it is given, else the consultation's, else all. */
  page(query: AuditQuery): Promise<AuditRecord[]>
  /** The acts from an instant on. */
  since(at: number): Promise<AuditedAct[]>
  /** For the transaction of the act itself. */
  insertion(entry: AuditRecord): Statement[]
  /** Calls `listener` with the acts that this process commits from now on. */
  onCommit(listener: Listener): void
  /** Tells the listeners, and waits for them. One that fails finds the act in the log a second later. */
  committed(acts: readonly AuditedAct[]): Promise<void>
  /** How many entries were written and are missing now. */
  missing(): Promise<number>
}

/** The audit log. Entries are only added; `missing` tells whether one was deleted. */
export function auditStore(database: Database): AuditStore {
  const listeners: Listener[] = []
  return {
    page: async ({ consultationId, subject, before, limit }) => {
      const cursor = { ...(before ?? END), limit }
      const query = (): Promise<Row[]> => {
        if (subject !== null) return database.all<Row>(OF_SUBJECT, { ...cursor, subject })
        if (consultationId !== null) return database.all<Row>(OF_CONSULTATION, { ...cursor, consultationId })
        return database.all<Row>(ALL, cursor)
      }
      return (await query()).map((row) => ({ ...row, before: read(row.before), after: read(row.after) }))
    },
    since: (at) => database.all<AuditedAct>(SINCE, { at }),
    insertion: (entry) => [
      { sql: COUNT, params: {} },
      { sql: INSERT, params: { ...entry, before: written(entry.before), after: written(entry.after) } },
    ],
    onCommit: (listener) => void listeners.push(listener),
    committed: async (acts) => {
      await Promise.allSettled(listeners.map((listener) => listener(acts)))
    },
    missing: async () => (await database.get<{ missing: number }>(MISSING))?.missing ?? 0,
  }
}
