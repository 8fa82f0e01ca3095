import type { Params } from '../database.ts'
import { parameterOf, withNamesReplaced } from '../named-parameters.ts'

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
