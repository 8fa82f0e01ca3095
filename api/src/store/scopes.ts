import { createHash } from 'node:crypto'
import type { Database } from './database.ts'

export const SCOPE_KINDS = ['site', 'article', 'channel', 'section', 'device', 'language'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]

/** Where readers are counted apart: a whole site or a part of it; one consultation, or (null) all. */
export interface ScopeKey {
  publisherId: string
  consultationId: string | null
  kind: ScopeKind
  /** Which article, channel and so on; '' for the site. */
  value: string
}

export interface ScopeRecord {
  id: number
  consultationId: string
  value: string
}

const ID = `
  SELECT id FROM scopes
  WHERE publisher_id = :publisherId AND consultation_id = :consultationId AND kind = :kind AND value = :value`
const COUNT = `
  SELECT count(*) AS count FROM scopes
  WHERE publisher_id = :publisherId AND consultation_id = :consultationId AND kind = :kind`
const IS_DECLARED = {
  sqlite: `
    SELECT 1 AS found FROM publishers p, json_each(p.channels) c WHERE p.id = :publisherId AND c.value = :value`,
  postgres: `
    SELECT 1 AS found FROM publishers p, jsonb_array_elements_text(CAST(p.channels AS JSONB)) c (value)
    WHERE p.id = :publisherId AND c.value = :value`,
}
const INSERT = {
  sqlite: `
    INSERT INTO scopes (publisher_id, consultation_id, kind, value)
    VALUES (:publisherId, :consultationId, :kind, :value)
    ON CONFLICT (publisher_id, consultation_id, kind, value) DO NOTHING`,
  // No sequence, which all processes would queue for, and whose neighbours would lie on one machine of many.
  postgres: `
    INSERT INTO scopes (id, publisher_id, consultation_id, kind, value)
    VALUES (:id, :publisherId, :consultationId, :kind, :value)
    ON CONFLICT (publisher_id, consultation_id, kind, value) DO NOTHING`,
}
const ID_DIGITS = 12
const OF_KIND = `
  SELECT id, consultation_id AS "consultationId", value FROM scopes
  WHERE publisher_id = :publisherId AND consultation_id = :consultationId AND kind = :kind`
const SITES_OF = "SELECT id FROM scopes WHERE consultation_id = :consultationId AND kind = 'site' ORDER BY id"
const OF_EACH_CONSULTATION = `
  SELECT id, consultation_id AS "consultationId", value FROM scopes
  WHERE publisher_id = :publisherId AND consultation_id <> '' AND kind = :kind`

export interface ScopeStore {
  find(scope: ScopeKey): Promise<number | undefined>
  /** How many scopes of its kind there are beside it. */
  countBeside(scope: ScopeKey): Promise<number>
  /** True if the scope is a channel that its publisher has declared. */
  isDeclared(scope: ScopeKey): Promise<boolean>
  /** The id of a scope, made if it is new. */
  findOrCreate(scope: ScopeKey): Promise<number>
  /** The scopes of a consultation that are whole sites, of every publisher. */
  sitesOf(consultationId: string): Promise<number[]>
  /** All scopes of a kind: of one consultation, of all together (null), or of each by itself. */
  ofKind(publisherId: string, kind: ScopeKind, consultation: string | null | 'each'): Promise<ScopeRecord[]>
}

const asParams = ({ consultationId, ...scope }: ScopeKey) => ({
  ...scope,
  consultationId: consultationId ?? '',
})

/** 48 bits that follow from what a scope is. */
const idOf = ({ publisherId, consultationId, kind, value }: ReturnType<typeof asParams>): number => {
  const name = JSON.stringify([publisherId, consultationId, kind, value])
  return Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, ID_DIGITS), 16)
}

