import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { goodRequests } from '../support/hostile.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'
import type { TestReader } from '../support/reader.ts'

let newsroom: Newsroom
let reader: TestReader

beforeAll(async () => {
  newsroom = await openNewsroom()
  reader = await newsroom.viewer()
})

afterAll(() => newsroom.api.close())

const address = fc.nat({ max: 3 })
const request = (index: number) => {
  const found = goodRequests(newsroom, reader)[index]
  if (!found) throw new Error('there are four addresses')
  return found
}

it('Bytes that nobody meant are refused, and leave no trace', async () => {
  const { file } = newsroom.api
  await newsroom.api.services.recorder.flush()
  const before = await file.rowCounts()
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
    fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(address, bytes, async (index, body) => {
      const response = await reader.post(request(index).path, body)
      expect(expectProblem(response).status).toBe(400)
    }),
    { numRuns: 600 },
  )
  await newsroom.api.services.recorder.flush()
  expect(await file.rowCounts()).toEqual(before)
})

it('A good request with one field exchanged for anything is taken or refused, and never breaks', async () => {
  const texts = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `Il faut ${text}`)
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), texts, fc.double(), fc.maxSafeInteger())
  const change = fc.record({ index: address, field: fc.nat(), value: anything })
  await fc.assert(
    fc.asyncProperty(change, async ({ index, field, value }) => {
      const { path, body } = request(index)
      const names = Object.keys(body)
      const response = await reader.post(path, { ...body, [names[field % names.length] ?? '']: value })
      if (response.statusCode !== 200) expect(expectProblem(response).status).toBeLessThan(500)
    }),
    { numRuns: 800 },
  )
  expect(await newsroom.api.file.tallies()).toEqual(await newsroom.api.file.recount())
  expect(newsroom.api.logLines.filter((line) => line.includes('request failed'))).toEqual([])
})
