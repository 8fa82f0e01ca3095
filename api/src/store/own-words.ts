import type { OwnWords } from '../wire/index.ts'
import type { Database, Statement } from './database.ts'

const ALL = 'SELECT owner_id AS "ownerId", words FROM own_words ORDER BY owner_id'
const OF = 'SELECT words FROM own_words WHERE owner_id = :ownerId'
const PUT = `
  INSERT INTO own_words (owner_id, words) VALUES (:ownerId, :words)
  ON CONFLICT (owner_id) DO UPDATE SET words = excluded.words`
const DELETE = 'DELETE FROM own_words WHERE owner_id = :ownerId'

/** Sentences of the widget in words of their own; the owner is a publisher or a consultation, by its id. */
export interface OwnWordsStore {
  all(): Promise<ReadonlyMap<string, OwnWords>>
  of(ownerId: string): Promise<OwnWords>
  /** A statement for one transaction. */
  setting(ownerId: string, words: OwnWords): Statement
}

/** Each owner's sentences are one JSON text; without sentences there is no row. */
export function ownWordsStore(database: Database): OwnWordsStore {
  return {
    async all() {
      const rows = await database.all<{ ownerId: string; words: string }>(ALL)
      return new Map(rows.map(({ ownerId, words }) => [ownerId, JSON.parse(words) as OwnWords]))
    },
    async of(ownerId) {
      const [row] = await database.all<{ words: string }>(OF, { ownerId })
      return row ? (JSON.parse(row.words) as OwnWords) : {}
    },
    setting: (ownerId, words) =>
      Object.keys(words).length === 0
        ? { sql: DELETE, params: { ownerId } }
        : { sql: PUT, params: { ownerId, words: JSON.stringify(words) } },
  }
}
