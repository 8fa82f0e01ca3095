import { skeleton } from '../domain/text/proposal-text.ts'
import type { Database, Statement } from './database.ts'

/** What a text says in another language. */
export interface TranslationRecord {
  /** Id of a proposal, or the name of a part of the consultation. */
  textId: string
  language: string
  text: string
  /** The original as it was translated. */
  source: string
  /** Whose program made it; null: people did. */
  provider: string | null
  changedAt: number
}

const SELECT = `
  SELECT text_id AS "textId", language, text, source, provider, changed_at AS "changedAt" FROM translations
  WHERE consultation_id = :consultationId`
const ALL = `${SELECT} ORDER BY text_id, language`
const ORIGINALS = `
  SELECT p.id, p.text, coalesce(p.language, :own) AS language FROM proposals p
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted' AND p.id > :after`
const NOT_IN = `
  AND coalesce(p.language, :own) <> :wanted AND NOT EXISTS (
    SELECT 1 FROM translations t
    WHERE t.consultation_id = p.consultation_id AND t.text_id = p.id AND t.language = :wanted AND t.source = p.text)`
const PAGE = ' ORDER BY p.id LIMIT :limit'
const COUNTS = `
  SELECT count(*) AS "all", count(t.text_id) AS done FROM proposals p
  LEFT JOIN translations t ON t.consultation_id = p.consultation_id AND t.text_id = p.id AND t.language = :wanted
    AND t.source = p.text
  WHERE p.consultation_id = :consultationId AND p.status = 'accepted' AND coalesce(p.language, :own) <> :wanted`
const OF_TEXT = `${SELECT} AND text_id = :textId ORDER BY language`
const PUT = `
  INSERT INTO translations (consultation_id, text_id, language, text, skeleton, source, provider, changed_at)
  VALUES (:consultationId, :textId, :language, :text, :skeleton, :source, :provider, :changedAt)
  ON CONFLICT (consultation_id, text_id, language) DO UPDATE SET text = excluded.text, skeleton = excluded.skeleton,
    source = excluded.source, provider = excluded.provider, changed_at = excluded.changed_at`
const REMOVE = `
  DELETE FROM translations WHERE consultation_id = :consultationId AND text_id = :textId AND language = :language`
const WRITTEN_IN =
  'SELECT id, language FROM proposals WHERE consultation_id = :consultationId AND language IS NOT NULL'
const SET_LANGUAGE = `
  UPDATE proposals SET language = :language,
    revision = CASE WHEN revision = CAST(:revision AS BIGINT) - 1 THEN CAST(:revision AS BIGINT) END
  WHERE id = :id`

/** A proposal to be translated. */
export interface OriginalProposal {
  id: string
  text: string
  language: string
}

/** Accepted proposals behind one; `own` is the language of the consultation. */
export interface OriginalsQuery {
  consultationId: string
  own: string
  /** Only what has no translation into this language, or one that is out of date. */
  missingIn: string | null
  after: string
  limit: number
}

export interface TranslationStore {
  /** Accepted proposals as they are written, by id. */
  originals(query: OriginalsQuery): Promise<OriginalProposal[]>
  /** Of the accepted proposals that are not written in a language: how many are translated into it, and how many are not. */
  countIn(consultationId: string, own: string, wanted: string): Promise<{ done: number; missing: number }>
  /** Of all texts of a consultation. */
  all(consultationId: string): Promise<TranslationRecord[]>
  ofText(consultationId: string, textId: string): Promise<TranslationRecord[]>
  /** Languages of the proposals that are not written in the consultation's own, by id. */
  writtenIn(consultationId: string): Promise<Map<string, string>>
  /** Statements for one transaction. */
  putting(consultationId: string, translation: TranslationRecord): Statement
  removal(consultationId: string, textId: string, language: string): Statement
  /** Says in which language a proposal is written (null: the consultation's own); ConstraintError if the revision is not the next. */
  languageOf(id: string, language: string | null, revision: number): Statement
}

/** Translations of a consultation's texts and proposals, each with the text that it translates. */
export function translationStore(database: Database): TranslationStore {
  return {
    originals: ({ consultationId, own, missingIn, after, limit }) => {
      const params = { consultationId, own, after, limit }
      return missingIn === null
        ? database.all<OriginalProposal>(ORIGINALS + PAGE, params)
        : database.all<OriginalProposal>(ORIGINALS + NOT_IN + PAGE, { ...params, wanted: missingIn })
    },
    countIn: async (consultationId, own, wanted) => {
      const row = await database.get<{ all: number; done: number }>(COUNTS, { consultationId, own, wanted })
      const { all = 0, done = 0 } = row ?? {}
      return { done, missing: all - done }
    },
    all: (consultationId) => database.all<TranslationRecord>(ALL, { consultationId }),
    ofText: (consultationId, textId) => database.all<TranslationRecord>(OF_TEXT, { consultationId, textId }),
    writtenIn: async (consultationId) =>
      new Map(
        (await database.all<{ id: string; language: string }>(WRITTEN_IN, { consultationId })).map(
          ({ id, language }) => [id, language],
        ),
      ),
    putting: (consultationId, translation) => ({
      sql: PUT,
      params: { consultationId, ...translation, skeleton: skeleton(translation.text) },
    }),
    removal: (consultationId, textId, language) => ({
      sql: REMOVE,
      params: { consultationId, textId, language },
    }),
    languageOf: (id, language, revision) => ({ sql: SET_LANGUAGE, params: { id, language, revision } }),
  }
}
