import type { Database } from './database.ts'

// The places first, each proposal after them: left to itself, SQLite begins with all accepted proposals and looks for
// each of them in each scope.
const IS_ACCEPTED = `
  EXISTS (SELECT 1 FROM proposals p WHERE p.id = place.proposal_id AND p.status = 'accepted')`
const ACCEPTED = `
  SELECT place.scope_id AS "scopeId", count(*) AS count
  FROM json_each(:scopeIds) s CROSS JOIN proposal_places place
  WHERE place.scope_id = s.value AND place.hour >= :from AND place.hour < :to AND ${IS_ACCEPTED}
  GROUP BY place.scope_id`
const ACCEPTED_SERIES = `
  SELECT (
    SELECT count(*) FROM proposal_places place
    WHERE place.scope_id = :scopeId AND place.hour >= i.begins AND place.hour < i.ends AND ${IS_ACCEPTED}
  ) AS count
  FROM (SELECT key, value AS begins, lead(value) OVER (ORDER BY key) AS ends FROM json_each(:instants)) i
  WHERE i.ends IS NOT NULL
  ORDER BY i.key`
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
      database.all(ACCEPTED, { scopeIds: JSON.stringify(scopeIds), from, to }),
    async acceptedSeries(scopeId, instants) {
      const rows = await database.all<{ count: number }>(ACCEPTED_SERIES, {
        ...{ scopeId, instants: JSON.stringify(instants) },
      })
      return rows.map(({ count }) => count)
    },
    firstHour: async (scopeId) =>
      (await database.get<{ hour: number | null }>(FIRST_HOUR, { scopeId }))?.hour ?? undefined,
  }
}
