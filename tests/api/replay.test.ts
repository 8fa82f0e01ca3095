import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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

/** An export as Polis writes it, with what real ones hold: statements that nobody would take, and votes on lost ones. */
async function smallExport(): Promise<{ votesFile: string; commentsFile: string }> {
  const [votesFile, commentsFile] = [join(folder, 'votes.csv'), join(folder, 'comments.csv')]
  await writeFile(
    commentsFile,
    [
      'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body',
      '1,Mon,0,7,2,0,1,"We should plant more trees, and ""soon"""',
      '2,Mon,1,7,1,0,0,No',
      '3,Mon,2,8,0,1,1,We should plant more trees and soon!',
      '4,Mon,3,8,1,1,-1,"Rivers should be',
      'left alone"',
      '5,Mon,4,8,0,0,0,',
    ].join('\n'),
  )
  const vote = (comment: number, reader: number, value: number, at: number) =>
    `${at},Mon,${comment},${reader},${value}`
  await writeFile(
    votesFile,
    [
      'timestamp,datetime,comment-id,voter-id,vote',
      vote(0, 1, 1, 10),
      vote(1, 1, -1, 11),
      vote(3, 1, 0, 12),
      vote(0, 2, 1, 13),
      vote(2, 2, 1, 14),
      vote(99, 2, 1, 15),
      vote(3, 2, -1, 16),
      '',
    ].join('\r\n'),
  )
  return { votesFile, commentsFile }
}

test('statements that the importer refuses are named and left out with their votes, and the rest is compared', async () => {
  const result = await replay({
    ...(await smallExport()),
    api: server.address,
    databaseFile,
    newspapers: [pages('eveil'), pages('signal')],
    slug: 'small',
  })
  expect(result).toMatchObject({ votes: 4, people: 2, proposals: 2, differences: [] })
  expect(result.refused).toEqual([
    expect.objectContaining({ comment: '1', text: 'No', reason: 'The proposal is too short', votes: 1 }),
    expect.objectContaining({ comment: '2', reason: 'says the same as row 2', votes: 1 }),
    expect.objectContaining({ comment: '99', reason: 'is not among the comments', votes: 1 }),
    expect.objectContaining({ comment: '4', votes: 0 }),
  ])
}, 120_000)

test('a replay that fails says why, once nothing is under way any more', async () => {
  await expect(
    replay({
      ...(await smallExport()),
      api: 'http://127.0.0.1:9',
      databaseFile,
      newspapers: [pages('eveil'), pages('signal')],
      slug: 'unreached',
    }),
  ).rejects.toThrow(/fetch failed/)
  await expect(
    replay({
      votesFile: join(folder, 'nothing.csv'),
      commentsFile: join(folder, 'nothing.csv'),
      api: server.address,
      databaseFile,
      newspapers: [pages('eveil')],
      slug: 'nothing',
    }),
  ).rejects.toThrow(/nothing\.csv/)
}, 120_000)
