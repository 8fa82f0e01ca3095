import type { Database, Engine, Params, Statement } from './database.ts'
import type { CountingNode } from './processes.ts'
import { column, each, rowsOf } from './sql-text.ts'

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

const latest = (table: string, rule: string) => `(SELECT max(hour) FROM ${table} WHERE ${rule})`

/** One row that holds them all: to make a JavaScript object of each takes longer than to find them. */
const PACKED: Readonly<Record<Engine, (sql: string, names: readonly string[]) => string>> = {
  sqlite: (sql, names) => `SELECT json_group_array(json_array(${names.join(', ')})) AS packed FROM (${sql})`,
  postgres: (sql, names) => `
    SELECT CAST(json_agg(json_build_array(${names.map((name) => `q."${name}"`).join(', ')}) ORDER BY q.place) AS TEXT)
      AS packed
    FROM (${sql}) AS q`,
}

function textsOfOne(table: string, keys: readonly string[]) {
  const columns = keys.map(column)
  const list = columns.join(', ')
  const ofScope = (scope: string, rule: string) => latest(table, `scope_id = ${scope} AND ${rule}`)
  return {
    // The latest row up to the hour may be the hour's own: then it grows, and else a new one begins where that ended.
    add: `
      INSERT INTO ${table} (scope_id, hour, ${list})
      SELECT :scopeId, :hour, ${keys.map((key) => `coalesce(before.${column(key)}, 0) + :${key}`).join(', ')}
      FROM (SELECT 1) LEFT JOIN ${table} before
        ON before.scope_id = :scopeId AND before.hour = ${ofScope(':scopeId', 'hour <= :hour')}
      WHERE true
      ON CONFLICT (scope_id, hour) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    addLater: `
      UPDATE ${table} SET ${keys.map((key) => `${column(key)} = ${column(key)} + :${key}`).join(', ')}
      WHERE scope_id = :scopeId AND hour > :hour`,
    until: PACKED.sqlite(
      `
      SELECT ${keys.map((key) => `t.${column(key)} AS "${key}"`).join(', ')}
      FROM json_each(:instants) i LEFT JOIN ${table} t
        ON t.scope_id = :scopeId AND t.hour = ${ofScope(':scopeId', 'hour < i.value')}
      ORDER BY i.key`,
      keys,
    ),
    between: PACKED.sqlite(
      `
      SELECT s.value AS "scopeId",
        ${keys.map((key) => `until.${column(key)} - coalesce(before.${column(key)}, 0) AS "${key}"`).join(', ')}
      FROM json_each(:scopeIds) s
      JOIN ${table} until
        ON until.scope_id = s.value AND until.hour = ${ofScope('s.value', 'hour >= :from AND hour < :to')}
      LEFT JOIN ${table} before ON before.scope_id = s.value AND before.hour = ${ofScope('s.value', 'hour < :from')}`,
      ['scopeId', ...keys],
    ),
  }
}

/** Each node has running totals of its own, which only it writes; what was counted is the sum over the nodes. */
function textsOfNodes(table: string, keys: readonly string[]) {
  const columns = keys.map(column)
  const list = columns.join(', ')
  const rows = rowsOf({ scopeId: 'BIGINT', node: 'BIGINT', hour: 'BIGINT', ...each(keys, 'BIGINT') })
  const ofNode = (scope: string, node: string, rule: string) =>
    latest(table, `scope_id = ${scope} AND node = ${node} AND ${rule}`)
  const sum = (value: string, key: string) => `CAST(sum(${value}) AS BIGINT) AS "${key}"`
  return {
    add: `
      INSERT INTO ${table} (scope_id, node, hour, ${list})
      SELECT k."scopeId", k.node, k.hour, ${keys.map((key) => `coalesce(earlier.${column(key)}, 0) + k."${key}"`).join(', ')}
      FROM ${rows} LEFT JOIN ${table} earlier
        ON earlier.scope_id = k."scopeId" AND earlier.node = k.node
        AND earlier.hour = ${ofNode('k."scopeId"', 'k.node', 'hour <= k.hour')}
      ON CONFLICT (scope_id, node, hour) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    addLater: `
      UPDATE ${table} AS later SET ${keys.map((key) => `${column(key)} = later.${column(key)} + k."${key}"`).join(', ')}
      FROM ${rows} WHERE later.scope_id = k."scopeId" AND later.node = k.node AND later.hour > k.hour`,
    until: PACKED.postgres(
      `
      SELECT i.place, ${keys.map((key) => sum(`t.${column(key)}`, key)).join(', ')}
      FROM jsonb_array_elements_text(CAST(:instants AS JSONB)) WITH ORDINALITY AS i (value, place)
      CROSS JOIN nodes n
      LEFT JOIN ${table} t ON t.scope_id = :scopeId AND t.node = n.node
        AND t.hour = ${ofNode(':scopeId', 'n.node', 'hour < CAST(i.value AS BIGINT)')}
      GROUP BY i.place`,
      keys,
    ),
    between: PACKED.postgres(
      `
      SELECT s.place, s.id AS "scopeId",
        ${keys.map((key) => sum(`latest.${column(key)} - coalesce(earlier.${column(key)}, 0)`, key)).join(', ')}
      FROM (
        SELECT CAST(value AS BIGINT) AS id, place
        FROM jsonb_array_elements_text(CAST(:scopeIds AS JSONB)) WITH ORDINALITY AS listed (value, place)) s
      CROSS JOIN nodes n
      JOIN ${table} latest ON latest.scope_id = s.id AND latest.node = n.node
        AND latest.hour = ${ofNode('s.id', 'n.node', 'hour >= :from AND hour < :to')}
      LEFT JOIN ${table} earlier ON earlier.scope_id = s.id AND earlier.node = n.node
        AND earlier.hour = ${ofNode('s.id', 'n.node', 'hour < :from')}
      GROUP BY s.id, s.place`,
      ['scopeId', ...keys],
    ),
  }
}

