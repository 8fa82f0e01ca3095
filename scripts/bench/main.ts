import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Comparison, compare } from './compare.ts'
import { bestGenerator, generatorOf } from './generator.ts'
import { type BenchDatabase, countVotes, openBenchDatabase } from './stage.ts'
import { asTable } from './table.ts'

const SECRET = 'a-key-of-the-bench-only-0123456789abcdef'

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '60000' },
    seconds: { type: 'string', default: '5' },
    generator: { type: 'string', default: bestGenerator() },
    repeats: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    engine: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: '1' },
    stored: { type: 'string', default: '0' },
    loads: { type: 'string', default: 'votes,sessions,embed' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench -- [--repeats 5] [--connections 64] [--json file]
  [--generator wrk --seconds 5] [--generator autocannon --requests 60000]
  [--engine postgres] [--processes 2] [--stored 10000000] [--loads votes,sessions,embed]

Sends the same load to an empty Fastify handler and to the API, one after the other, again and again, and prints the
medians. Votes are new rows, each answered after its flush to disk; at the end the rows on disk are counted. wrk, where
it is installed, leaves most of two processors to the server; autocannon, in JavaScript, takes one of them. With
--engine postgres the API works on a PostgreSQL server that is started for it, on this machine, and --processes says by
how many processes; CPU per request is that of all of them, and of PostgreSQL. With --stored each turn is also played on
a database that holds so many votes already.
`

/** Holds what is on disk against what was answered; prints both. False if they differ. */
async function isWhole(database: BenchDatabase): Promise<boolean> {
  const { rows, tallied } = await countVotes(database)
  const { stored, answered, leftOpen } = database
  process.stdout.write(
    `votes stored before ${stored}, answered ${answered}, on their way at the end ${leftOpen}; rows on disk ${rows}, in the tallies ${tallied}\n`,
  )
  const isAnsweredThere = rows >= stored + answered && rows <= stored + answered + leftOpen
  return isAnsweredThere && tallied === rows
}

/** What the votes that lie there already cost: the medians with them, by those without. */
function growth(comparisons: readonly Comparison[]): string {
  const [without, withVotes] = comparisons.filter(({ load }) => load.startsWith('votes'))
  if (!without || !withVotes) return ''
  const ratio = withVotes.api.throughput / without.api.throughput
  return `throughput of votes with ${options.stored} stored: ${ratio.toFixed(2)} of that with none\n`
}

async function bench(databases: readonly BenchDatabase[]): Promise<void> {
  const comparisons: Comparison[] = []
  for (const name of ['votes', 'sessions', 'embed'] as const) {
    if (!options.loads.split(',').includes(name)) continue
    const compared = await compare(name, databases, {
      connections: Number(options.connections),
      requests: Number(options.requests),
      seconds: Number(options.seconds),
      send: generatorOf(options.generator),
      repeats: Number(options.repeats),
      processes: Number(options.processes),
      sessionSecret: SECRET,
    })
    comparisons.push(...compared)
  }
  process.stdout.write(`${asTable(comparisons)}\n${growth(comparisons)}`)
  if (options.json) await writeFile(options.json, `${JSON.stringify({ options, comparisons }, null, 2)}\n`)
  for (const database of databases) {
    if (await isWhole(database)) continue
    process.stderr.write('The rows on disk are not the votes that were answered.\n')
    process.exitCode = 1
  }
}

async function main(): Promise<void> {
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const databases: BenchDatabase[] = []
  try {
    for (const stored of new Set([0, Number(options.stored)]))
      databases.push(await openBenchDatabase(options.engine, stored))
    await bench(databases)
  } finally {
    for (const database of databases) await database.close()
  }
}

await main()
