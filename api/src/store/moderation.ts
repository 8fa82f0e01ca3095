import type { ProposalStatus } from '../wire/index.ts'
import type { Database, Engine, Statement } from './database.ts'

export interface ModeratedRecord {
  id: string
  consultationId: string
  text: string
  originalText: string | null
  status: ProposalStatus
  refusalReason: string | null
  isSeed: boolean
  authorName: string | null
  authorAge: number | null
  createdAt: number
  decidedAt: number | null
  decidedBy: string | null
  votes: number
  revision: number
}

export interface QueueQuery {
  consultationId: string
  /** Null: any status. */
  status: ProposalStatus | null
  /** Only what nobody of the team has read yet, published or not. */
  isUnread: boolean
  /** Part of a skeleton; empty: all. */
  skeleton: string
  /** Proposals behind this one; null: from the oldest. */
  after: { createdAt: number; id: string } | null
  limit: number
}

/** What a decision writes; `revision` is the one it leads to. */
export interface WrittenDecision {
  id: string
  status: ProposalStatus
  refusalReason: string | null
  decidedAt: number | null
  decidedBy: string | null
  revision: number
}

type Row = Omit<ModeratedRecord, 'isSeed'> & { isSeed: number }

const SELECT = `
  SELECT p.id, p.consultation_id AS "consultationId", p.text, p.original_text AS "originalText", p.status,
    p.refusal_reason AS "refusalReason", p.is_seed AS "isSeed", p.author_name AS "authorName", p.author_age AS "authorAge",
    p.created_at AS "createdAt", p.decided_at AS "decidedAt", p.decided_by AS "decidedBy", p.revision,
    t.agree + t.disagree + t.neutral AS votes
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id`
const BY_ID = `${SELECT} WHERE p.id = :id`
const CONTAINS: Readonly<Record<Engine, string>> = { sqlite: 'instr', postgres: 'strpos' }
const pageOf = (engine: Engine, condition: string): string => `${SELECT}
  WHERE p.consultation_id = :consultationId AND ${condition} (p.created_at, p.id) > (:createdAt, :id)
    AND (:skeleton = '' OR ${CONTAINS[engine]}(p.skeleton, :skeleton) > 0)
  ORDER BY p.created_at, p.id LIMIT :limit`
// In the very words of its index.
const UNREAD = "p.decided_at IS NULL AND (p.status = 'pending' OR p.is_seed = 0)"
const pagesOf = (engine: Engine) => ({
  all: pageOf(engine, ''),
  // Along its index, in order, however long the queue is.
  ofStatus: pageOf(engine, 'p.status = :status AND'),
  unread: pageOf(engine, `${UNREAD} AND`),
})
const COUNTS = `
  SELECT consultation_id AS "consultationId", status, count(*) AS count FROM proposals
  GROUP BY consultation_id, status`
const UNREAD_COUNTS = `
  SELECT p.consultation_id AS "consultationId", count(*) AS count FROM proposals p WHERE ${UNREAD}
  GROUP BY p.consultation_id`
const matchingCounts = (engine: Engine): string => `
  SELECT status, count(*) AS count, sum(CASE WHEN ${UNREAD} THEN 1 ELSE 0 END) AS unread FROM proposals p
  WHERE p.consultation_id = :consultationId AND ${CONTAINS[engine]}(p.skeleton, :skeleton) > 0
  GROUP BY status`
const TEXTS_SINCE = `
  SELECT id, text, created_at AS "createdAt" FROM proposals
  WHERE consultation_id = :consultationId AND created_at >= :since
  ORDER BY created_at, id`
// An older revision makes this null, which the table refuses, so the whole transaction fails.
const NEXT_REVISION =
  'revision = CASE WHEN revision = CAST(:revision AS BIGINT) - 1 THEN CAST(:revision AS BIGINT) END'
const DECIDE = `
  UPDATE proposals SET status = :status, refusal_reason = :refusalReason, decided_at = :decidedAt,
    decided_by = :decidedBy, ${NEXT_REVISION}
  WHERE id = :id`
const CORRECT = `
  UPDATE proposals SET text = :text, skeleton = :skeleton, original_text = coalesce(original_text, text),
    ${NEXT_REVISION}
  WHERE id = :id`

export interface ModerationStore {
  /** Each proposal, or undefined, in the same order. */
  find(ids: readonly string[]): Promise<(ModeratedRecord | undefined)[]>
  /** Oldest first. */
  page(query: QueueQuery): Promise<ModeratedRecord[]>
  /** Proposals of every consultation by their status; where there are none, there is no row. */
  counts(): Promise<{ consultationId: string; status: ProposalStatus; count: number }[]>
  /** Proposals that nobody of the team has read yet; where there are none, there is no row. */
  unreadCounts(): Promise<{ consultationId: string; count: number }[]>
  /** Proposals of a consultation that contain a skeleton, by their status, and how many of these nobody has read. */
  matchingCounts(
    consultationId: string,
    skeleton: string,
  ): Promise<{ status: ProposalStatus; count: number; unread: number }[]>
  /** Texts of all proposals sent at this instant or later, of any status. */
  textsSince(
    consultationId: string,
    since: number,
  ): Promise<{ id: string; text: string; createdAt: number }[]>
  /** Statements for one transaction; ConstraintError if the revision is not the next one. */
  decision(decision: WrittenDecision): Statement
  correction(id: string, text: string, skeleton: string, revision: number): Statement
}

const complete = (row: Row): ModeratedRecord => ({ ...row, isSeed: row.isSeed === 1 })

export function moderationStore(database: Database): ModerationStore {
  const pages = pagesOf(database.engine)
  const matching = matchingCounts(database.engine)
  return {
    find: async (ids) => {
      const rows = await database.getEach<Row>(ids.map((id) => ({ sql: BY_ID, params: { id } })))
      return rows.map((row) => row && complete(row))
    },
    page: async ({ consultationId, status, isUnread, skeleton, after, limit }) => {
      const { createdAt, id } = after ?? { createdAt: 0, id: '' }
      const params = { consultationId, skeleton, createdAt, id, limit }
      const read = () => {
        if (isUnread) return database.all<Row>(pages.unread, params)
        if (status === null) return database.all<Row>(pages.all, params)
        return database.all<Row>(pages.ofStatus, { ...params, status })
      }
      return (await read()).map(complete)
    },
    counts: () => database.all(COUNTS),
    unreadCounts: () => database.all(UNREAD_COUNTS),
    matchingCounts: (consultationId, skeleton) => database.all(matching, { consultationId, skeleton }),
    textsSince: (consultationId, since) => database.all(TEXTS_SINCE, { consultationId, since }),
    decision: (decision) => ({ sql: DECIDE, params: { ...decision } }),
    correction: (id, text, skeleton, revision) => ({
      sql: CORRECT,
      params: { id, text, skeleton, revision },
    }),
  }
}
