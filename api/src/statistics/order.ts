import type { Directory } from '../cache/directory.ts'
import { sortValue } from '../domain/engagement/compute-metrics.ts'
import type { StatisticsQuery } from '../wire/index.ts'
import type { CountedRow } from './counted-rows.ts'
import { type Plan, refuse } from './query-plan.ts'

type Value = string | number
/** Where a row stands: what it is sorted by, and at last what tells it from all others. */
type Position = Value[]
type Order = StatisticsQuery['orderBy']

const DEFAULT: Order = [{ by: 'readersViewed', direction: 'descending' }]

const orderOf = ({ query, interval }: Plan): Order =>
  query.orderBy.length > 0
    ? query.orderBy
    : [...(interval ? [{ by: 'time' as const, direction: 'ascending' as const }] : []), ...DEFAULT]

function sortedBy(
  by: Order[number]['by'],
  { scope, time, counted }: CountedRow,
  directory: Directory,
): Value {
  if (by === 'time') return time.from
  if (by === 'consultation') return directory.consultationById(scope?.consultationId ?? '')?.slug ?? ''
  if (by === 'channel' || by === 'section' || by === 'device' || by === 'language') return scope?.value ?? ''
  return sortValue(by, counted)
}

/** Before (below zero), after or at the same place. */
function compareValues(one: Value | undefined, other: Value | undefined): number {
  if (one === other || one === undefined || other === undefined) return 0
  return one < other ? -1 : 1
}

/** The order of a plan's rows, and pages of it that hold while rows are added. */
export function rowOrder(plan: Plan, directory: Directory) {
  const order = orderOf(plan)
  const positionOf = (row: CountedRow): Position => [
    ...order.map(({ by }) => sortedBy(by, row, directory)),
    `${row.time.from} ${row.scope?.consultationId} ${row.scope?.value}`,
  ]
  const compare = (one: Position, other: Position): number => {
    for (const [index, { direction }] of order.entries()) {
      const place = compareValues(one[index], other[index])
      if (place !== 0) return direction === 'ascending' ? place : -place
    }
    return compareValues(one[order.length], other[order.length])
  }

  function readCursor(cursor: string): Position {
    try {
      const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
      const isPosition =
        Array.isArray(position) &&
        position.length === order.length + 1 &&
        position.every((value) => typeof value === 'number' || typeof value === 'string')
      if (isPosition) return position
    } catch {
      // Whatever is wrong with it, no answer to this query contained it.
    }
    return refuse('/cursor', 'is not one that this query was answered with')
  }

  return {
    order,
    sort(rows: readonly CountedRow[]): CountedRow[] {
      return rows
        .map((row) => ({ row, position: positionOf(row) }))
        .sort((one, other) => compare(one.position, other.position))
        .map(({ row }) => row)
    },
    /** The rows behind a cursor. */
    after(rows: readonly CountedRow[], cursor: string | undefined): CountedRow[] {
      if (cursor === undefined) return [...rows]
      const begin = readCursor(cursor)
      return rows.filter((row) => compare(positionOf(row), begin) > 0)
    },
    cursorOf: (row: CountedRow): string => Buffer.from(JSON.stringify(positionOf(row))).toString('base64url'),
  }
}
