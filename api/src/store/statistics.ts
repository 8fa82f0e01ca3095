import type { Database } from './database.ts'

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
