import { fileURLToPath } from 'node:url'
import { databaseVariables } from '../../api/src/config.ts'
import { freePort, type ServerProcess, startServerProcess } from '../server-process.ts'
import type { Generator, LoadShape } from './generator.ts'
import { type Load, loads } from './loads.ts'
import { type Measurement, measureAll, median, medianOf } from './measure.ts'
import type { BenchDatabase } from './stage.ts'

const API = fileURLToPath(new URL('../../api/dist/server.js', import.meta.url))
const EMPTY = fileURLToPath(new URL('./empty-server.ts', import.meta.url))
/** Long enough for the compiler of hot code to be through with most of it. */
const WARM_UP = { requests: 40_000, seconds: 8 }

export interface Comparison {
  load: string
  connections: number
  empty: Measurement
  api: Measurement
  /** Median over the turns of the API's throughput by that of the empty handler in the same turn. */
  ratio: number
}

export interface CompareOptions extends LoadShape {
  repeats: number
  /** Processes of the API on one database. */
  processes: number
  sessionSecret: string
  send: Generator
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

async function startEmpty(): Promise<ServerProcess> {
  const port = await freePort()
  return startServerProcess(['--import', 'tsx', EMPTY, `${port}`], port)
}

async function startApi(address: string, sessionSecret: string): Promise<ServerProcess> {
  const port = await freePort()
  return startServerProcess([API], port, {
    ...databaseVariables(address),
    PORT: `${port}`,
    SESSION_SECRET: sessionSecret,
    LOG_LEVEL: 'warn',
    // The limit is at work, but out of reach.
    WRITES_PER_MINUTE: '10000000',
  })
}

/** The load on some servers, after a short warm-up; with the processor time of the database's own server. */
async function run(
  servers: ServerProcess[],
  load: Load,
  database: BenchDatabase,
  shape: LoadShape,
  send: Generator,
): Promise<Measurement> {
  const warmUp = await measureAll(servers, load, { ...shape, ...WARM_UP }, send)
  const before = await database.processorTime()
  const measured = await measureAll(servers, load, shape, send)
  const requests = measured.succeeded + measured.failed
  const ofDatabase = (((await database.processorTime()) - before) * 1000) / requests
  return {
    ...measured,
    processorTime: measured.processorTime === null ? null : measured.processorTime + ofDatabase,
    succeeded: measured.succeeded + warmUp.succeeded,
    failed: measured.failed + warmUp.failed,
    leftOpen: measured.leftOpen + warmUp.leftOpen,
  }
}

/** Sends a load to an empty handler and to the API on each of the databases, in turn, again and again. */
export async function compare(
  name: Load['name'],
  databases: readonly BenchDatabase[],
  { repeats, processes, sessionSecret, send, ...shape }: CompareOptions,
): Promise<Comparison[]> {
  const sides = databases.map((database) => ({
    database,
    load: loads[name](database.consultation, sessionSecret),
    empty: [] as Measurement[],
    api: [] as Measurement[],
  }))
  for (let turn = 1; turn <= repeats; turn++) {
    process.stderr.write(`${name}: turn ${turn} of ${repeats}\n`)
    for (const { database, load, empty, api } of sides) {
      const startAll = () =>
        Promise.all(Array.from({ length: processes }, () => startApi(database.address, sessionSecret)))
      const measureOn = (servers: ServerProcess[]) => run(servers, load, database, shape, send)
      empty.push(await withServers(async () => [await startEmpty()], measureOn))
      const measured = await withServers(startAll, measureOn)
      database.answered += name === 'votes' ? measured.succeeded : 0
      database.leftOpen += name === 'votes' ? measured.leftOpen : 0
      api.push(measured)
    }
  }
  return sides.map(({ database: { stored }, empty, api }) => ({
    load: stored > 0 ? `${name}, ${stored} stored` : name,
    connections: shape.connections,
    empty: medianOf(empty),
    api: medianOf(api),
    ratio: median(api.map(({ throughput }, turn) => throughput / (empty[turn]?.throughput ?? 1))),
  }))
}
