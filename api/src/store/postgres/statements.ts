import type { MultiRow, Params, Statement } from '../database.ts'
import { parameterOf, withNamesReplaced } from '../sql-text.ts'

/** Statements that travel together: one text, and where each of them stood in the list. */
export interface StatementGroup {
  sql: string
  rows: Params[]
  positions: number[]
  /** Undefined: a single statement with single values. */
  multiRow: MultiRow | undefined
}

/** The rows of one text in the order of their keys. */
function byKey(group: StatementGroup, keys: ReadonlySet<string>): StatementGroup {
  if (keys.size < 2) return group
  const order = [...keys]
    .map((key, index) => ({ key, index }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ index }) => index)
  return {
    ...group,
    rows: order.map((index) => group.rows[index] as Params),
    positions: order.map((index) => group.positions[index] as number),
  }
}

/**
 * Two transactions that write the same rows in the same order never wait for each other in a circle. Guarded rows are
 * written by several processes, so their statements are sorted too.
 */
function inOneOrder(groups: readonly StatementGroup[]): StatementGroup[] {
  const guarded = groups
    .filter(({ multiRow }) => multiRow?.isGuarded)
    .toSorted((one, other) => (one.sql === other.sql ? 0 : one.sql < other.sql ? -1 : 1))
  let next = 0
  return groups.map((group) => (group.multiRow?.isGuarded ? (guarded[next++] ?? group) : group))
}

/** Puts statements of the same text together where they allow it; those without a guard in the order of the first of each. */
export function groupStatements(statements: readonly Statement[]): StatementGroup[] {
  const groups: { group: StatementGroup; keys: Set<string> }[] = []
  const open = new Map<string, { group: StatementGroup; keys: Set<string> }>()
  for (const [position, { sql, params, multiRow }] of statements.entries()) {
    const known = multiRow && open.get(sql)
    if (multiRow && known && !known.keys.has(multiRow.key)) {
      known.keys.add(multiRow.key)
      known.group.rows.push(params)
      known.group.positions.push(position)
      continue
    }
    const group: StatementGroup = { sql, rows: [params], positions: [position], multiRow }
    const opened = { group, keys: new Set(multiRow ? [multiRow.key] : []) }
    groups.push(opened)
    if (multiRow) open.set(sql, opened)
  }
  return inOneOrder(groups.map(({ group, keys }) => byKey(group, keys)))
}

/** A text as PostgreSQL takes it, prepared under its name on each connection that needs it. */
export interface Prepared {
  name: string
  text: string
  /** Whose value stands for $1, $2 and so on. */
  parameters: readonly string[]
}

const prepared = new Map<string, Prepared>()

function translate(sql: string): Prepared {
  const parameters: string[] = []
  const text = withNamesReplaced(sql, (name) => {
    if (!parameters.includes(name)) parameters.push(name)
    return `$${parameters.indexOf(name) + 1}`
  })
  return { name: `unisson_${prepared.size + 1}`, text, parameters }
}

/** `:name` becomes `$n`, once for each text: texts are constants. */
export function preparedOf(sql: string): Prepared {
  let found = prepared.get(sql)
  if (!found) {
    found = translate(sql)
    prepared.set(sql, found)
  }
  return found
}

/** PostgreSQL's text cannot hold the character 0. Nothing that is stored has it; what is looked for by it is not found. */
const writable = <Value>(value: Value): Value =>
  (typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value) as Value

/** The values of a statement in their places. Throws when one is missing, as SQLite does. */
export function valuesOf<Value>({ parameters }: Prepared, params: Readonly<Record<string, Value>>): Value[] {
  return parameters.map((name) => writable(parameterOf(params, name)))
}

/** A list of values for each name, from one set of values for each row. */
export function listsOf(
  { parameters }: Prepared,
  rows: readonly Params[],
): (string | number | Uint8Array | null)[][] {
  return parameters.map((name) => rows.map((row) => writable(row[name] ?? null)))
}
