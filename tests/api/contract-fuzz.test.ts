import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PROBLEMS } from '../../api/src/wire/problems.ts'
import { type Contract, operationsOf } from '../support/contract-requests.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { TestAdministrator } from '../support/team.ts'

/** `npm run measure:contract` asks more often, and prints what took longest, each request by itself. */
const MEASURED = Number(process.env['MEASURED_REQUESTS'] ?? 0)
const REQUESTS_EACH = MEASURED || 25
const SHOWN = 12
/** A stream that ends when its reader leaves. */
const ENDLESS = 'GET /v1/publisher/live'

let newsroom: Newsroom
let tokens: string[]
beforeAll(async () => {
  // Answers are held against their schemas elsewhere: here any document may come of any text.
  newsroom = await openNewsroom({ trustedProxies: ['127.0.0.1'] })
  tokens = [
    (await TestAdministrator.join(newsroom.api)).key,
    await newsroom.api.addKey(newsroom.publisher),
    '',
  ]
})
afterAll(() => newsroom.api.close())

it('No request to any operation of the contract is answered by a failure of ours', async () => {
  const { api, publisher, proposals } = newsroom
  const reader = await newsroom.viewer()
  const operations = operationsOf(api.app.swagger() as Contract, {
    token: tokens,
    consultation: ['territoires'],
    publisher: [publisher.id, publisher.publicKey],
    proposal: proposals,
    proposals,
    reader: [reader.id],
    session: [reader.session ?? ''],
    submission: ['s'.repeat(21)],
  }).filter(({ name }) => name !== ENDLESS)
  expect(operations.length).toBeGreaterThan(60)
  // XML is refused by 501, as oEmbed wants it.
  const allowed: number[] = [PROBLEMS['format-not-offered'].status]
  const slowest: { milliseconds: number; name: string; status: number }[] = []
  const statuses = new Map<number, number>()
  for (const { name, requests } of operations) {
    const worst = { milliseconds: 0, name, status: 0 }
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const began = performance.now()
        const { statusCode, body } = await api.app.inject(request)
        const milliseconds = performance.now() - began
        if (milliseconds > worst.milliseconds) Object.assign(worst, { milliseconds, status: statusCode })
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
        expect(statusCode < 500 || allowed.includes(statusCode), `${name}: ${statusCode} ${body}`).toBe(true)
      }),
      { numRuns: REQUESTS_EACH },
    )
    slowest.push(worst)
  }
  // It must reach what it is to try, not only be turned away.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(operations.length)
  if (MEASURED > 0) {
    slowest.sort((one, other) => other.milliseconds - one.milliseconds)
    const lines = slowest
      .slice(0, SHOWN)
      .map(
        ({ milliseconds, name, status }) => `${milliseconds.toFixed(1).padStart(8)} ms  ${status}  ${name}`,
      )
    process.stdout.write(`${lines.join('\n')}\n${JSON.stringify([...statuses])}\n`)
  }
  expect(api.logLines.filter((line) => line.includes('request failed'))).toEqual([])
}, 240_000)
