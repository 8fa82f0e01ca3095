import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../api/src/config.ts'
import { type RunningServer, startServer } from '../../api/src/server.ts'
import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import { type DemoKeys, prepareDemo } from '../../scripts/demo/prepare.ts'
import { readVotes, recount } from '../../scripts/replay/log.ts'
import { replay } from '../../scripts/replay/run.ts'

const file = (name: string) => fileURLToPath(new URL(`../data/polis-biodiversity/${name}`, import.meta.url))
const ORIGINS = { eveil: ['https://eveil.example'], signal: ['https://signal.example'] }

let folder: string
let databaseFile: string
let keys: DemoKeys
let server: RunningServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unisson-replay-'))
  databaseFile = join(folder, 'unisson.db')
  keys = await prepareDemo(databaseFile, ORIGINS)
  server = await startServer(
    readConfig({
      PORT: '0',
      DATABASE_FILE: databaseFile,
      SESSION_SECRET: 'k7Qm2xV9pT4wZ8rB1nD6sF3hJ5gL0cYa',
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_LEVEL: 'silent',
    }),
  )
})

afterAll(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

const pages = (slug: 'eveil' | 'signal') =>
  ['un', 'deux', 'trois'].map((path) => ({
    origin: ORIGINS[slug][0] ?? '',
    publisherKey: keys.publicKeys[slug],
    url: `${ORIGINS[slug][0]}/${path}`,
    title: path,
  }))

test('a real vote log sent through the public API gives the tallies of its recount, and its people as readers', async () => {
  const result = await replay({
    votesFile: file('votes.csv'),
    commentsFile: file('comments.csv'),
    api: server.address,
    databaseFile,
    newspapers: [pages('eveil'), pages('signal')],
    slug: 'replayed',
  })
  const log = await readVotes(file('votes.csv'))
  expect(result.votes).toBe(log.length)
  expect(result.differences).toEqual([])
  expect(recount(log).size).toBe(result.proposals)

  for (const [index, slug] of (['eveil', 'signal'] as const).entries()) {
    const response = await fetch(`${server.address}/v1/publisher/stats/articles?consultation=replayed`, {
      headers: { authorization: `Bearer ${keys.apiKeys[slug]}` },
    })
    const { totals, results } = (await response.json()) as StatisticsAnswer
    expect(totals?.readersViewed).toBe(result.readers[index])
    expect(totals?.engagementRate).toMatchObject({ numerator: result.readers[index], rate: 1 })
    expect(results).toHaveLength(3)
  }
}, 120_000)
