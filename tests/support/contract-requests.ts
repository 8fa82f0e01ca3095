import fc from 'fast-check'
import type { InjectOptions } from 'fastify'

interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
}

interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

export interface Contract {
  paths?: Record<string, Record<string, Operation>>
}

/** What there is, by the names under which the contract asks for it. */
export type Known = Readonly<Record<string, readonly string[]>>

const HOSTILE = [
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'NaN',
  'null',
  '[]',
  '{}',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<b>',
  '%',
  '%00',
  '\u0000',
  '\ud800',
  '\u202e',
  '💥',
  '١٢٣',
  '__proto__',
  'constructor',
  'a'.repeat(300),
  'Silk'.repeat(900),
  '1970-01-01',
  '9999-12-31',
  '2026-02-30',
  '2026-03-10T12:00:00+14:00',
  '99999999999999999999',
  'Etc/GMT+12',
]
const HEADERS: Record<string, readonly string[]> = {
  accept: ['*/*', 'text/html', 'text/csv', 'application/json;q=0', ';;q=,', 'a/b,'.repeat(200)],
  'accept-encoding': ['br', 'gzip;q=0', '*;q=0', ',,,'],
  'accept-language': ['fr', 'en-GB', '*', 'x'.repeat(500)],
  'if-none-match': ['*', '"x"', 'W/"x", "y"', ','.repeat(2000)],
  origin: ['null', 'https://www.journal.example', 'https://evil.example', 'x'],
  'x-forwarded-for': ['203.0.113.5:1', '[', ',,,', 'unknown'],
  forwarded: ['for="[2001:db8::1]:1"', 'for=";;"', '"'],
  'user-agent': ['Mozilla/5.0', 'Silk'.repeat(3900), ''],
  referer: ['https://www.journal.example/a', 'x', 'http://%'],
  range: ['bytes=0-', 'bytes=9-1', 'x'],
  cookie: ['unisson=x', 'unisson-editor=%', ';;=;'],
  'csrf-token': ['x'],
}
const TYPES = [
  'application/json',
  'text/plain',
  'text/plain;charset=UTF-16',
  'application/x-www-form-urlencoded',
  'text/csv',
  '',
]

const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 60 }))

/** Values that follow a schema about half of the time. */
function valueFor(schema: Schema, name: string, known: Known, depth = 0): fc.Arbitrary<unknown> {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), hostile)
  const choices = schema.anyOf ?? schema.oneOf
  const good = (): fc.Arbitrary<unknown> => {
    if (known[name]) return fc.constantFrom(...known[name])
    if (choices) return fc.oneof(...choices.map((one) => valueFor(one, name, known, depth + 1)))
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if ('const' in schema) return fc.constant(schema.const)
    if (schema.type === 'object' && depth < 4) {
      const properties = Object.entries(schema.properties ?? {})
      const record = Object.fromEntries(
        properties.map(([key, one]) => [key, valueFor(one, key, known, depth + 1)]),
      )
      return fc.record(record, { requiredKeys: schema.required ?? [] })
    }
    if (schema.type === 'array')
      return fc.array(valueFor(schema.items ?? {}, name, known, depth + 1), { maxLength: 4 })
    if (schema.type === 'integer') return fc.oneof(fc.constantFrom(0, 1, 2, 100), fc.maxSafeInteger())
    if (schema.type === 'number') return fc.double()
    if (schema.type === 'boolean') return fc.boolean()
    return hostile
  }
  return fc.oneof({ weight: 6, arbitrary: good() }, { weight: 1, arbitrary: anything })
}

/** Requests to an operation of a contract: good ones, nearly good ones, and hostile ones. */
function requestsTo(
  path: string,
  method: string,
  operation: Operation,
  known: Known,
): fc.Arbitrary<InjectOptions> {
  const { parameters = [], requestBody } = operation
  const named = (place: string) =>
    Object.fromEntries(
      parameters
        .filter((one) => one.in === place)
        .map((one) => [one.name, valueFor(one.schema ?? {}, one.name, known)]),
    )
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema
  return fc
    .record({
      path: fc.record(named('path')),
      query: fc.record(named('query'), { requiredKeys: [] }),
      headers: fc.record(
        Object.fromEntries(
          Object.entries(HEADERS).map(([name, values]) => [name, fc.constantFrom(...values)]),
        ),
        { requiredKeys: [] },
      ),
      token: fc.constantFrom(...(known['token'] ?? [])),
      type: fc.oneof(
        { weight: 4, arbitrary: fc.constant(TYPES[0]) },
        { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
      ),
      body: schema
        ? fc.oneof({ weight: 5, arbitrary: valueFor(schema, '', known) }, hostile)
        : fc.constant(undefined),
    })
    .map(({ path: places, query, headers, token, type, body }) => {
      const text = (value: unknown) =>
        String(typeof value === 'object' ? JSON.stringify(value) : value).toWellFormed()
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(text(places[name])))
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, text(value)]))
      return {
        method: method.toUpperCase() as 'GET',
        url: `${url}?${search}`,
        headers: {
          ...headers,
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined || !type ? {} : { 'content-type': type }),
        } as Record<string, string>,
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }
    })
}

/** Each operation of a contract, by its name, with requests to it. */
export function operationsOf(
  { paths = {} }: Contract,
  known: Known,
): { name: string; requests: fc.Arbitrary<InjectOptions> }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      requests: requestsTo(path, method, operation, known),
    })),
  )
}
