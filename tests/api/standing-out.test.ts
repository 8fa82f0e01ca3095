import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StandingOutAnswer } from '../../api/src/wire/index.ts'
import { ORIGIN } from '../support/api.ts'
import { type Newsroom, openNewsroom } from '../support/newsroom.ts'
import { expectProblem } from '../support/problems.ts'

let newsroom: Newsroom
let key: string

beforeEach(async () => {
  newsroom = await openNewsroom()
  key = await newsroom.api.addKey(newsroom.publisher)
})
afterEach(() => newsroom.api.close())

const ask = (query = '') =>
  newsroom.api.app.inject({
    url: `/v1/publisher/stats/standing-out?${query}`,
    headers: { authorization: `Bearer ${key}` },
  })

async function readers(path: string, viewed: number, engaged: number): Promise<void> {
  const says = { article: { url: ORIGIN + path, title: path } }
  await Promise.all(
    Array.from({ length: viewed }, async (_, number) => {
      const reader = await newsroom.viewer({ says })
      if (number < engaged) await reader.vote(newsroom.proposals[0] ?? '', { vote: 'agree' })
    }),
  )
}

it('names the articles that stand out, with both rates, their counts and intervals', async () => {
  await readers('/coach', 60, 45)
  await readers('/canteen', 60, 10)
  await readers('/carers', 60, 20)
  await newsroom.api.services.recorder.flush()
  const answer = (await ask()).json<StandingOutAnswer>()
  expect(answer.compared).toBe(3)
  expect(answer.articles[0]).toMatchObject({
    article: { title: '/coach' },
    engagementRate: { numerator: 45, denominator: 60, rate: 0.75 },
    others: { numerator: 30, denominator: 120, rate: 0.25 },
    isAbove: true,
  })
})

it('names none where numbers are too small to tell', async () => {
  await readers('/coach', 20, 20)
  await readers('/canteen', 40, 5)
  expect((await ask()).json()).toEqual({ articles: [], compared: 1 })
})

it('names the parameter of a query that cannot be answered', async () => {
  const problem = expectProblem(await ask('from=2026-03-09&to=2026-03-02'))
  expect(problem.errors?.[0]?.pointer).toBe('/to')
})
