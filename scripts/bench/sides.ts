import { databaseVariables } from '../../api/src/config.ts'
import type { EmbedPayload } from '../../api/src/wire/index.ts'
import { freePort, type ServerProcess, startServerProcess } from '../stage/server-process.ts'
import type { Generator } from './generator.ts'
import { type BenchConsultation, type Load, type LoadName, type LoadShape, loadOf } from './loads.ts'
import { type Measurement, measure, median, medianOf } from './measure.ts'
import { type BenchDatabase, countVotes } from './stage.ts'

/** Long enough for the compiler of hot code to be through with it: a server runs for months, not for seconds. */
const WARM_UP_SECONDS = 10

/** A build of the API under a load, on a database of its own. */
export interface Side {
  /** As it stands in the table. */
  name: string
  /** Its server.js. */
  program: string
  database: BenchDatabase
}

export interface Measured {
  load: LoadName
  side: string
  connections: number
  median: Measurement
  /** Median over the turns of its throughput by that of the first side in the same turn. */
  ratio: number
  /** False if the rows on disk are not the votes that were answered; of other loads than votes always true. */
  isWhole: boolean
}

export interface RunOptions extends LoadShape {
  repeats: number
  /** Processes of the API on one database. */
  processes: number
  sessionSecret: string
  send: Generator
}

async function startApi(program: string, address: string, sessionSecret: string): Promise<ServerProcess> {
  const port = await freePort()
  return startServerProcess([program], port, {
    ...databaseVariables(address),
    PORT: `${port}`,
    SESSION_SECRET: sessionSecret,
    LOG_LEVEL: 'warn',
    TRUSTED_PROXIES: '127.0.0.1',
    // Of a build that has this limit.
    WRITES_PER_MINUTE: '0',
  })
}

/** Whether this build gives proofs with its draws, and takes them with votes. */
async function givesProofs(url: string, { slug, publisherKey }: BenchConsultation): Promise<boolean> {
  const response = await fetch(`${url}/v1/embed/${slug}?publisher=${publisherKey}`)
  const { draw } = (await response.json()) as EmbedPayload
  return draw.proof !== undefined
}

interface Running {
  side: Side
  servers: ServerProcess[]
  load: Load
  rowsBefore: number
  answered: number
  leftOpen: number
  measurements: Measurement[]
}

async function start(side: Side, name: LoadName, options: RunOptions): Promise<Running> {
  const { database, program } = side
  const { processes, sessionSecret } = options
  const servers = await Promise.all(
    Array.from({ length: processes }, () => startApi(program, database.address, sessionSecret)),
  )
  const hasProofs = await givesProofs(servers[0]?.url ?? '', database.consultation)
  return {
    side,
    rowsBefore: (await countVotes(database)).rows,
    servers,
    load: loadOf(name, database.consultation, { sessionSecret, hasProofs }),
    answered: 0,
    leftOpen: 0,
    measurements: [],
  }
}

/** Holds what is on disk against what was answered, and prints both. False if they differ. */
async function isWhole({ side, rowsBefore, answered, leftOpen }: Running): Promise<boolean> {
  const { rows, tallied } = await countVotes(side.database)
  process.stdout.write(
    `${side.name}: votes stored before ${rowsBefore}, answered ${answered}, on their way at the end ${leftOpen}; rows on disk ${rows}, in the tallies ${tallied}\n`,
  )
  return tallied === rows && rows >= rowsBefore + answered && rows <= rowsBefore + answered + leftOpen
}

/** Sends a load to each side in turn, again and again. */
export async function run(name: LoadName, sides: readonly Side[], options: RunOptions): Promise<Measured[]> {
  const { repeats, send, connections, seconds } = options
  const running = await Promise.all(sides.map((side) => start(side, name, options)))
  try {
    for (let turn = 0; turn <= repeats; turn++) {
      process.stderr.write(turn === 0 ? `${name}: warming up\n` : `${name}: turn ${turn} of ${repeats}\n`)
      const shape = { connections, seconds: turn === 0 ? WARM_UP_SECONDS : seconds }
      for (const one of running) {
        const measured = await measure(one.servers, one.load, shape, send, one.side.database.processorTime)
        if (turn > 0) one.measurements.push(measured)
        one.answered += measured.succeeded
        one.leftOpen += measured.leftOpen
      }
    }
  } finally {
    await Promise.all(running.flatMap(({ servers }) => servers.map((server) => server.stop())))
  }
  const first = running[0]?.measurements ?? []
  return Promise.all(
    running.map(async (one) => ({
      load: name,
      side: one.side.name,
      connections,
      median: medianOf(one.measurements),
      ratio: median(
        one.measurements.map(({ throughput }, turn) => throughput / (first[turn]?.throughput ?? 1)),
      ),
      isWhole: name !== 'votes' || (await isWhole(one)),
    })),
  )
}
