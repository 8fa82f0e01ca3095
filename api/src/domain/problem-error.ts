import type { FieldProblem } from '../wire/index.ts'
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
