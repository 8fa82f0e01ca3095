import { COUNTERS, type Counters, noCounters } from '../domain/engagement.ts'
import { column } from './column.ts'
import type { Database, Statement } from './database.ts'

export interface ReaderDayKey {
  scopeId: string
  day: string
  reader: Uint8Array
}

/** A publisher, or one of its articles; one consultation, or all. */
export interface ScopeKey {
  publisherId: string
  articleId: string | null
  consultationId: string | null
}

const SCOPE = `
  SELECT id FROM scopes
  WHERE publisher_id = :publisherId AND article_id = :articleId AND consultation_id = :consultationId`
const INSERT_SCOPE = `
  INSERT INTO scopes (id, publisher_id, article_id, consultation_id)
  VALUES (:id, :publisherId, :articleId, :consultationId)
  ON CONFLICT (publisher_id, article_id, consultation_id) DO NOTHING`
const BITS = 'SELECT bits FROM reader_days WHERE day = :day AND scope_id = :scopeId AND reader = :reader'
const PUT_BITS = `
  INSERT INTO reader_days (day, scope_id, reader, bits) VALUES (:day, :scopeId, :reader, :bits)
  ON CONFLICT (day, scope_id, reader) DO UPDATE SET bits = excluded.bits`
const ADD = `
  INSERT INTO engagement_days (scope_id, day, ${COUNTERS.map(column).join(', ')})
  VALUES (:scopeId, :day, ${COUNTERS.map((key) => `:${key}`).join(', ')})
  ON CONFLICT (scope_id, day) DO UPDATE SET
    ${COUNTERS.map((key) => `${column(key)} = engagement_days.${column(key)} + excluded.${column(key)}`).join(', ')}`
const SALT = 'SELECT salt FROM daily_salts WHERE publisher_id = :publisherId AND day = :day'
const INSERT_SALT = `
  INSERT INTO daily_salts (publisher_id, day, salt) VALUES (:publisherId, :day, :salt)
  ON CONFLICT (publisher_id, day) DO NOTHING`
const DROP_SALTS = 'DELETE FROM daily_salts WHERE day < :day'
// In portions, so that no write stands in the way of votes for long.
const DROP_READERS = `
  DELETE FROM reader_days WHERE (day, scope_id, reader) IN (
    SELECT day, scope_id, reader FROM reader_days WHERE day < :day LIMIT 2000)`

export interface EngagementStore {
  /** The id of a scope, made if it is new; `freshId` is used then. */
  scopeId(scope: ScopeKey, freshId: string): Promise<string>
  /** Bits of each reader, 0 where there are none, in the same order. */
  bits(keys: readonly ReaderDayKey[]): Promise<number[]>
  putBits(key: ReaderDayKey, bits: number): Statement
  addToDay(scopeId: string, day: string, counters: Partial<Counters>): Statement
  /** The salt of a publisher's day; `freshSalt` becomes it if there is none. */
  salt(publisherId: string, day: string, freshSalt: Uint8Array): Promise<Uint8Array>
  /** Drops the sets and salts of all days before one. Counters stay. Gives the number of rows dropped. */
  dropBefore(day: string): Promise<number>
}

export function engagementStore(database: Database): EngagementStore {
  return {
    async scopeId(scope, freshId) {
      const key = {
        publisherId: scope.publisherId,
        articleId: scope.articleId ?? '',
        consultationId: scope.consultationId ?? '',
      }
      const known = await database.get<{ id: string }>(SCOPE, key)
      if (known) return known.id
      await database.write([{ sql: INSERT_SCOPE, params: { ...key, id: freshId } }])
      return (await database.get<{ id: string }>(SCOPE, key))?.id ?? freshId
    },
    async bits(keys) {
      const rows = await database.getEach<{ bits: number }>(
        keys.map((key) => ({
          sql: BITS,
          params: { scopeId: key.scopeId, day: key.day, reader: key.reader },
        })),
      )
      return rows.map((row) => row?.bits ?? 0)
    },
    putBits: ({ scopeId, day, reader }, bits) => ({ sql: PUT_BITS, params: { scopeId, day, reader, bits } }),
    addToDay: (scopeId, day, counters) => ({
      sql: ADD,
      params: { ...noCounters(), ...counters, scopeId, day },
    }),
    async salt(publisherId, day, freshSalt) {
      const find = () => database.get<{ salt: Uint8Array }>(SALT, { publisherId, day })
      const known = await find()
      if (known) return known.salt
      await database.write([{ sql: INSERT_SALT, params: { publisherId, day, salt: freshSalt } }])
      return (await find())?.salt ?? freshSalt
    },
    async dropBefore(day) {
      const dropped = (await database.write([{ sql: DROP_SALTS, params: { day } }]))[0]?.changes ?? 0
      let readers = 0
      for (;;) {
        const portion = (await database.write([{ sql: DROP_READERS, params: { day } }]))[0]?.changes ?? 0
        readers += portion
        if (portion === 0) return dropped + readers
      }
    },
  }
}
