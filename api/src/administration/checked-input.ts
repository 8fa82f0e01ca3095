import type { z } from 'zod'
import { fieldProblemOf, ProblemError } from '../domain/problem-error.ts'
import type { FieldProblem, FieldProblemCode } from '../wire/index.ts'

/** Input that follows its schema, defaults filled in; else the problem, with a line for each wrong field. */
export function checkedInput<Schema extends z.ZodType>(
  schema: Schema,
  input: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-request', {
    errors: parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.join('/')}`,
      detail: issue.message,
      ...fieldProblemOf(issue),
    })),
  })
}

/** The problem that one field of the input has: in words, and by its stable name. */
export function wrongField(
  field: string,
  detail: string,
  code: FieldProblemCode,
  values?: FieldProblem['values'],
): ProblemError {
  const error: FieldProblem = { pointer: `/${field}`, detail, code }
  return new ProblemError('invalid-request', { errors: [values ? { ...error, values } : error] })
}
