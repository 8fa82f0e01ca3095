import type { Gathering, Params, Statement } from '../database.ts'

/** Statements that travel together: one text, and where each of them stood in the list. */
export interface Journey {
  sql: string
  rows: Params[]
  positions: number[]
  /** Undefined: a single statement with single values. */
  gathering: Gathering | undefined
}

/** Two transactions that write the same rows in the same order never wait for each other in a circle. */
function inOrder(journey: Journey, keys: ReadonlySet<string>): Journey {
  if (!journey.gathering?.isGuarded || keys.size < 2) return journey
  const rows = [...keys]
    .map((key, index) => ({ key, row: journey.rows[index] as Params }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row)
  return { ...journey, rows }
}

/** Puts statements of the same text together where they allow it, in the order of the first of each. */
export function gather(statements: readonly Statement[]): Journey[] {
  const journeys: { journey: Journey; keys: Set<string> }[] = []
  const open = new Map<string, { journey: Journey; keys: Set<string> }>()
  for (const [position, { sql, params, gathering }] of statements.entries()) {
    const known = gathering && open.get(sql)
    if (gathering && known && !known.keys.has(gathering.key)) {
      known.keys.add(gathering.key)
      known.journey.rows.push(params)
      known.journey.positions.push(position)
      continue
    }
    const journey: Journey = { sql, rows: [params], positions: [position], gathering }
    const opened = { journey, keys: new Set(gathering ? [gathering.key] : []) }
    journeys.push(opened)
    if (gathering) open.set(sql, opened)
  }
  return journeys.map(({ journey, keys }) => inOrder(journey, keys))
}
