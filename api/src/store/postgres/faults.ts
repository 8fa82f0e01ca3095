import { ConstraintError, UnavailableDatabaseError } from '../database.ts'

interface PostgresFault extends Error {
  code?: string
  severity?: string
  table?: string
  column?: string
  constraint?: string
  detail?: string
}

/** Not-null, foreign-key, unique, check. */
const CONSTRAINTS = /^23(?:502|503|505|514)$/
/** A value that its column cannot take, or that is too large for an index. */
const UNFIT = /^(?:22|54)\w{3}$/
/** Two transactions met: one of them has only to be done again. */
const MET = /^40(?:001|P01)$/
/**
 * The connection broke or was refused, the server is stopping, starting, full, out of memory, read-only (it is a
 * standby now), a query took too long, a transaction stood still for too long, or (40003) an engine of several machines
 * does not know itself what became of a commit.
 */
const ABSENT =
  /^(?:08\w{3}|57P0\d|57014|25P0[34]|40003|53\w{3}|25006|58030|E(?:CONN(?:REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND|HOSTUNREACH|NETUNREACH))$/
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
  if (error instanceof UnavailableDatabaseError) return true
  if (error instanceof AggregateError) return error.errors.every(isAbsent)
  const { code = '', message = '' } = error as PostgresFault
  return ABSENT.test(code) || ABSENT_WORDS.test(message)
}

/** The error of a commit: it was not made only if the server itself says so, and goes on. */
export function commitFault(error: unknown): unknown {
  const isRefused = (error as PostgresFault).severity === 'ERROR' && !isAbsent(error)
  return isRefused ? error : new UnavailableDatabaseError(error, true)
}

/** PostgreSQL's errors as those of the seam. */
export function translated(error: unknown): unknown {
  if (error instanceof UnavailableDatabaseError) return error
  const fault = error as PostgresFault
  if (CONSTRAINTS.test(fault.code ?? '')) return new ConstraintError(violated(fault))
  // Whatever it is, the rows of others in the same batch must not be refused with it; its words may be a reader's.
  if (UNFIT.test(fault.code ?? '')) return new ConstraintError(`a value that is not fit (${fault.code})`)
  return isAbsent(error) || hasMetAnother(error) ? new UnavailableDatabaseError(error, false) : error
}
