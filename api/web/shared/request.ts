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
}

const OFFLINE: Problem = { type: '/problems/offline', title: 'The server cannot be reached', status: 0 }

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

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem
  } catch {
    return { ...OFFLINE, title: response.statusText, status: response.status }
  }
}

/** Asks the API, with the cookie of who is signed in. Throws RequestProblem. */
export async function request<Answer>(
  path: string,
  { method = 'GET', body, headers = {} }: RequestOptions = {},
): Promise<Answer> {
  const { type, ...sent } = encoded(body)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...sent,
      headers: { ...(type ? { 'content-type': type } : {}), ...headers },
      credentials: 'same-origin',
      // Signing out drops the cached answers.
      cache: 'no-cache',
    })
  } catch {
    throw new RequestProblem(OFFLINE)
  }
  if (!response.ok) throw new RequestProblem(await problemOf(response))
  return (response.status === 204 ? undefined : await response.json()) as Answer
}
