import type { ConsultationDates } from '../domain/phases.ts'
import type { Database, Params } from './database.ts'

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
  /** Key of the voters' pseudonyms, 32 bytes; null once the consultation is sealed. */
  secret: Uint8Array | null
  createdAt: number
}

const COLUMNS = `
  id, slug, language, question, introduction,
  proposal_prefix AS proposalPrefix, proposal_max_length AS proposalMaxLength, moderation,
  sequence_size AS sequenceSize, opens_at AS opensAt, proposals_close_at AS proposalsCloseAt,
  closes_at AS closesAt, results_at AS resultsAt, action_at AS actionAt, ends_at AS endsAt,
  secret, created_at AS createdAt`

const ALL = `SELECT ${COLUMNS} FROM consultations ORDER BY created_at, slug`
const BY_SLUG = `SELECT ${COLUMNS} FROM consultations WHERE slug = :slug`
const INSERT = `
  INSERT INTO consultations (
    id, slug, language, question, introduction, proposal_prefix, proposal_max_length, moderation, sequence_size,
    opens_at, proposals_close_at, closes_at, results_at, action_at, ends_at, secret, created_at)
  VALUES (
    :id, :slug, :language, :question, :introduction, :proposalPrefix, :proposalMaxLength, :moderation, :sequenceSize,
    :opensAt, :proposalsCloseAt, :closesAt, :resultsAt, :actionAt, :endsAt, :secret, :createdAt)`

export interface ConsultationStore {
  all(): Promise<ConsultationRecord[]>
  bySlug(slug: string): Promise<ConsultationRecord | undefined>
  /** Throws ConstraintError when the slug is taken. */
  create(consultation: ConsultationRecord): Promise<void>
}

export function consultationStore(database: Database): ConsultationStore {
  return {
    all: () => database.all<ConsultationRecord>(ALL),
    bySlug: (slug) => database.get<ConsultationRecord>(BY_SLUG, { slug }),
    create: async (consultation) => {
      await database.write([{ sql: INSERT, params: consultation as unknown as Params }])
    },
  }
}
