import { column } from './column.ts'
import type { Database, Statement } from './database.ts'

type Amounts<Key extends string> = Record<Key, number>

export interface ScopeTotals<Key extends string> {
  scopeId: number
  totals: Amounts<Key>
}

/** Counters by scope and hour, stored so that any range is the difference of two rows. */
export interface RunningTotals<Key extends string> {
  /** Adds to an hour, and to what later hours have seen until then. */
  add(scopeId: number, hour: number, amounts: Partial<Amounts<Key>>): Statement[]
  /** What was counted between each two neighbours of the instants, in order; hours are those that begin there. */
  series(scopeId: number, instants: readonly number[]): Promise<Amounts<Key>[]>
  /** What each scope counted from an instant up to, not including, another; scopes without any hour are left out. */
  between(scopeIds: readonly number[], from: number, to: number): Promise<ScopeTotals<Key>[]>
}

function texts(table: string, keys: readonly string[]) {
  const columns = keys.map(column)
  const list = columns.join(', ')
  const latest = (scope: string, rule: string) =>
    `(SELECT max(hour) FROM ${table} WHERE scope_id = ${scope} AND ${rule})`
  return {
    // The latest row up to the hour may be the hour's own: then it grows, and else a new one begins where that ended.
    add: `
      INSERT INTO ${table} (scope_id, hour, ${list})
      SELECT :scopeId, :hour, ${keys.map((key) => `coalesce(before.${column(key)}, 0) + :${key}`).join(', ')}
      FROM (SELECT 1) LEFT JOIN ${table} before
        ON before.scope_id = :scopeId AND before.hour = ${latest(':scopeId', 'hour <= :hour')}
      WHERE true
      ON CONFLICT (scope_id, hour) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    addLater: `
      UPDATE ${table} SET ${keys.map((key) => `${column(key)} = ${column(key)} + :${key}`).join(', ')}
      WHERE scope_id = :scopeId AND hour > :hour`,
    until: `
      SELECT ${keys.map((key) => `t.${column(key)} AS "${key}"`).join(', ')}
      FROM json_each(:instants) i LEFT JOIN ${table} t
        ON t.scope_id = :scopeId AND t.hour = ${latest(':scopeId', 'hour < i.value')}
      ORDER BY i.key`,
    between: `
      SELECT s.value AS "scopeId",
        ${keys.map((key) => `until.${column(key)} - coalesce(before.${column(key)}, 0) AS "${key}"`).join(', ')}
      FROM json_each(:scopeIds) s
      JOIN ${table} until
        ON until.scope_id = s.value AND until.hour = ${latest('s.value', 'hour >= :from AND hour < :to')}
      LEFT JOIN ${table} before ON before.scope_id = s.value AND before.hour = ${latest('s.value', 'hour < :from')}
      ORDER BY s.key`,
  }
}

/** The running totals in one table, whose columns are the keys. */
export function runningTotals<Key extends string>(
  database: Database,
  table: string,
  keys: readonly Key[],
): RunningTotals<Key> {
  const sql = texts(table, keys)
  const nothing = Object.fromEntries(keys.map((key) => [key, 0])) as Amounts<Key>
  return {
    add(scopeId, hour, amounts) {
      const params = { ...nothing, ...amounts, scopeId, hour }
      return [
        { sql: sql.add, params },
        { sql: sql.addLater, params },
      ]
    },
    async series(scopeId, instants) {
      const rows = await database.all<Amounts<Key>>(sql.until, {
        scopeId,
        instants: JSON.stringify(instants),
      })
      return rows.slice(1).map((row, index) => {
        const before = rows[index]
        return Object.fromEntries(
          keys.map((key) => [key, (row[key] ?? 0) - (before?.[key] ?? 0)]),
        ) as Amounts<Key>
      })
    },
    async between(scopeIds, from, to) {
      const rows = await database.all<Amounts<Key> & { scopeId: number }>(sql.between, {
        scopeIds: JSON.stringify(scopeIds),
        from,
        to,
      })
      return rows.map(({ scopeId, ...totals }) => ({ scopeId, totals: totals as unknown as Amounts<Key> }))
    },
  }
}
