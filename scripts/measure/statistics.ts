import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { createApiKey } from '../../api/src/administration/api-keys.ts'
import { systemRuntime } from '../../api/src/services.ts'
import { openStore } from '../../api/src/store/index.ts'
import { createBenchDatabase } from '../bench/database.ts'
import { freePort, type ServerProcess, startServerProcess } from '../stage/server-process.ts'
import { fillStatistics } from './fill-statistics.ts'
import { QUERIES } from './statistics-queries.ts'

// npm run measure:statistics: how long an editor waits for figures, and how much of the disk they take, after a million
// loads and after ten million, over 400 days and 2,000 articles.

const API = fileURLToPath(new URL('../../api/dist/server.js', import.meta.url))
const SECRET = 'a-key-of-the-bench-only-0123456789abcdef'
const ROUNDS = 100
const WARM_UP = 5
const MEBIBYTE = 2 ** 20

const { values: options } = parseArgs({
  options: { loads: { type: 'string', multiple: true, default: ['1000000', '10000000'] } },
})

interface Answered {
  query: string
  p50: number
  p95: number
}

interface Result {
  loads: number
  bytes: number
  rows: number
  answers: Answered[]
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

async function time(server: ServerProcess, key: string, path: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(`${server.url}/v1/publisher/stats/${path}`, {
    headers: { authorization: `Bearer ${key}` },
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return performance.now() - began
}

async function ask(server: ServerProcess, key: string): Promise<Answered[]> {
  const answers: Answered[] = []
  for (const { name, path } of QUERIES) {
    const times: number[] = []
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const took = await time(server, key, path)
      if (round >= 0) times.push(took)
    }
    times.sort((one, other) => one - other)
    answers.push({ query: name, p50: quantile(times, 0.5), p95: quantile(times, 0.95) })
  }
  return answers
}

async function measure(loads: number, folder: string): Promise<Result> {
  const databaseFile = join(folder, `${loads}.db`)
  const consultation = await createBenchDatabase(databaseFile)
  const before = (await stat(databaseFile)).size
  const store = await openStore(databaseFile, Date.now())
  const rows = await fillStatistics(store, consultation, loads)
  const context = { store, runtime: systemRuntime, actor: { administratorId: null, name: 'measure' } }
  const { key } = await createApiKey(context, { publisher: { id: consultation.publisherId }, label: '' })
  await store.database.close()
  const bytes = (await stat(databaseFile)).size - before
  const port = await freePort()
  const environment = {
    PORT: `${port}`,
    DATABASE_FILE: databaseFile,
    SESSION_SECRET: SECRET,
    LOG_LEVEL: 'warn',
    // The limit is at work, but out of reach.
    QUERIES_PER_MINUTE: '10000000',
  }
  const server = await startServerProcess([API], port, environment)
  try {
    return { loads, bytes, rows, answers: await ask(server, key) }
  } finally {
    await server.stop()
  }
}

function report(results: readonly Result[]): string {
  const table = new Table({
    head: [
      'query',
      ...results.flatMap(({ loads }) => [`p50 ms, ${loads / 1e6} M`, `p95 ms, ${loads / 1e6} M`]),
    ],
    style: { head: [], border: [] },
    colAligns: ['left', ...results.flatMap(() => ['right' as const, 'right' as const])],
  })
  for (const [index, { name }] of QUERIES.entries()) {
    const cells = results.flatMap(({ answers }) => [answers[index]?.p50 ?? 0, answers[index]?.p95 ?? 0])
    table.push([name, ...cells.map((milliseconds) => milliseconds.toFixed(1))])
  }
  const growth = results.map(
    ({ loads, bytes, rows }) =>
      `${loads.toLocaleString('en')} loads: ${(bytes / MEBIBYTE).toFixed(0)} MiB of counters, ${rows.toLocaleString('en')} hours with readers, ${(bytes / (loads / 1e6) / MEBIBYTE).toFixed(0)} MiB for each million`,
  )
  return [table.toString(), ...growth].join('\n')
}

const folder = await mkdtemp(join(tmpdir(), 'unisson-statistics-'))
try {
  const results: Result[] = []
  for (const loads of options.loads) results.push(await measure(Number(loads), folder))
  process.stdout.write(`${report(results)}\n`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
