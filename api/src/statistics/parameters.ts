import { ProblemError } from '../domain/problem-error.ts'
import type { Interval, Metric, Part, Period, StatisticsQuery } from '../wire/index.ts'
import { PARTS, statisticsQuery } from '../wire/statistics-query.ts'

/** Query parameters, as the schemas in wire/statistics-query.ts take them. */
export interface Parameters extends Partial<Record<Part, string | undefined>> {
  period?: Period | undefined
  from?: string | undefined
  to?: string | undefined
  timeZone?: string | undefined
  metrics?: Metric[] | undefined
  interval?: Interval | undefined
  orderBy?: Metric | undefined
  limit?: number | undefined
  cursor?: string | undefined
  compare?: 'previous' | 'year' | undefined
}

const wrong = (pointer: string, detail: string) =>
  new ProblemError('invalid-request', { errors: [{ pointer, detail }] })

function dateRangeOf({ period, from, to }: Parameters) {
  if (period !== undefined && (from ?? to) !== undefined) throw wrong('/period', 'goes without from and to')
  if (from === undefined && to === undefined) return period
  if (from === undefined) throw wrong('/from', 'is missing beside to')
  if (to === undefined) throw wrong('/to', 'is missing beside from')
  return { from, to }
}

/** As many as a query takes. */
const MOST_FILTERS = 2

/** The query that parameters stand for. Throws the problem `invalid-request`, which names the parameter. */
export function queryOf(parameters: Parameters, dimensions: StatisticsQuery['dimensions']): StatisticsQuery {
  const { timeZone, metrics, orderBy, limit, cursor, compare } = parameters
  const filters = PARTS.flatMap((dimension) => {
    const value = parameters[dimension]
    return value === undefined ? [] : [{ dimension, in: [value] }]
  })
  const surplus = filters[MOST_FILTERS]
  if (surplus)
    throw wrong(`/${surplus.dimension}`, `is one too many: at most two of ${PARTS.join(', ')} go together`)
  const asked = statisticsQuery.safeParse({
    dateRange: dateRangeOf(parameters),
    timeZone,
    metrics,
    dimensions,
    filters,
    orderBy: orderBy && [{ by: orderBy }],
    limit: limit ?? (dimensions.includes('article') ? undefined : 1000),
    cursor,
    include: { compare, totalRows: dimensions.includes('article') },
  })
  if (asked.success) return asked.data
  // Each parameter follows its own schema; what is left is a list that names too much.
  const [issue] = asked.error.issues
  throw wrong(`/${String(issue?.path[0] ?? '')}`, issue?.message ?? 'is not valid')
}

function parameterOf(pointer: string, { filters }: StatisticsQuery): string {
  const [, field, place] = pointer.split('/')
  if (field === 'filters') return `/${filters[Number(place)]?.dimension}`
  if (field === 'dimensions') return '/interval'
  return pointer.replace(/^\/(?:dateRange|include)\//, '/')
}

/** Turns a problem with a field of the query into one with the parameter that the field was made of. */
export function asParameterProblem(query: StatisticsQuery) {
  return (error: unknown): never => {
    if (!(error instanceof ProblemError) || !error.facts.errors) throw error
    const errors = error.facts.errors.map(({ pointer, ...said }) => ({
      pointer: parameterOf(pointer, query),
      ...said,
    }))
    throw new ProblemError(error.code, { ...error.facts, errors })
  }
}
