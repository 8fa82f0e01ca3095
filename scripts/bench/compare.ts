import { fileURLToPath } from 'node:url'
import { databaseVariables } from '../../api/src/config.ts'
import { freePort, type ServerProcess, startServerProcess } from '../stage/server-process.ts'
import type { Generator, LoadShape } from './generator.ts'
import { type Load, loads } from './loads.ts'
import { type Measurement, measureAll, median, medianOf } from './measure.ts'
import type { BenchDatabase } from './stage.ts'

const API = fileURLToPath(new URL('../../api/dist/server.js', import.meta.url))
const EMPTY = fileURLToPath(new URL('./empty-server.ts', import.meta.url))
/** Long enough for the compiler of hot code to be through with it: a server runs for months, not for seconds. */
const WARM_UP = { requests: 100_000, seconds: 15 }

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

/** Servers that answer the same load, and what was measured of them. */
interface Side {
  servers: ServerProcess[]
  load: Load
  database: BenchDatabase
  isApi: boolean
  measurements: Measurement[]
}

/** Sends the load once; with the processor time of the database's own server, if it has one. */
async function measureSide({ servers, load, database }: Side, shape: LoadShape, send: Generator) {
  const before = await database.processorTime()
  const measured = await measureAll(servers, load, shape, send)
  const requests = measured.succeeded + measured.failed
  const ofDatabase = (((await database.processorTime()) - before) * 1000) / requests
  const { processorTime } = measured
  return { ...measured, processorTime: processorTime === null ? null : processorTime + ofDatabase }
}

function noteAnswered(database: BenchDatabase, { succeeded, leftOpen }: Measurement): void {
  database.answered += succeeded
  database.leftOpen += leftOpen
}

/** An empty handler and the API on one database, under the same load. */
async function startPair(
  name: Load['name'],
  database: BenchDatabase,
  { processes, sessionSecret }: CompareOptions,
): Promise<{ empty: Side; api: Side }> {
  const load = loads[name](database.consultation, sessionSecret)
  const servers = await Promise.all(
    Array.from({ length: processes }, () => startApi(database.address, sessionSecret)),
  )
  return {
    empty: { servers: [await startEmpty()], load, database, isApi: false, measurements: [] },
    api: { servers, load, database, isApi: true, measurements: [] },
  }
}

/** Sends a load to an empty handler and to the API on each of the databases, in turn, again and again. */
export async function compare(
  name: Load['name'],
  databases: readonly BenchDatabase[],
  options: CompareOptions,
): Promise<Comparison[]> {
  const { repeats, send, connections, requests, seconds } = options
  const pairs = await Promise.all(databases.map((database) => startPair(name, database, options)))
  const sides = pairs.flatMap(({ empty, api }) => [empty, api])
  try {
    for (let turn = 0; turn <= repeats; turn++) {
      process.stderr.write(turn === 0 ? `${name}: warming up\n` : `${name}: turn ${turn} of ${repeats}\n`)
      const shape = { connections, ...(turn === 0 ? WARM_UP : { requests, seconds }) }
      for (const side of sides) {
        const measured = await measureSide(side, shape, send)
        if (turn > 0) side.measurements.push(measured)
        if (name === 'votes' && side.isApi) noteAnswered(side.database, measured)
      }
    }
  } finally {
    await Promise.all(sides.flatMap(({ servers }) => servers.map((server) => server.stop())))
  }
  return pairs.map(({ empty, api }) => ({
    load: api.database.stored > 0 ? `${name}, ${api.database.stored} stored` : name,
    connections,
    empty: medianOf(empty.measurements),
    api: medianOf(api.measurements),
    ratio: median(
      api.measurements.map(
        ({ throughput }, turn) => throughput / (empty.measurements[turn]?.throughput ?? 1),
      ),
    ),
  }))
}
