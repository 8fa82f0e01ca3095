import { signerFactory } from '@fastify/cookie'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SESSION_SECRET } from '../support/api.ts'
import { goodRequests, HOSTILE_NUMBERS, HOSTILE_VALUES, UNREADABLE, withRaw } from '../support/hostile.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import type { TestReader } from '../support/reader.ts'

const PATHS = ['/v1/sessions', '/v1/votes', '/v1/proposals', '/v1/forget'] as const

let newsroom: Newsroom
let reader: TestReader
let rowsBefore: Record<string, number>

const good = (path: string) => {
  const request = goodRequests(newsroom, reader).find((one) => one.path === path)
  if (!request) throw new Error(`no request for ${path}`)
  return request
}

beforeAll(async () => {
  newsroom = await openNewsroom()
  reader = await newsroom.viewer()
})

afterAll(() => newsroom.api.close())

beforeEach(async () => {
  await newsroom.api.services.recorder.flush()
  rowsBefore = await newsroom.api.file.rowCounts()
})

afterEach(async () => {
  await newsroom.api.services.recorder.flush()
  expect(await newsroom.api.file.rowCounts()).toEqual(rowsBefore)
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  expect(newsroom.api.logLines.filter((line) => line.includes('request failed'))).toEqual([])
})

describe.each(PATHS)('POST %s', (path) => {
  it('says which field is missing', async () => {
    const { body, required } = good(path)
    for (const field of required) {
      const { [field]: _, ...rest } = body
      const { errors } = expectProblem(await reader.post(path, rest), 'invalid-request')
      expect(errors?.map(({ pointer }) => pointer)).toEqual([`/${field}`])
    }
  })

  it('says which field it does not know, and escapes its name', async () => {
    const problem = expectProblem(await reader.post(path, { ...good(path).body, 'a/b~c': 1 }))
    expect(problem.errors).toEqual([{ pointer: '/a~1b~0c', detail: 'is not known', code: 'unknown-field' }])
  })

  it('refuses every hostile value in every field, with the name of the field', async () => {
    const { body } = good(path)
    for (const field of Object.keys(body).filter((name) => name !== 'text' && name !== 'session')) {
      for (const [, value] of HOSTILE_VALUES) {
        if (field === 'consultation' && value === 'constructor') continue // A slug like any other.
        const problem = expectProblem(await reader.post(path, { ...body, [field]: value }), 'invalid-request')
        expect(problem.errors?.some(({ pointer }) => pointer.startsWith(`/${field}`))).toBe(true)
      }
    }
  })

  it.each(UNREADABLE)('refuses %s as a body', async (_name, body, status) => {
    const response = await reader.post(path, body)
    expectProblem(response)
    expect(response.statusCode).toBe(status)
  })

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'text/html',
    'text/plain-but-not-really',
    'nonsense',
  ])('does not take %s', async (type) => {
    const headers = { 'content-type': type }
    expectProblem(await reader.post(path, good(path).body, { headers }), 'unsupported-media-type')
  })

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'] as const)('knows no %s', async (method) => {
    expectProblem(await newsroom.api.app.inject({ method, url: path }), 'not-found')
  })

  it('never repeats what it was sent', async () => {
    const body = { ...good(path).body, reader: '<b>canary</b>', event: '<b>canary</b>' }
    const response = await reader.post(path, body)
    expectProblem(response, 'invalid-request')
    expect(response.body).not.toContain('canary')
  })

  it('names twenty faults and no more', async () => {
    const faults = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, 0]))
    const problem = expectProblem(await reader.post(path, faults), 'invalid-request')
    expect(problem.errors).toHaveLength(20)
  })
})

describe('A number', () => {
  it.each(HOSTILE_NUMBERS)('is not taken as a revision when it is %s', async (raw) => {
    const body = withRaw(good('/v1/votes').body, 'revision', raw)
    expectProblem(await reader.post('/v1/votes', body), 'invalid-request')
  })

  it.each([...HOSTILE_NUMBERS, '12', '121'])('is not taken as an age when it is %s', async (raw) => {
    const body = withRaw(good('/v1/proposals').body, 'author', `{"age":${raw}}`)
    expectProblem(await reader.post('/v1/proposals', body), 'invalid-request')
  })
})

describe('A text of a proposal', () => {
  it.each([
    ['a lone surrogate', 'Il faut planter \ud800 des tilleuls'],
    ['letters under a pile of accents', `Il faut planter ${'e\u0301\u0302\u0303\u0304\u0308'.repeat(4)}`],
    ['nothing that can be seen', 'Il faut \u200b\u200b\u2060\u0000'],
    ['HTML in place of the prefix', '<script>alert(1)</script>'],
  ])('is refused when it has %s', async (_name, text) => {
    expectProblem(await reader.tryPropose(text), 'invalid-proposal')
  })
})

describe('A session token', () => {
  const claims = () => JSON.parse(Buffer.from(reader.session?.split('.')[0] ?? '', 'base64url').toString())
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const forged: [string, () => string][] = [
    ['of letters', () => 'a'.repeat(64)],
    ['of dots', () => '.'.repeat(64)],
    ['signed with another secret', () => signerFactory('x'.repeat(32)).sign(encoded(claims()))],
    ['signed with another algorithm', () => signerFactory(SESSION_SECRET, 'sha512').sign(encoded(claims()))],
    ['without its signature', () => `${reader.session?.split('.')[0]}.`],
    ['with other claims', () => reader.session?.replace(/^[^.]+/, encoded({ ...claims(), n: 'acts' })) ?? ''],
    ['with a letter more', () => `${reader.session}A`],
  ]

  it.each(forged)('%s is refused wherever one is needed', async (_name, token) => {
    for (const path of ['/v1/votes', '/v1/proposals', '/v1/forget']) {
      const body = { ...good(path).body, session: token() }
      expectProblem(await reader.post(path, body), 'invalid-session')
    }
  })
})

it('After all of that, a good vote is taken as ever', async () => {
  const [proposal = ''] = newsroom.proposals
  const { tallies } = await reader.vote(proposal, { vote: 'agree' })
  expect(tallies.agree).toBe(1)
  // What is counted of the vote is written apart from it, and later.
  await newsroom.api.services.recorder.flush()
  rowsBefore = await newsroom.api.file.rowCounts()
})
