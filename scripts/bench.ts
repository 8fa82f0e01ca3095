import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { databaseVariables } from '../api/src/config.ts'
import { openStore } from '../api/src/store/index.ts'
import { createBenchDatabase } from './bench/database.ts'
import { type Load, loads } from './bench/loads.ts'
import { type LoadShape, type Measurement, measure } from './bench/measure.ts'
import { startPostgres } from './postgres-server.ts'
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
    engine: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: '1' },
    loads: { type: 'string', default: 'votes,sessions,embed' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench -- [--requests 60000] [--repeats 5] [--connections 64] [--json file]
  [--engine postgres] [--processes 2] [--loads votes,sessions,embed]

Sends the same load to an empty Fastify handler and to the API, one after the other, again and again, and prints the
medians. Votes are new rows, each answered after its flush to disk; at the end the rows on disk are counted. With
--engine postgres the API works on a PostgreSQL server that is started for it, on this machine, and --processes says by
how many processes; CPU per request is that of all of them, and of PostgreSQL.
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

async function withServers<Result>(
  start: () => Promise<ServerProcess[]>,
  use: (servers: ServerProcess[]) => Promise<Result>,
): Promise<Result> {
  const servers = await start()
  try {
    return await use(servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** The same load on each of several servers at once, its connections shared out among them. */
async function measureAll(servers: ServerProcess[], load: Load, shape: LoadShape): Promise<Measurement> {
  const share = {
    connections: Math.ceil(shape.connections / servers.length),
    requests: Math.ceil(shape.requests / servers.length),
  }
  const runs = await Promise.all(servers.map((server) => measure(server, load, share)))
  const sum = (value: (run: Measurement) => number) => runs.reduce((total, run) => total + value(run), 0)
  return {
    throughput: sum(({ throughput }) => throughput),
    p50: Math.max(...runs.map(({ p50 }) => p50)),
    p99: Math.max(...runs.map(({ p99 }) => p99)),
    processorTime: sum(({ processorTime }) => processorTime ?? 0) / runs.length,
    succeeded: sum(({ succeeded }) => succeeded),
    failed: sum(({ failed }) => failed),
  }
}

async function startApi(address: string): Promise<ServerProcess> {
  const port = await freePort()
  return startServerProcess([API], port, {
    ...databaseVariables(address),
    PORT: `${port}`,
    SESSION_SECRET: SECRET,
    LOG_LEVEL: 'warn',
    // The limit is at work, but out of reach.
    WRITES_PER_MINUTE: '10000000',
  })
}

async function compare(
  load: Load,
  database: BenchDatabase,
  shape: LoadShape,
  repeats: number,
): Promise<Comparison> {
  const run = async (servers: ServerProcess[]): Promise<Measurement> => {
    const warmUp = await measureAll(servers, load, { ...shape, requests: WARM_UP })
    const before = await database.processorTime()
    const measured = await measureAll(servers, load, shape)
    const ofDatabase = (((await database.processorTime()) - before) * 1000) / shape.requests
    return {
      ...measured,
      processorTime: measured.processorTime === null ? null : measured.processorTime + ofDatabase,
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
      await withServers(
        async () => [await startServerProcess(['--import', 'tsx', EMPTY, `${emptyPort}`], emptyPort)],
        run,
      ),
    )
    const processes = Array.from({ length: Number(options.processes) })
    api.push(await withServers(() => Promise.all(processes.map(() => startApi(database.address))), run))
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
      'CPU µs',
      'p50 ms',
      'p99 ms',
      'answered',
      'failed',
    ],
    style: { head: [], border: [] },
    colAligns: [
      'left',
      'right',
      'right',
      'right',
      'right',
      'right',
      'right',
      'right',
      'right',
      'right',
      'right',
    ],
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
      api.processorTime === null ? '–' : Math.round(api.processorTime),
      api.p50.toFixed(1),
      api.p99.toFixed(1),
      api.succeeded,
      api.failed,
    ])
  }
  return table.toString()
}

async function countVotes(address: string): Promise<{ rows: number; tallied: number }> {
  const { database } = await openStore(address, Date.now())
  const count = async (sql: string) => (await database.get<{ count: number }>(sql))?.count ?? 0
  const rows = await count('SELECT count(*) AS count FROM votes')
  const tallied = await count('SELECT sum(agree + disagree + neutral) AS count FROM tallies')
  await database.close()
  return { rows, tallied }
}

interface BenchDatabase {
  address: string
  /** Milliseconds of a database server of its own; none of a file. */
  processorTime(): Promise<number>
  close(): Promise<void>
}

async function openBenchDatabase(): Promise<BenchDatabase> {
  if (options.engine === 'postgres') {
    const server = await startPostgres()
    const { processorTime, close } = server
    return { address: await server.createDatabase('bench'), processorTime, close }
  }
  const folder = await mkdtemp(join(tmpdir(), 'unisson-bench-'))
  return {
    address: join(folder, 'bench.db'),
    processorTime: async () => 0,
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

async function main(): Promise<void> {
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const database = await openBenchDatabase()
  try {
    const consultation = await createBenchDatabase(database.address)
    const shape = { connections: Number(options.connections), requests: Number(options.requests) }
    const comparisons: Comparison[] = []
    const wanted = options.loads.split(',')
    for (const load of loads(consultation, SECRET).filter(({ name }) => wanted.includes(name))) {
      comparisons.push(await compare(load, database, shape, Number(options.repeats)))
    }
    const acknowledged = comparisons.find(({ load }) => load === 'votes')?.api.succeeded ?? 0
    const { rows, tallied } = await countVotes(database.address)
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
    await database.close()
  }
}

await main()