/** The running totals in one table, whose columns are the keys. */
export function runningTotals<Key extends string>(
  database: Database,
  table: string,
  keys: readonly Key[],
  node: CountingNode,
): RunningTotals<Key> {
  const isOne = database.engine === 'sqlite'
  const sql = isOne ? textsOfOne(table, keys) : textsOfNodes(table, keys)
  const nothing = Object.fromEntries(keys.map((key) => [key, 0])) as Amounts<Key>
  const amountsOf = (values: readonly number[]) => {
    const amounts = { ...nothing }
    keys.forEach((key, at) => {
      amounts[key] = values[at] ?? 0
    })
    return amounts
  }
  async function read<Row>(text: string, params: Params): Promise<Row[]> {
    const found = await database.get<{ packed: string | null }>(text, params)
    return JSON.parse(found?.packed ?? '[]')
  }
  return {
    add(scopeId, hour, amounts) {
      const params = { ...nothing, ...amounts, scopeId, hour }
      if (isOne)
        return [
          { sql: sql.add, params },
          { sql: sql.addLater, params },
        ]
      // Another hour of the same scope depends on what this one has written.
      const more = {
        params: { ...params, node: node.number },
        multiRow: { key: `${scopeId}`, isGuarded: false },
      }
      return [
        { sql: sql.add, ...more },
        { sql: sql.addLater, ...more },
      ]
    },
    async series(scopeId, instants) {
      const rows = await read<(number | null)[]>(sql.until, { scopeId, instants: JSON.stringify(instants) })
      return rows
        .slice(1)
        .map((row, index) => amountsOf(row.map((value, at) => (value ?? 0) - (rows[index]?.[at] ?? 0))))
    },
    async between(scopeIds, from, to) {
      const rows = await read<number[]>(sql.between, { scopeIds: JSON.stringify(scopeIds), from, to })
      return rows.map(([scopeId = 0, ...values]) => ({ scopeId, totals: amountsOf(values) }))
    },
  }
}
