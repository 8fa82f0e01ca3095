import type { z } from 'zod'
import { ProblemError } from '../domain/problem-error.ts'

/** Input that follows its schema, defaults filled in; else the problem, with a line for each wrong field. */
export function checkedInput<Schema extends z.ZodType>(
  schema: Schema,
  input: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-request', {
    errors: parsed.error.issues.map(({ path, message }) => ({
      pointer: `/${path.join('/')}`,
      detail: message,
    })),
  })
}

/** The problem that one field of the input has. */
export function wrongField(field: string, detail: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ pointer: `/${field}`, detail }] })
}
