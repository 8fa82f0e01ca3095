import type { Problem } from '../../src/wire/index.ts'

/** An answer that is no success, with what the server says of it. */
export class RequestProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'RequestProblem'
    this.problem = problem
  }

  /** Stable name of what went wrong, as `changed-meanwhile`. */
  get code(): string {
    return this.problem.type.replace('/problems/', '')
  }

  /** Nobody is signed in, or not any more. */
  get isSignedOut(): boolean {
    return this.problem.status === UNAUTHORISED
  }
}

const UNAUTHORISED = 401

const OFFLINE: Problem = { type: '/problems/offline', title: 'The server cannot be reached', status: 0 }
const UNFORESEEN: Problem = {
  type: '/problems/unforeseen',
  title: 'Something went wrong on this page. Reload it.',
  status: 0,
}

/** What is to be shown of any error; one that no answer explains is a fault of the page, and logged as such. */
export function asProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error
  reportError(error)
  return new RequestProblem(UNFORESEEN)
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface RequestOptions {
  method?: Method
  /** Sent as JSON; a file or a blob is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

function encoded(body: unknown): Pick<RequestInit, 'body'> & { type?: string } {
  if (body === undefined) return {}
  if (body instanceof Blob) return { body }
  return { body: JSON.stringify(body), type: 'application/json' }
}

/** What the server says of a refusal; servers in between have no such words. */
async function problemOf(response: Response): Promise<Problem> {
  const answer: Partial<Problem> | null = await response.json().catch(() => null)
  if (typeof answer?.type === 'string') return answer as Problem
  return { ...OFFLINE, title: response.statusText, status: response.status }
}

/** Asks the API, with the cookie of who is signed in. Throws RequestProblem. */
export async function request<Answer>(
  path: string,
  { method = 'GET', body, headers = {} }: RequestOptions = {},
): Promise<Answer> {
  const { type, ...sent } = encoded(body)
  let refused: Response
  try {
    const response = await fetch(path, {
      method,
      ...sent,
      headers: { ...(type ? { 'content-type': type } : {}), ...headers },
      credentials: 'same-origin',
      // Signing out drops the cached answers.
      cache: 'no-cache',
    })
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer
    refused = response
  } catch {
    // No answer, half of one, or the page of a network that wants a sign-in first.
    throw new RequestProblem(OFFLINE)
  }
  throw new RequestProblem(await problemOf(refused))
}
