import type { ConsultationDates } from '../domain/phases.ts'
import type { ConsultationSettings } from '../wire/index.ts'
import { consultationSettings } from '../wire/settings.ts'
import type { Database, Params, Statement } from './database.ts'

/** A part of the public, by the reader's own answer to the consultation's question. */
export interface SegmentRecord {
  id: string
  label: string
  /** From then on it is not offered any more; its answers stay. Null: it is offered. */
  retiredAt: number | null
}

export interface ConsultationRecord extends ConsultationDates {
  id: string
  slug: string
  language: string
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
}

const COLUMNS = `
  id, slug, language, question, introduction,
  proposal_prefix AS proposalPrefix, proposal_max_length AS proposalMaxLength, moderation,
  sequence_size AS sequenceSize, opens_at AS opensAt, proposals_close_at AS proposalsCloseAt,
  closes_at AS closesAt, results_at AS resultsAt, action_at AS actionAt, ends_at AS endsAt,
  settings, segment_question AS segmentQuestion,
  secret, created_at AS createdAt`

const ALL = `SELECT ${COLUMNS} FROM consultations ORDER BY created_at, slug`
const BY_SLUG = `SELECT ${COLUMNS} FROM consultations WHERE slug = :slug`
const INSERT = `
  INSERT INTO consultations (
    id, slug, language, question, introduction, proposal_prefix, proposal_max_length, moderation, sequence_size,
    opens_at, proposals_close_at, closes_at, results_at, action_at, ends_at, settings, segment_question, secret,
    created_at)
  VALUES (
    :id, :slug, :language, :question, :introduction, :proposalPrefix, :proposalMaxLength, :moderation, :sequenceSize,
    :opensAt, :proposalsCloseAt, :closesAt, :resultsAt, :actionAt, :endsAt, :settings, :segmentQuestion, :secret,
    :createdAt)`
const SEGMENTS = `
  SELECT id, consultation_id AS consultationId, label, retired_at AS retiredAt FROM segments
  ORDER BY consultation_id, position`
const INSERT_SEGMENT = `
  INSERT INTO segments (id, consultation_id, label, position, retired_at)
  VALUES (:id, :consultationId, :label, :position, :retiredAt)`

export interface ConsultationStore {
  all(): Promise<ConsultationRecord[]>
  bySlug(slug: string): Promise<ConsultationRecord | undefined>
  /** Throws ConstraintError when the slug is taken. */
  create(consultation: ConsultationRecord): Promise<void>
}

type Row = Omit<ConsultationRecord, 'settings' | 'segments'> & { settings: string }

const insertSegment = (consultationId: string, segment: SegmentRecord, position: number): Statement => ({
  sql: INSERT_SEGMENT,
  params: { ...segment, consultationId, position },
})

export function consultationStore(database: Database): ConsultationStore {
  async function complete(rows: readonly Row[]): Promise<ConsultationRecord[]> {
    const segments = await database.all<SegmentRecord & { consultationId: string }>(SEGMENTS)
    return rows.map((row) => ({
      ...row,
      settings: consultationSettings.parse(JSON.parse(row.settings)),
      segments: segments
        .filter(({ consultationId }) => consultationId === row.id)
        .map(({ id, label, retiredAt }) => ({ id, label, retiredAt })),
    }))
  }

  return {
    all: async () => complete(await database.all<Row>(ALL)),
    bySlug: async (slug) => (await complete(await database.all<Row>(BY_SLUG, { slug })))[0],
    create: async ({ settings, segments, ...consultation }) => {
      const params = { ...consultation, settings: JSON.stringify(settings) } as unknown as Params
      await database.write([
        { sql: INSERT, params },
        ...segments.map((segment, position) => insertSegment(consultation.id, segment, position)),
      ])
    },
  }
}
