import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { ORIGIN } from '../support/api.ts'
import { goodRequests } from '../support/hostile.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import type { TestReader } from '../support/reader.ts'

// Cases that follow from the contract itself: a new field of the wire has its refusals tested.

interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean
  anyOf?: Schema[]
  items?: Schema
  maxLength?: number
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  maxItems?: number
  enum?: string[]
}
interface Operation {
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
}
type Contract = Record<string, Record<string, Operation>>

let newsroom: Newsroom
let reader: TestReader
let contract: Contract
let rowsBefore: Record<string, number>

beforeAll(async () => {
  newsroom = await openNewsroom()
  reader = await newsroom.viewer()
  await newsroom.api.services.recorder.flush()
  rowsBefore = await newsroom.api.file.rowCounts()
  contract = (await newsroom.api.app.inject('/openapi.json')).json<{ paths: Contract }>().paths
})
afterAll(() => newsroom.api.close())
afterEach(async () => {
  await newsroom.api.services.recorder.flush()
  expect(await newsroom.api.file.rowCounts()).toEqual(rowsBefore)
})

const PAGE = {
  article: { url: `${ORIGIN}/une`, title: 'Une', section: 'A', publishedAt: '2026-03-10T08:00:00Z' },
  channel: 'lettre',
  language: 'fr',
  leaveOut: 'newsroom',
  readerToken: 'eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl',
  test: 'test-of-a-webmaster',
}
const visit = () => ({
  publisher: newsroom.publisher.publicKey,
  consultation: newsroom.consultation.slug,
  event: 'view',
  ...PAGE,
})
/** Optional fields as well, so that every field of the contract is there to be spoiled. */
const OPTIONAL: Record<string, () => object> = {
  '/v1/sessions': () => PAGE,
  '/v1/votes': () => ({ visit: visit() }),
  '/v1/proposals': () => ({ author: { name: 'Zoé', age: 34 }, visit: visit() }),
  '/v1/forget': () => ({ visit: visit() }),
}
const bodyOf = (path: string): Record<string, unknown> => ({
  ...goodRequests(newsroom, reader).find((one) => one.path === path)?.body,
  ...(path === '/v1/sessions' ? { session: reader.session } : {}),
  ...OPTIONAL[path]?.(),
})

function* fieldsOf(
  schema: Schema,
  path: readonly string[] = [],
): Generator<{ path: string[]; schema: Schema }> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    yield { path: [...path, name], schema: field }
    yield* fieldsOf(field, [...path, name])
  }
}

/** Values that the schema of a field cannot mean. */
function wrongValues(schema: Schema): unknown[] {
  const branches = schema.anyOf ?? [schema]
  const types = new Set(branches.map(({ type }) => type))
  const isAnyText = branches.some(
    (branch) =>
      branch.type === 'string' && !branch.maxLength && !branch.pattern && !branch.format && !branch.enum,
  )
  const { maxLength = 3000, minimum = 0, maximum = 2 ** 53, maxItems = 1000 } = branches[0] ?? {}
  const byType: Record<string, unknown[]> = {
    // One, the reader token, is taken whatever it says, and told to be a bad one.
    string: isAnyText ? [] : ['a'.repeat(Math.min(maxLength + 1, 3000))],
    integer: [minimum - 1, maximum + 1, minimum + 0.5, -0.1, 2 ** 53 + 2],
    array: [Array.from({ length: Math.min(maxItems + 1, 200) }, () => 'x')],
    object: [{ unknown: 1 }],
  }
  const foreign: [string, unknown][] = [
    ['string', 'x\u0000<script>'],
    ['integer', 7],
    ['boolean', true],
    ['null', null],
    ['array', [[]]],
    ['object', { a: { b: {} } }],
  ]
  return [
    ...foreign.filter(([type]) => !types.has(type)).map(([, value]) => value),
    ...[...types].flatMap((type) => byType[type ?? ''] ?? []),
  ]
}

function spoiled(body: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const object = body as Record<string, unknown>
  return { ...object, [name]: rest.length === 0 ? value : spoiled(object[name], rest, value) }
}

const isOfTeam = (path: string): boolean => path.startsWith('/v1/admin/')

const isOfEditors = (path: string): boolean => path.startsWith('/v1/publisher/')

