import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bestGenerator } from './generator.ts'
import type { LoadName } from './loads.ts'
import { type Measured, run, type Side } from './sides.ts'
import { type BenchDatabase, openBenchDatabase } from './stage.ts'
import { asTable, readersLine } from './table.ts'

const SECRET = 'a-key-of-the-bench-only-0123456789abcdef'
const THIS_BUILD = fileURLToPath(new URL('../../api/dist/server.js', import.meta.url))
const LOADS: readonly LoadName[] = ['readers', 'votes', 'sessions', 'embed']

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    repeats: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    engine: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: '1' },
    stored: { type: 'string', default: '0' },
    loads: { type: 'string', default: LOADS.join() },
    beside: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench -- [--loads readers,votes,sessions,embed] [--connections 64]
  [--repeats 5] [--seconds 5] [--json file]
  [--engine postgres] [--processes 2] [--stored 10000000] [--beside ../before/api/dist/server.js]

Sends loads to the API over HTTP and prints the medians of the repeats. The first line says how many complete readers it
takes in a second: the embed payload, a view, twelve votes and four nuances each. Every vote is a new row, answered after
its flush to disk; after the load "votes" the rows on disk are counted. wrk sends, if it is installed, else autocannon,
which takes a processor for itself.

--beside, which may be given several times, runs another build in turn on a database of its own; its ratio is its
throughput by that of this build.
--engine postgres starts a PostgreSQL server; its processor time counts. --processes says how many processes of the API
share a database. --stored fills the database with so many votes first.
`

function print(measured: readonly Measured[]): void {
  for (const one of measured) if (one.load === 'readers') process.stdout.write(readersLine(one))
  process.stdout.write(`${asTable(measured)}\n`)
  if (measured.every(({ isWhole }) => isWhole)) return
  process.stderr.write('The rows on disk are not the votes that were answered.\n')
  process.exitCode = 1
}

async function main(): Promise<void> {
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const chosen = options.loads.split(',')
  const databases: BenchDatabase[] = []
  const measured: Measured[] = []
  try {
    const sides: Side[] = []
    for (const name of ['this build', ...options.beside]) {
      const program = name === 'this build' ? THIS_BUILD : resolve(name)
      if (!existsSync(program)) throw new Error(`There is no build ${program}: run npm run build there`)
      const database = await openBenchDatabase(options.engine, Number(options.stored))
      databases.push(database)
      sides.push({ name, program, database })
    }
    for (const load of LOADS.filter((name) => chosen.includes(name)))
      measured.push(
        ...(await run(load, sides, {
          connections: Number(options.connections),
          seconds: Number(options.seconds),
          repeats: Number(options.repeats),
          processes: Number(options.processes),
          send: bestGenerator(),
          sessionSecret: SECRET,
        })),
      )
  } finally {
    for (const database of databases) await database.close()
  }
  print(measured)
  if (options.json) await writeFile(options.json, `${JSON.stringify({ options, measured }, null, 2)}\n`)
}

await main()
