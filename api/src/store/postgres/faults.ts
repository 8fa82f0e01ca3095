import { ConstraintError, UnavailableDatabaseError } from '../database.ts'

interface PostgresFault extends Error {
  code?: string
  table?: string
  column?: string
  constraint?: string
  detail?: string
}

/** Not-null, foreign-key, unique, check. */
const CONSTRAINTS = /^23(?:502|503|505|514)$/
/** Two transactions met: one of them has only to be done again. */
const MET = /^40(?:001|P01)$/
/**
 * The connection broke or was refused, the server is stopping, starting, full, out of memory, read-only (it is a
 * standby now), or a query took too long.
 */
const ABSENT =
  /^(?:08\w{3}|57P0\d|57014|53\w{3}|25006|58030|E(?:CONN(?:REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND|HOSTUNREACH|NETUNREACH))$/
const ABSENT_WORDS =
  /connection terminated|connection ended|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|not queryable|client was closed|cannot use a pool after/i

/** Named as SQLite names them (table.column, table.column), for those who tell constraints apart by their words. */
function violated({ table = '', column, detail = '', constraint = '', message }: PostgresFault): string {
  if (column !== undefined) return `${table}.${column}`
  // The values that follow are not repeated: they may be what a reader wrote.
  const columns = /^Key \(([^)]*)\)=/.exec(detail)?.[1]
  if (columns !== undefined)
    return columns
      .split(', ')
      .map((name) => `${table}.${name}`)
      .join(', ')
  return constraint === '' ? message : `${table}: ${constraint}`
}

/** True if the same transaction may go through when it is done again. */
export const hasMetAnother = (error: unknown): boolean => MET.test((error as PostgresFault).code ?? '')

/** True if nobody answered, or the answer was that nothing can be done now. */
export function isAbsent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isAbsent)
  const { code = '', message = '' } = error as PostgresFault
  return ABSENT.test(code) || ABSENT_WORDS.test(message)
}

/** PostgreSQL's errors as those of the seam. */
export function translated(error: unknown, isCommitting = false): unknown {
  if (error instanceof UnavailableDatabaseError) return error
  const fault = error as PostgresFault
  if (CONSTRAINTS.test(fault.code ?? '')) return new ConstraintError(violated(fault))
  return isAbsent(error) ? new UnavailableDatabaseError(error, isCommitting) : error
}
