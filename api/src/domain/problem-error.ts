import type { FieldProblem, FieldProblemCode } from '../wire/index.ts'
import { PROBLEMS, type ProblemCode } from '../wire/problems.ts'

export interface ProblemFacts {
  detail?: string
  errors?: FieldProblem[]
  proposal?: string
  retryAfterSeconds?: number
}

/** Thrown where a problem is known; answered in one place, as problem details. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly facts: ProblemFacts

  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(facts.detail ?? PROBLEMS[code].title)
    this.name = 'ProblemError'
    this.code = code
    this.status = PROBLEMS[code].status
    this.facts = facts
  }
}

/** An issue of one field, from zod or from a rule that added one. */
export interface FieldIssue {
  code?: string | undefined
  message?: string | undefined
  origin?: unknown
  input?: unknown
  minimum?: unknown
  maximum?: unknown
  /** What our own rules add to a `custom` issue */
  params?: unknown
}

type Found = Pick<FieldProblem, 'code' | 'values'>

const limit = (value: unknown): Found['values'] => ({ limit: Number(value) })

/** Texts and lists have lengths; numbers and dates have sizes. */
const hasLength = (origin: unknown): boolean => origin === 'string' || origin === 'array'

function named({ code, origin, minimum, maximum, message }: FieldIssue): Found {
  switch (code) {
    case 'too_small':
      if (hasLength(origin)) {
        return Number(minimum) === 1 ? { code: 'empty' } : { code: 'too-short', values: limit(minimum) }
      }
      return { code: 'too-small', values: limit(minimum) }
    case 'too_big':
      return { code: hasLength(origin) ? 'too-long' : 'too-large', values: limit(maximum) }
    case 'invalid_type':
      return { code: message?.endsWith('received undefined') ? 'missing' : 'invalid' }
    case 'unrecognized_keys':
      return { code: 'unknown-field' }
    default:
      return { code: 'invalid' }
  }
}

/** The stable name of what is wrong with a field, for clients that say it in their own words. */
export function fieldProblemOf(issue: FieldIssue): Found {
  const { problem, values } = (issue.params ?? {}) as { problem?: FieldProblemCode; values?: Found['values'] }
  if (problem === undefined) return named(issue)
  return values === undefined ? { code: problem } : { code: problem, values }
}
