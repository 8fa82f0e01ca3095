import type { Database, Statement } from './database.ts'

/** As whose an origin came: of a page that asked, or of the article that a page of the publisher named. */
export type AskedRole = 'page' | 'article'

export interface AskedOriginKey {
  publisherId: string
  /** In the publisher's zone. */
  day: string
  origin: string
  role: AskedRole
}

export interface AskedOriginRecord extends AskedOriginKey {
  asked: number
  lastAskedAt: number
}

/** In the place of all origins that are not kept apart. */
export const OTHER_ORIGINS = '…'

const ADD = `
  INSERT INTO asked_origins (publisher_id, day, origin, role, asked, last_asked_at)
  VALUES (:publisherId, :day, :origin, :role, :asked, :lastAskedAt)
  ON CONFLICT (publisher_id, day, origin, role) DO UPDATE SET
    asked = asked_origins.asked + excluded.asked,
    last_asked_at = CASE WHEN excluded.last_asked_at > asked_origins.last_asked_at
      THEN excluded.last_asked_at ELSE asked_origins.last_asked_at END`
// Among equals the first to come stay: invented names come later.
const TOO_MANY = `
  SELECT origin, role, asked, last_asked_at FROM (
    SELECT origin, role, asked, last_asked_at,
      row_number() OVER (ORDER BY asked DESC, last_asked_at, origin, role) AS place
    FROM asked_origins WHERE publisher_id = :publisherId AND day = :day AND origin <> '${OTHER_ORIGINS}') AS ranked
  WHERE place > :most`
const GATHER = `
  INSERT INTO asked_origins (publisher_id, day, origin, role, asked, last_asked_at)
  SELECT CAST(:publisherId AS TEXT), CAST(:day AS TEXT), '${OTHER_ORIGINS}', 'page',
    CAST(sum(t.asked) AS BIGINT), max(t.last_asked_at)
  FROM (${TOO_MANY}) AS t WHERE true HAVING count(*) > 0
  ON CONFLICT (publisher_id, day, origin, role) DO UPDATE SET
    asked = asked_origins.asked + excluded.asked, last_asked_at = excluded.last_asked_at`
const DROP_TOO_MANY = `
  DELETE FROM asked_origins
  WHERE publisher_id = :publisherId AND day = :day AND (origin, role) IN (
    SELECT t.origin, t.role FROM (${TOO_MANY}) AS t)`
const BETWEEN = `
  SELECT publisher_id AS "publisherId", day, origin, role, asked, last_asked_at AS "lastAskedAt"
  FROM asked_origins WHERE publisher_id = :publisherId AND day >= :from AND day < :to
  ORDER BY day, origin, role`
const DROP_BEFORE = 'DELETE FROM asked_origins WHERE day < :day'

export interface AskedOriginStore {
  /** Statements for one transaction; `most`: so many are kept apart of a publisher's day, those that asked most. */
  add(records: readonly AskedOriginRecord[], most: number): Statement[]
  /** From a day up to, not including, another. */
  between(publisherId: string, from: string, to: string): Promise<AskedOriginRecord[]>
  dropBefore(day: string): Promise<void>
}

/** Sites that asked for a publisher without being on its list, counted by day. */
export function askedOriginStore(database: Database): AskedOriginStore {
  return {
    add(records, most) {
      const days = new Map(
        records.map(({ publisherId, day }) => [`${publisherId} ${day}`, { publisherId, day, most }]),
      )
      return [
        ...records.map((record) => ({ sql: ADD, params: { ...record } })),
        ...[...days.values()].flatMap((params) => [
          { sql: GATHER, params },
          { sql: DROP_TOO_MANY, params },
        ]),
      ]
    },
    between: (publisherId, from, to) => database.all<AskedOriginRecord>(BETWEEN, { publisherId, from, to }),
    async dropBefore(day) {
      await database.write([{ sql: DROP_BEFORE, params: { day } }])
    },
  }
}
