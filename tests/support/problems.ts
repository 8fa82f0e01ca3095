import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { Problem } from '../../api/src/wire/index.ts'
import { PROBLEMS, type ProblemCode, problem } from '../../api/src/wire/problems.ts'

/** Holds an answer against the one shape of all refusals; gives the problem. */
export function expectProblem(response: LightMyRequestResponse, code?: ProblemCode): Problem {
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(response.headers['cache-control']).toBe('no-store')
  const body = problem.parse(response.json())
  expect(body.status).toBe(response.statusCode)
  expect(body.type).toMatch(/^\/problems\/[a-z-]+$/)
  if (code !== undefined) {
    expect([body.type, body.status]).toEqual([`/problems/${code}`, PROBLEMS[code].status])
  }
  return body
}
