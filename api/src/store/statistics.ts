import type { Database } from './database.ts'

export interface AcceptedProposals {
  scopeId: number
  hour: number
  count: number
}

const acceptedAmong = (listed: string): string => `
  SELECT place.scope_id AS "scopeId", place.hour, count(*) AS count
  FROM ${listed} s
  JOIN proposal_places place ON place.scope_id = s.value AND place.hour >= :from AND place.hour < :to
  JOIN proposals p ON p.id = place.proposal_id AND p.status = 'accepted'
  GROUP BY place.scope_id, place.hour`
const ACCEPTED = {
  sqlite: acceptedAmong('json_each(:scopeIds)'),
  postgres: acceptedAmong(`
    (SELECT CAST(value AS BIGINT) AS value
     FROM jsonb_array_elements_text(CAST(:scopeIds AS JSONB)) AS listed (value))`),
}
const FIRST_HOUR = 'SELECT min(hour) AS hour FROM engagement_hours WHERE scope_id = :scopeId'

export interface StatisticsStore {
  /** Proposals sent within a range and accepted by now, by scope and hour; only hours that have any. */
  accepted(scopeIds: readonly number[], from: number, to: number): Promise<AcceptedProposals[]>
  /** The first hour in which anything was counted in a scope. */
  firstHour(scopeId: number): Promise<number | undefined>
}

export function statisticsStore(database: Database): StatisticsStore {
  return {
    accepted: (scopeIds, from, to) =>
      database.all<AcceptedProposals>(ACCEPTED[database.engine], {
        scopeIds: JSON.stringify(scopeIds),
        from,
        to,
      }),
    firstHour: async (scopeId) =>
      (await database.get<{ hour: number | null }>(FIRST_HOUR, { scopeId }))?.hour ?? undefined,
  }
}
