import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import Sqlite from 'better-sqlite3'
import Table from 'cli-table3'
import { createBenchDatabase } from './bench/database.ts'
import { type Load, loads } from './bench/loads.ts'
import { type LoadShape, type Measurement, measure } from './bench/measure.ts'
import { freePort, type ServerProcess, startServerProcess } from './server-process.ts'

const API = fileURLToPath(new URL('../api/dist/server.js', import.meta.url))
const EMPTY = fileURLToPath(new URL('./bench/empty-server.ts', import.meta.url))
const SECRET = 'a-key-of-the-bench-only-0123456789abcdef'
const WARM_UP = 2000

interface Comparison {
  load: string
  connections: number
  empty: Measurement
  api: Measurement
  ratio: number
}

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '60000' },
    repeats: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench -- [--requests 60000] [--repeats 5] [--connections 64] [--json file]

Sends the same load to an empty Fastify handler and to the API, one after the other, again and again, and prints the
medians. Votes are new rows, each answered after its flush to disk; at the end the rows on disk are counted.
`

const median = (numbers: number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function medianOf(runs: Measurement[]): Measurement {
  const times = runs.map((run) => run.processorTime).filter((time) => time !== null)
  return {
    throughput: median(runs.map((run) => run.throughput)),
    p50: median(runs.map((run) => run.p50)),
    p99: median(runs.map((run) => run.p99)),
    processorTime: times.length === 0 ? null : median(times),
    succeeded: runs.reduce((sum, run) => sum + run.succeeded, 0),
    failed: runs.reduce((sum, run) => sum + run.failed, 0),
  }
}

async function withServer<Result>(
  start: () => Promise<ServerProcess>,
  use: (server: ServerProcess) => Promise<Result>,
): Promise<Result> {
  const server = await start()
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

async function compare(
  load: Load,
  databaseFile: string,
  shape: LoadShape,
  repeats: number,
): Promise<Comparison> {
  const run = async (server: ServerProcess): Promise<Measurement> => {
    const warmUp = await measure(server, load, { ...shape, requests: WARM_UP })
    const measured = await measure(server, load, shape)
    return {
      ...measured,
      succeeded: measured.succeeded + warmUp.succeeded,
      failed: measured.failed + warmUp.failed,
    }
  }
  const empty: Measurement[] = []
  const api: Measurement[] = []
  for (let turn = 1; turn <= repeats; turn++) {
    process.stderr.write(`${load.name}: run ${turn} of ${repeats}\n`)
    const emptyPort = await freePort()
    empty.push(
      await withServer(() => startServerProcess(['--import', 'tsx', EMPTY, `${emptyPort}`], emptyPort), run),
    )
    const port = await freePort()
    const environment = {
      PORT: `${port}`,
      DATABASE_FILE: databaseFile,
      SESSION_SECRET: SECRET,
      LOG_LEVEL: 'warn',
      // The limit is at work, but out of reach.
      WRITES_PER_MINUTE: '10000000',
    }
    api.push(await withServer(() => startServerProcess([API], port, environment), run))
  }
  const ratio = median(api.map((measured, turn) => measured.throughput / (empty[turn]?.throughput ?? 1)))
  return {
    load: load.name,
    connections: shape.connections,
    empty: medianOf(empty),
    api: medianOf(api),
    ratio,
  }
}

function report(comparisons: Comparison[]): string {
  const table = new Table({
    head: [
      'load',
      'conn.',
      'empty/s',
      'API/s',
      'ratio',
      'CPU ratio',
      'p50 ms',
      'p99 ms',
      'answered',
      'failed',
    ],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  })
  for (const { load, connections, empty, api, ratio } of comparisons) {
    const processor =
      api.processorTime === null || empty.processorTime === null
        ? '–'
        : (api.processorTime / empty.processorTime).toFixed(2)
    table.push([
      load,
      connections,
      Math.round(empty.throughput),
      Math.round(api.throughput),
      ratio.toFixed(2),
      processor,
      api.p50.toFixed(1),
      api.p99.toFixed(1),
      api.succeeded,
      api.failed,
    ])
  }
  return table.toString()
}

function countVotes(file: string): { rows: number; tallied: number } {
  const database = new Sqlite(file, { readonly: true })
  const rows = database.prepare('SELECT count(*) FROM votes').pluck().get() as number
  const tallied = database
    .prepare('SELECT sum(agree + disagree + neutral) FROM tallies')
    .pluck()
    .get() as number
  database.close()
  return { rows, tallied }
}

async function main(): Promise<void> {
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'unisson-bench-'))
  try {
    const databaseFile = join(folder, 'bench.db')
    const consultation = await createBenchDatabase(databaseFile)
    const shape = { connections: Number(options.connections), requests: Number(options.requests) }
    const comparisons: Comparison[] = []
    for (const load of loads(consultation, SECRET)) {
      comparisons.push(await compare(load, databaseFile, shape, Number(options.repeats)))
    }
    const acknowledged = comparisons.find(({ load }) => load === 'votes')?.api.succeeded ?? 0
    const { rows, tallied } = countVotes(databaseFile)
    process.stdout.write(`${report(comparisons)}\n`)
    process.stdout.write(`votes answered ${acknowledged}, rows on disk ${rows}, in the tallies ${tallied}\n`)
    if (options.json)
      await writeFile(
        options.json,
        `${JSON.stringify({ comparisons, acknowledged, rows, tallied }, null, 2)}\n`,
      )
    if (rows !== acknowledged || tallied !== acknowledged) {
      process.stderr.write('The rows on disk are not the votes that were answered.\n')
      process.exitCode = 1
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
