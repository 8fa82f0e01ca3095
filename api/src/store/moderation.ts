import type { ProposalStatus } from '../wire/index.ts'
import type { Database, Engine, Statement } from './database.ts'

export interface ModeratedRecord {
  id: string
  consultationId: string
  text: string
  /** In which it is written. */
  language: string
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
  /** The first proposal of the same author; null: a seed, or its author is not known any more. */
  authorGroup: string | null
  surge: string | null
  theme: string | null
}

/** Proposals that belong together: of the author of one of them, or of one surge. */
export type ProposalGroup = { authorGroup: string } | { surge: string }

/** Of which theme proposals are shown; null: of none. */
export type OfTheme = { theme: string | null }

export interface QueueQuery {
  consultationId: string
  /** Null: any status. */
  status: ProposalStatus | null
  /** Only what nobody of the team has read yet, published or not. */
  isUnread: boolean
  /** Part of a skeleton, of the text or of a translation; empty: all. */
  skeleton: string
  /** Of any, where none is given. */
  group?: ProposalGroup | OfTheme | null
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
  SELECT p.id, p.consultation_id AS "consultationId", p.text,
    coalesce(p.language, (SELECT c.language FROM consultations c WHERE c.id = p.consultation_id)) AS language,
    p.original_text AS "originalText", p.status,
    p.refusal_reason AS "refusalReason", p.is_seed AS "isSeed", p.author_name AS "authorName", p.author_age AS "authorAge",
    p.created_at AS "createdAt", p.decided_at AS "decidedAt", p.decided_by AS "decidedBy", p.revision,
    t.agree + t.disagree + t.neutral AS votes, p.surge,
    (SELECT pt.theme_id FROM proposal_themes pt WHERE pt.proposal_id = p.id) AS theme,
    (SELECT o.id FROM proposals o WHERE o.consultation_id = p.consultation_id AND o.author = p.author
      ORDER BY o.created_at, o.id LIMIT 1) AS "authorGroup"
  FROM proposals p JOIN tallies t ON t.proposal_id = p.id`
const BY_ID = `${SELECT} WHERE p.id = :id`
const CONTAINS: Readonly<Record<Engine, string>> = { sqlite: 'instr', postgres: 'strpos' }
/** What the proposal says, as it is written or in a translation of that, contains what is searched. */
const found = (engine: Engine): string => `(${CONTAINS[engine]}(p.skeleton, :skeleton) > 0 OR EXISTS (
      SELECT 1 FROM translations x WHERE x.consultation_id = p.consultation_id AND x.text_id = p.id
        AND x.source = p.text AND ${CONTAINS[engine]}(x.skeleton, :skeleton) > 0))`
const pageOf = (engine: Engine, condition: string): string => `${SELECT}
  WHERE p.consultation_id = :consultationId AND ${condition} (p.created_at, p.id) > (:createdAt, :id)
    AND (:skeleton = '' OR ${found(engine)})
  ORDER BY p.created_at, p.id LIMIT :limit`
// In the very words of its index.
const UNREAD = "p.decided_at IS NULL AND (p.status = 'pending' OR p.is_seed = 0)"
const IN_GROUP = {
  authorGroup: 'p.author = (SELECT o.author FROM proposals o WHERE o.id = :group)',
  surge: 'p.surge = :group',
} as const
const IN_THEME = `
  (CASE WHEN :group = '' THEN NOT EXISTS (
      SELECT 1 FROM proposal_themes pt WHERE pt.proposal_id = p.id AND pt.theme_id IS NOT NULL)
    ELSE p.id IN (SELECT pt.proposal_id FROM proposal_themes pt WHERE pt.theme_id = :group) END)
  AND (:isUnread = 0 OR ${UNREAD})`
const OF_STATUS = '(CAST(:status AS TEXT) IS NULL OR p.status = :status)'
const pendingIn = (group: keyof typeof IN_GROUP): string => `
  SELECT p.id FROM proposals p
  WHERE p.consultation_id = :consultationId AND p.status = 'pending' AND ${IN_GROUP[group]}
  ORDER BY p.created_at, p.id`
const PENDING_IN = { authorGroup: pendingIn('authorGroup'), surge: pendingIn('surge') }
const pagesOf = (engine: Engine) => ({
  authorGroup: pageOf(engine, `${OF_STATUS} AND ${IN_GROUP.authorGroup} AND`),
  surge: pageOf(engine, `${OF_STATUS} AND ${IN_GROUP.surge} AND`),
  theme: pageOf(engine, `${OF_STATUS} AND ${IN_THEME} AND`),
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
  WHERE p.consultation_id = :consultationId AND ${found(engine)}
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
  /** Ids of what waits for a decision and belongs together, oldest first. */
  pendingIn(consultationId: string, group: ProposalGroup): Promise<string[]>
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

const named = (group: ProposalGroup) =>
  'surge' in group
    ? { kind: 'surge' as const, name: group.surge }
    : { kind: 'authorGroup' as const, name: group.authorGroup }

/** Proposals as moderators read and decide on them. */
export function moderationStore(database: Database): ModerationStore {
  const pages = pagesOf(database.engine)
  const matching = matchingCounts(database.engine)
  return {
    find: async (ids) => {
      const rows = await database.getEach<Row>(ids.map((id) => ({ sql: BY_ID, params: { id } })))
      return rows.map((row) => row && complete(row))
    },
    page: async ({ consultationId, status, isUnread, skeleton, group, after, limit }) => {
      const { createdAt, id } = after ?? { createdAt: 0, id: '' }
      const params = { consultationId, skeleton, createdAt, id, limit }
      const read = () => {
        if (group) {
          if ('theme' in group) {
            const values = { status, group: group.theme ?? '', isUnread: isUnread ? 1 : 0 }
            return database.all<Row>(pages.theme, { ...params, ...values })
          }
          const { kind, name } = named(group)
          return database.all<Row>(pages[kind], { ...params, status, group: name })
        }
        if (isUnread) return database.all<Row>(pages.unread, params)
        if (status === null) return database.all<Row>(pages.all, params)
        return database.all<Row>(pages.ofStatus, { ...params, status })
      }
      return (await read()).map(complete)
    },
    pendingIn: async (consultationId, group) => {
      const { kind, name } = named(group)
      const rows = await database.all<{ id: string }>(PENDING_IN[kind], { consultationId, group: name })
      return rows.map(({ id }) => id)
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
