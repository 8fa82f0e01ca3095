import type { ConsultationDates } from '../domain/consultations/phases.ts'
import type { ConsultationSettings } from '../wire/index.ts'
import { consultationSettings } from '../wire/settings.ts'
import type { Database, Params, Statement } from './database.ts'

/** A part of the public, by the reader's own answer to `segmentQuestion`. */
export interface SegmentRecord {
  id: string
  label: string
  /** When it was removed from the choice; its answers stay. Null: it is offered. */
  retiredAt: number | null
}

export interface ConsultationRecord extends ConsultationDates {
  id: string
  slug: string
  language: string
  /** Further languages in which it is read and answered. */
  otherLanguages: string[]
  question: string
  introduction: string
  proposalPrefix: string
  proposalMaxLength: number
  moderation: 'before' | 'after'
  sequenceSize: number
  settings: ConsultationSettings
  /** Empty: nothing is asked. */
  segmentQuestion: string
  /** In the order in which they are offered. */
  segments: SegmentRecord[]
  /** Key of the voters' pseudonyms, 32 bytes; null once the consultation is sealed. */
  secret: Uint8Array | null
  createdAt: number
  /** Grows with each change. */
  revision: number
}

const COLUMNS = `
  id, slug, language, other_languages AS "otherLanguages", question, introduction,
  proposal_prefix AS "proposalPrefix", proposal_max_length AS "proposalMaxLength", moderation,
  sequence_size AS "sequenceSize", opens_at AS "opensAt", proposals_close_at AS "proposalsCloseAt",
  closes_at AS "closesAt", results_at AS "resultsAt", action_at AS "actionAt", ends_at AS "endsAt",
  settings, segment_question AS "segmentQuestion",
  secret, created_at AS "createdAt", revision`

const ALL = `SELECT ${COLUMNS} FROM consultations ORDER BY created_at, slug`
const BY_SLUG = `SELECT ${COLUMNS} FROM consultations WHERE slug = :slug`
const INSERT = `
  INSERT INTO consultations (
    id, slug, language, other_languages, question, introduction, proposal_prefix, proposal_max_length, moderation, sequence_size,
    opens_at, proposals_close_at, closes_at, results_at, action_at, ends_at, settings, segment_question, secret,
    created_at)
  VALUES (
    :id, :slug, :language, :otherLanguages, :question, :introduction, :proposalPrefix, :proposalMaxLength, :moderation, :sequenceSize,
    :opensAt, :proposalsCloseAt, :closesAt, :resultsAt, :actionAt, :endsAt, :settings, :segmentQuestion, :secret,
    :createdAt)`
// An older revision makes this null, which the table refuses, so the whole transaction fails.
const UPDATE = `
  UPDATE consultations SET language = :language, other_languages = :otherLanguages, question = :question, introduction = :introduction,
    proposal_prefix = :proposalPrefix, proposal_max_length = :proposalMaxLength, moderation = :moderation,
    sequence_size = :sequenceSize, opens_at = :opensAt, proposals_close_at = :proposalsCloseAt,
    closes_at = :closesAt, results_at = :resultsAt, action_at = :actionAt, ends_at = :endsAt, settings = :settings,
    segment_question = :segmentQuestion, secret = :secret,
    revision = CASE WHEN revision = CAST(:revision AS BIGINT) - 1 THEN CAST(:revision AS BIGINT) END
  WHERE id = :id`
const SEGMENTS = `
  SELECT id, consultation_id AS "consultationId", label, retired_at AS "retiredAt" FROM segments
  ORDER BY consultation_id, position`
const INSERT_SEGMENT = `
  INSERT INTO segments (id, consultation_id, label, position, retired_at)
  VALUES (:id, :consultationId, :label, :position, :retiredAt)`

// Two labels may change places; aside, they do not meet on the way.
const ASIDE = "UPDATE segments SET label = id || ' aside' WHERE consultation_id = :consultationId"
const PUT_SEGMENT = `
  ${INSERT_SEGMENT}
  ON CONFLICT (id) DO UPDATE SET label = excluded.label, position = excluded.position, retired_at = excluded.retired_at`

export interface ConsultationStore {
  all(): Promise<ConsultationRecord[]>
  bySlug(slug: string): Promise<ConsultationRecord | undefined>
  /** Throws ConstraintError when the slug is taken. */
  create(consultation: ConsultationRecord): Promise<void>
  /** Statements for one transaction. */
  insertion(consultation: ConsultationRecord): Statement[]
  /** `revision` is the one that the change leads to; ConstraintError if it is not the next one. Segments stay or come. */
  change(consultation: ConsultationRecord): Statement[]
}

type Row = Omit<ConsultationRecord, 'settings' | 'segments' | 'otherLanguages'> & {
  settings: string
  otherLanguages: string
}

const parametersOf = ({
  settings,
  segments: _,
  otherLanguages,
  ...consultation
}: ConsultationRecord): Params => ({
  ...consultation,
  otherLanguages: JSON.stringify(otherLanguages),
  settings: JSON.stringify(settings),
})

const segmentStatements = (sql: string, { id, segments }: ConsultationRecord): Statement[] =>
  segments.map((segment, position) => ({ sql, params: { ...segment, consultationId: id, position } }))

const insertion = (consultation: ConsultationRecord): Statement[] => [
  { sql: INSERT, params: parametersOf(consultation) },
  ...segmentStatements(INSERT_SEGMENT, consultation),
]

/** Consultations with their segments and settings; there is no way to delete one. */
export function consultationStore(database: Database): ConsultationStore {
  async function complete(rows: readonly Row[]): Promise<ConsultationRecord[]> {
    const segments = await database.all<SegmentRecord & { consultationId: string }>(SEGMENTS)
    return rows.map((row) => ({
      ...row,
      otherLanguages: JSON.parse(row.otherLanguages) as string[],
      settings: consultationSettings.parse(JSON.parse(row.settings)),
      segments: segments
        .filter(({ consultationId }) => consultationId === row.id)
        .map(({ id, label, retiredAt }) => ({ id, label, retiredAt })),
    }))
  }

  return {
    all: async () => complete(await database.all<Row>(ALL)),
    bySlug: async (slug) => (await complete(await database.all<Row>(BY_SLUG, { slug })))[0],
    create: async (consultation) => {
      await database.write(insertion(consultation))
    },
    insertion,
    change: (consultation) => [
      {
        sql: UPDATE,
        params: parametersOf(consultation),
        ...(consultation.secret === null ? { erases: true as const } : {}),
      },
      { sql: ASIDE, params: { consultationId: consultation.id } },
      ...segmentStatements(PUT_SEGMENT, consultation),
    ],
  }
}
