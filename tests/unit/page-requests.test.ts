import { afterEach, describe, expect, it, vi } from 'vitest'
import { asProblem, RequestProblem, request } from '../../api/web/shared/request.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const answering = (answer: () => Response | Promise<Response>) => vi.stubGlobal('fetch', async () => answer())
const html = '<h1>Sign in to this network</h1>'

describe('A request of a page', () => {
  it.each<[string, () => Response]>([
    [
      'no answer',
      () => {
        throw new TypeError('Failed to fetch')
      },
    ],
    ['half an answer', () => new Response('{"links": [')],
    ['the page of a network that wants a sign-in first', () => new Response(html)],
    ['a refusal of a server in between', () => new Response(html, { status: 502 })],
    ['a refusal in words of another kind', () => Response.json({ message: 'no' }, { status: 503 })],
    ['a refusal that is no object', () => Response.json(null, { status: 503 })],
  ])('ends with a problem to show at %s', async (_name, answer) => {
    answering(answer)
    await expect(request('v1/x')).rejects.toSatisfy(
      (error) => error instanceof RequestProblem && error.code === 'offline',
    )
  })

  it('gives the problem of the server as it is', async () => {
    answering(() =>
      Response.json({ type: '/problems/not-allowed', title: 'No', status: 403 }, { status: 403 }),
    )
    await expect(request('v1/x')).rejects.toMatchObject({ code: 'not-allowed', isSignedOut: false })
  })
})

describe('An error of any kind', () => {
  it('has a problem to be shown, and is logged if nobody foresaw it', () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    const fault = new TypeError('undefined is not a function')
    const problem = asProblem(fault)
    expect(problem.code).toBe('unforeseen')
    expect(asProblem(problem)).toBe(problem)
    expect(report.mock.calls).toEqual([[fault]])
  })
})