/** What readers' browsers send; what the team and the editors send has cases of its own. */
const posts = () =>
  Object.entries(contract)
    .filter(([path]) => !isOfTeam(path) && !isOfEditors(path))
    .flatMap(([path, { post }]) => {
      const schema = post?.requestBody?.content['application/json'].schema
      return schema ? [{ path, schema }] : []
    })

it('Every address that takes a body is known here, with every one of its fields', () => {
  const known = goodRequests(newsroom, reader).map(({ path }) => path)
  expect(new Set(posts().map(({ path }) => path))).toEqual(new Set(known))
  for (const { path, schema } of posts()) {
    for (const field of fieldsOf(schema)) {
      const value = field.path.reduce<unknown>(
        (at, name) => (at as Record<string, unknown>)[name],
        bodyOf(path),
      )
      expect(value, `${path} ${field.path.join('.')}`).toBeDefined()
    }
  }
})

it('Every field refuses what its schema cannot mean, and is named', async () => {
  let cases = 0
  for (const { path, schema } of posts()) {
    for (const field of fieldsOf(schema)) {
      for (const value of wrongValues(field.schema)) {
        const response = await reader.post(path, spoiled(bodyOf(path), field.path, value))
        const { errors = [] } = expectProblem(response, 'invalid-request')
        const pointer = `/${field.path.join('/')}`
        expect(
          errors.some((error) => error.pointer.startsWith(pointer)),
          `${path} ${pointer}`,
        ).toBe(true)
        cases++
      }
    }
  }
  expect(cases).toBeGreaterThan(120)
})

it('Every document, at every depth, refuses fields that it does not know', async () => {
  for (const { path, schema } of posts()) {
    const objects = [{ path: [] as string[], schema }, ...fieldsOf(schema)].filter(
      (one) => one.schema.properties,
    )
    for (const object of objects) {
      expect(object.schema.additionalProperties).toBe(false)
      const body = spoiled(bodyOf(path), [...object.path, 'toString'], 1)
      const { errors } = expectProblem(await reader.post(path, body), 'invalid-request')
      expect(errors).toEqual([
        {
          pointer: `/${[...object.path, 'toString'].join('/')}`,
          detail: 'is not known',
          code: 'unknown-field',
        },
      ])
    }
  }
})

/** True if the schema takes the text: a channel that nobody used is a query with an empty answer. */
const isMeant = (
  { schema }: { schema: Schema & { enum?: string[]; pattern?: string } },
  text: string,
): boolean => schema.type === 'string' && !schema.enum && new RegExp(schema.pattern ?? '').test(text)

it('Every parameter of every address refuses values that it cannot mean', async () => {
  const authorization = `Bearer ${await newsroom.api.addKey(newsroom.publisher)}`
  rowsBefore = await newsroom.api.file.rowCounts()
  const good: Record<string, string> = {
    publisher: newsroom.publisher.publicKey,
    consultation: 'territoires',
    url: 'https://unisson.example/c/territoires',
  }
  const hostile = ['', ' ', '%00', '%E2%80%AE', '<b>', "'--", '1e999', '-1', 'a'.repeat(3000), '%F0%9F%92%A5']
  for (const [path, { get }] of Object.entries(contract).filter(([path]) => !isOfTeam(path))) {
    for (const parameter of (get?.parameters ?? []).filter((one) => one.in === 'query')) {
      for (const value of [...hostile, `x&${parameter.name}=y`]) {
        const url = path.replace(/\{(\w+)\}/g, (_, name: string) => good[name] ?? '')
        const needed = (get?.parameters ?? [])
          .filter((one) => one.in === 'query' && one.required && one.name !== parameter.name)
          .map((one) => `&${one.name}=${good[one.name]}`)
          .join('')
        const response = await newsroom.api.app.inject({
          url: `${url}?${parameter.name}=${value}${needed}`,
          headers: { authorization },
        })
        if (isMeant(parameter, value) && response.statusCode === 200) continue
        const [first] = expectProblem(response).errors ?? []
        if (response.statusCode === 400)
          expect(first?.pointer, url).toMatch(new RegExp(`^/${parameter.name}`))
        else expect(response.json().type).toMatch(/unknown/)
      }
    }
  }
})
