import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import Table from 'cli-table3'
import type { StatisticsAnswer } from '../../api/src/wire/index.ts'
import { type NewspaperSlug, newspapers } from '../../demo-site/newspapers.ts'
import { type DemoKeys, type DemoOrigins, demoSecret, prepareDemo } from '../demo/prepare.ts'
import { runScripts } from '../stage/programs.ts'
import { freePort, type ServerProcess, startServerProcess } from '../stage/server-process.ts'
import type { EmbeddingPage } from './reader.ts'
import { type ReplayResult, replay } from './run.ts'

const API_PROGRAM = fileURLToPath(new URL('../../api/dist/server.js', import.meta.url))
const SLUGS = Object.keys(newspapers) as NewspaperSlug[]
const ORIGINS: DemoOrigins = { eveil: ['http://localhost:4001'], signal: ['http://localhost:4002'] }

const HELP = `npm run replay -- <votes.csv> <comments.csv> [--limit 5000] [--api http://localhost:4000 --database data/unisson.db]

Sends a real vote log (Polis export: timestamp, comment-id, voter-id, vote; comment-id, comment-body) through the public
API as its readers would: a session with a view, then their votes, in the order of the log, readers spread over both
newspapers of the demo and their articles. Statements that the importer refuses (too short, said before) are named and left
out with their votes. Then compares the tallies of each proposal with a recount of the log.

Without --api it starts an API of its own on a database that it deletes afterwards. With --api it plays into the running
demo (npm start), whose figures then show the day.
`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string' },
    api: { type: 'string' },
    database: { type: 'string', default: 'data/unisson.db' },
    help: { type: 'boolean', default: false },
  },
})

function embeddingPages(keys: DemoKeys): EmbeddingPage[][] {
  return SLUGS.map((slug) => {
    const origin = ORIGINS[slug][0] ?? ''
    return newspapers[slug].articles.map(({ path, title }) => ({
      origin,
      publisherKey: keys.publicKeys[slug],
      url: origin + path,
      title,
    }))
  })
}

async function readStatistics(api: string, key: string, consultation: string): Promise<StatisticsAnswer> {
  const metrics = 'readersViewed,readersEngaged,votes'
  const query = new URLSearchParams({ consultation, metrics, period: 'today' })
  const response = await fetch(`${api}/v1/publisher/stats/articles?${query}`, {
    headers: { authorization: `Bearer ${key}` },
  })
  if (!response.ok) throw new Error(`The statistics answered ${response.status}`)
  return (await response.json()) as StatisticsAnswer
}

async function printEngagement(api: string, keys: DemoKeys, result: ReplayResult): Promise<boolean> {
  const table = new Table({
    head: ['newspaper', 'people in the log', 'readers counted', 'engaged', 'votes', 'articles'],
    style: { head: [], border: [] },
  })
  let isRight = true
  for (const [index, slug] of SLUGS.entries()) {
    const { totals, results } = await readStatistics(api, keys.apiKeys[slug], result.slug)
    const people = result.readers[index] ?? 0
    isRight &&= totals?.readersViewed === people && totals.readersEngaged === people
    table.push([
      newspapers[slug].name,
      people,
      totals?.readersViewed,
      totals?.readersEngaged,
      totals?.votes,
      results.length,
    ])
  }
  process.stdout.write(`${table.toString()}\n`)
  return isRight
}

function printDifferences({ differences, proposals }: ReplayResult): void {
  process.stdout.write(`proposals whose tallies differ from the log: ${differences.length} of ${proposals}\n`)
  for (const { comment, expected, stored } of differences.slice(0, 20)) {
    process.stdout.write(
      `  comment ${comment}: log ${JSON.stringify(expected)}, stored ${JSON.stringify(stored)}\n`,
    )
  }
}

function printRefused({ refused }: ReplayResult): void {
  if (refused.length === 0) return
  const left = refused.reduce((sum, { votes }) => sum + votes, 0)
  process.stdout.write(`left out: ${refused.length} statements, with ${left} votes on them\n`)
  for (const { comment, text, reason, votes } of refused)
    process.stdout.write(`  comment ${comment} (${votes} votes), "${text}": ${reason}\n`)
}

async function playAndReport(api: string, databaseFile: string, keys: DemoKeys): Promise<void> {
  const [votesFile = '', commentsFile = ''] = positionals
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {value} of {total} votes, {eta} s left' },
    Presets.shades_classic,
  )
  let isStarted = false
  const result = await replay({
    votesFile,
    commentsFile,
    ...(options.limit ? { limit: Number(options.limit) } : {}),
    api,
    databaseFile,
    newspapers: embeddingPages(keys),
    slug: `replay-${Date.now().toString(36)}`,
    onProgress: (done, total) => {
      if (!isStarted) bar.start(total, 0)
      isStarted = true
      bar.update(done)
    },
  }).finally(() => bar.stop())
  const pace = Math.round(result.votes / result.seconds)
  process.stdout.write(
    `${result.votes} votes of ${result.people} people on ${result.proposals} proposals in ${result.seconds.toFixed(1)} s (${pace} a second)\n`,
  )
  printRefused(result)
  const isCounted = await printEngagement(api, keys, result)
  printDifferences(result)
  if (!isCounted) process.stdout.write('The readers counted are not the people of the log.\n')
  if (result.differences.length > 0 || !isCounted) process.exitCode = 1
}

/** Rejects when the program is told to end, so that what it has begun is cleaned up. */
const stopped = (): Promise<never> =>
  new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`Stopped by ${signal}`)))
  })

async function withOwnApi(
  use: (api: string, databaseFile: string, keys: DemoKeys) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'unisson-replay-'))
  let server: ServerProcess | undefined
  try {
    await runScripts('build')
    const databaseFile = join(folder, 'replay.db')
    const keys = await prepareDemo(databaseFile, ORIGINS)
    const port = await freePort()
    server = await startServerProcess([API_PROGRAM], port, {
      PORT: String(port),
      DATABASE_FILE: databaseFile,
      SESSION_SECRET: await demoSecret(databaseFile),
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_LEVEL: 'warn',
    })
    await Promise.race([use(server.url, databaseFile, keys), stopped()])
  } finally {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  if (options.help || positionals.length !== 2) {
    process.stdout.write(HELP)
    process.exitCode = options.help ? 0 : 2
  } else if (options.api) {
    await playAndReport(options.api, options.database, await prepareDemo(options.database, ORIGINS))
  } else {
    await withOwnApi(playAndReport)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
