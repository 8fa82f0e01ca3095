import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../../scripts/stage/postgres-server.ts'
import { play } from './play.ts'
import { keepResult, readResults, resultOf } from './results.ts'
import { SCENARIOS } from './scenarios.ts'
import { honestCost, misses, sizeOf, tableOf } from './table.ts'

const ROOT = join(import.meta.dirname, '../..')
const DOCUMENT = join(ROOT, 'docs/trust.md')
const HEADING = '## What an attacker achieves'

const INTRODUCTION = `\`npm run attacks -- --write\` makes this table. It lets scripted attackers loose on the whole server, behind a
proxy that it trusts, beside honest readers made of a real vote log. Of these 30 % are behind shared addresses, the largest of
which has about 7 % of all. The attacker knows the rules and sends what a browser sends: own sessions, own user agents, a
draw that holds the target. **Counted** is the part of the fake votes that stays in the results, and the part of
those on the attacked proposal that does: what a ballot says besides is a disguise, and like the votes of others. **Alarm**: minutes until the
first cohort of 11 votes is on the team's screen. **Rank** is that of the attacked proposal by honest votes alone, then with
the attack as the server counts, then as it would be without any rule. The worst seed counts for honest readers.`

const HELP = `npm run attacks -- [name …] [--seeds 101,102] [--readers 3000] [--scale 1] [--processes 1] [--postgres]
    [--kept docs/measurements/attacks.json] [--write] [--table]

Lets scripted attackers loose on the server beside an honest crowd made of a real vote log, on a clock of its own, and
says what of it was counted. Results are kept in a file, and the table is made of all that are in it; --write puts it
into docs/trust.md, and --table makes it of what is kept, without playing anything. --scale 0.2 plays everything at a fifth of its size. Rules are chosen on seeds under 100 and judged
on others. --postgres starts one; --processes shares it among several. Names: ${SCENARIOS.map(({ name }) => name).join(', ')}
`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '101,102' },
    readers: { type: 'string', default: '3000' },
    scale: { type: 'string', default: '1' },
    processes: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
    kept: { type: 'string', default: join(ROOT, 'docs/measurements/attacks.json') },
    write: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Puts the table under its heading, in place of the one that is there. */
async function writeTable(text: string): Promise<void> {
  const document = await readFile(DOCUMENT, 'utf8').catch(() => '# Trust\n')
  const start = document.indexOf(HEADING)
  const before = start < 0 ? `${document.trimEnd()}\n\n` : document.slice(0, start)
  const next = start < 0 ? -1 : document.indexOf('\n## ', start)
  const after = next < 0 ? '' : document.slice(next + 1)
  await writeFile(DOCUMENT, `${before}${HEADING}\n\n${text}\n${after === '' ? '' : `\n${after}`}`)
}

async function playAll(databaseOf: (name: string) => Promise<{ databaseUrl?: string }>): Promise<void> {
  const seeds = options.seeds.split(',').map(Number)
  const scale = Number(options.scale)
  for (const seed of seeds)
    for (const scenario of SCENARIOS) {
      if (positionals.length > 0 && !positionals.includes(scenario.name)) continue
      const played = await play(scenario, {
        seed,
        readers: Number(options.readers),
        scale,
        processes: Number(options.processes),
        ...(await databaseOf(`${scenario.name.replaceAll('-', '_')}_${seed}`)),
      })
      const result = resultOf(played, scale)
      await keepResult(options.kept, result)
      const { honest, school, attacker } = result.votes
      const missed = misses(scenario, result)
      process.stdout.write(
        `${missed.length === 0 ? 'kept  ' : 'MISSED'} ${scenario.name} ${seed} (${result.seconds} s) ${missed.join('; ')}\n  honest ${JSON.stringify(honest)} school ${JSON.stringify(school)} fake ${JSON.stringify(attacker)}\n  rules ${JSON.stringify(result.rules)} alarm ${result.alarmMinutes?.toFixed(1) ?? 'none'} ${result.effect ?? ''}\n`,
      )
    }
}

async function playOnDatabases(): Promise<void> {
  const postgres = options.postgres ? await startPostgres({ isInMemory: true }) : undefined
  try {
    await playAll(async (name) =>
      postgres === undefined ? {} : { databaseUrl: await postgres.createDatabase(name) },
    )
  } finally {
    await postgres?.close()
  }
}

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name))
  if (options.help || unknown.length > 0) {
    process.stdout.write(HELP)
    process.exitCode = options.help ? 0 : 2
    return
  }
  if (!options.table) await playOnDatabases()
  const results = await readResults(options.kept)
  const text = `${INTRODUCTION}\n\n${tableOf(results)}\n\n${sizeOf(results)} ${honestCost(results)}`
  process.stdout.write(`\n${text}\n`)
  if (options.write) await writeTable(text)
}

await main()
