import type { Gathering, Params, Statement } from '../database.ts'

/** Statements that travel together: one text, and where each of them stood in the list. */
export interface Journey {
  sql: string
  rows: Params[]
  positions: number[]
  /** Undefined: a single statement with single values. */
  gathering: Gathering | undefined
}

/** The rows of one text in the order of their keys. */
function byKey(journey: Journey, keys: ReadonlySet<string>): Journey {
  if (keys.size < 2) return journey
  const order = [...keys]
    .map((key, index) => ({ key, index }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ index }) => index)
  return {
    ...journey,
    rows: order.map((index) => journey.rows[index] as Params),
    positions: order.map((index) => journey.positions[index] as number),
  }
}

/**
 * Two transactions that write the same rows in the same order never wait for each other in a circle. Guarded rows are
 * written by several processes, so their statements are sorted too.
 */
function inOneOrder(journeys: readonly Journey[]): Journey[] {
  const guarded = journeys
    .filter(({ gathering }) => gathering?.isGuarded)
    .toSorted((one, other) => (one.sql === other.sql ? 0 : one.sql < other.sql ? -1 : 1))
  let next = 0
  return journeys.map((journey) => (journey.gathering?.isGuarded ? (guarded[next++] ?? journey) : journey))
}

/** Puts statements of the same text together where they allow it; those without a guard in the order of the first of each. */
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
  return inOneOrder(journeys.map(({ journey, keys }) => byKey(journey, keys)))
}