/** Scopes and their ids; an id is made when something is first counted there. */
export function scopeStore(database: Database): ScopeStore {
  const find = async (scope: ScopeKey) => (await database.get<{ id: number }>(ID, asParams(scope)))?.id
  return {
    find,
    countBeside: async (scope) => (await database.get<{ count: number }>(COUNT, asParams(scope)))?.count ?? 0,
    isDeclared: async ({ publisherId, kind, value }) =>
      kind === 'channel' &&
      (await database.get(IS_DECLARED[database.engine], { publisherId, value })) !== undefined,
    async findOrCreate(scope) {
      const known = await find(scope)
      if (known !== undefined) return known
      const params = asParams(scope)
      const { engine } = database
      const own = engine === 'sqlite' ? params : { ...params, id: idOf(params) }
      await database.write([{ sql: INSERT[engine], params: own }])
      const made = await find(scope)
      if (made === undefined) throw new Error('A scope was made and is not there')
      return made
    },
    sitesOf: async (consultationId) =>
      (await database.all<{ id: number }>(SITES_OF, { consultationId })).map(({ id }) => id),
    ofKind: (publisherId, kind, consultation) =>
      consultation === 'each'
        ? database.all<ScopeRecord>(OF_EACH_CONSULTATION, { publisherId, kind })
        : database.all<ScopeRecord>(OF_KIND, { publisherId, kind, consultationId: consultation ?? '' }),
  }
}

const acceptedAmong = (listed: string): string => `
  SELECT a.scope_id AS "scopeId", CAST(sum(a.accepted) AS BIGINT) AS count
  FROM ${listed} s CROSS JOIN accepted_hours a
  WHERE a.scope_id = s.value AND a.hour >= :from AND a.hour < :to
  GROUP BY a.scope_id`
const acceptedBetween = (instants: string): string => `
  SELECT (
    SELECT CAST(coalesce(sum(a.accepted), 0) AS BIGINT) FROM accepted_hours a
    WHERE a.scope_id = :scopeId AND a.hour >= i.begins AND a.hour < i.ends
  ) AS count
  FROM (SELECT key, value AS begins, lead(value) OVER (ORDER BY key) AS ends FROM ${instants}) i
  WHERE i.ends IS NOT NULL
  ORDER BY i.key`
const listedNumbers = (name: string): string => `
  (SELECT CAST(value AS BIGINT) AS value, key
   FROM jsonb_array_elements_text(CAST(:${name} AS JSONB)) WITH ORDINALITY AS listed (value, key))`
const ACCEPTED = {
  sqlite: acceptedAmong('json_each(:scopeIds)'),
  postgres: acceptedAmong(listedNumbers('scopeIds')),
}
const ACCEPTED_SERIES = {
  sqlite: acceptedBetween('json_each(:instants)'),
  postgres: acceptedBetween(`${listedNumbers('instants')} AS instants`),
}
const FIRST_HOUR = 'SELECT min(hour) AS hour FROM engagement_hours WHERE scope_id = :scopeId'

export interface StatisticsStore {
  /** Proposals sent within a range and accepted by now, by scope; scopes without any are left out. */
  accepted(
    scopeIds: readonly number[],
    from: number,
    to: number,
  ): Promise<{ scopeId: number; count: number }[]>
  /** The same of one scope between each two neighbours of the instants, in order. */
  acceptedSeries(scopeId: number, instants: readonly number[]): Promise<number[]>
  /** The first hour in which anything was counted in a scope. */
  firstHour(scopeId: number): Promise<number | undefined>
}

/** Figures that are not sums of counters: accepted proposals, and where counting begins. */
export function statisticsStore(database: Database): StatisticsStore {
  return {
    accepted: (scopeIds, from, to) =>
      database.all(ACCEPTED[database.engine], { scopeIds: JSON.stringify(scopeIds), from, to }),
    async acceptedSeries(scopeId, instants) {
      const rows = await database.all<{ count: number }>(ACCEPTED_SERIES[database.engine], {
        scopeId,
        instants: JSON.stringify(instants),
      })
      return rows.map(({ count }) => count)
    },
    firstHour: async (scopeId) =>
      (await database.get<{ hour: number | null }>(FIRST_HOUR, { scopeId }))?.hour ?? undefined,
  }
}
