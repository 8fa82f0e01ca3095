import type { Problem, ProblemCode } from '@unisson/api/wire'
import { read } from './request.ts'

/** Why something has to wait: the device has no network, the API cannot be reached, or it cannot take more now. */
export type Reason = 'offline' | 'unreachable' | 'busy'

/** What became of a request: done (`body`), refused (`refused`), or to be tried again (`later`). */
export interface Verdict<Body> {
  status: number
  body?: Body
  /** The code of the problem; empty where no code came with the refusal. */
  refused?: ProblemCode | '' | undefined
  /** What the problem says besides. */
  problem?: Partial<Problem>
  later?: Reason | undefined
}

type Sent<Body> = (Body & Partial<Problem>) | undefined

/** Refusals that say "not now". */
const MAY_PASS = [408, 425, 429]

/**
 * Sorts every answer of the API. A good one is JSON with the expected field: the login page of a hotel's network, or a
 * blocker's empty answer, means that the request did not arrive.
 */
export const sort = async <Body>(response: Response, field: keyof Body): Promise<Verdict<Body>> =>
  sorted(response, await read(response), field)

/** The same, of an answer that has been read. */
export const sorted = <Body>(response: Response, body: Sent<Body>, field: keyof Body): Verdict<Body> => {
  const { status } = response
  if (response.ok && body?.[field] !== undefined) return { status, body }
  if (status >= 400 && status < 500 && !MAY_PASS.includes(status)) {
    return { status, refused: `${body?.type ?? ''}`.replace(/.*\//, '') as ProblemCode, problem: body ?? {} }
  }
  return { status, later: status >= 400 ? 'busy' : navigator.onLine ? 'unreachable' : 'offline' }
}
