import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { randomLcg } from 'd3-random'
import { readVotes } from '../replay/log.ts'
import { loggedPublic } from './logged-public.ts'
import { plotScenarios } from './plot.ts'
import type { Public } from './public.ts'
import { formatScenario, type Scenario } from './report.ts'
import { type Outcome, simulate } from './run.ts'
import { type StrategyName, strategies } from './strategies.ts'
import { syntheticPublic } from './synthetic-public.ts'

const HELP = `npm run simulate -- [votes.csv] [--proposals 2000] [--readers 5000] [--rounds 20] [--seed 1]
    [--stuffing 0.01] [--svg docs/images/simulation.svg]

Lets thousands of made-up readers of known taste vote, once by each way of choosing the proposals that they are asked
about, and says how much of the true top 10 each found with the same votes. With a vote log (Polis export) it does the
same with its statements and its people. Then once more with a block: so many members for each reader, who all vote for
one proposal that is not among the best. Each round is a seed; intervals (95 %) are over the rounds. The same seed gives
the same figures.
`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    proposals: { type: 'string', default: '2000' },
    readers: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '20' },
    stuffing: { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
    svg: { type: 'string', default: 'docs/images/simulation.svg' },
    help: { type: 'boolean', default: false },
  },
})

/** Readers for each statement of a log: as many votes on each as in the synthetic consultation. */
const READERS_OF_A_STATEMENT = 5
const SEEDS = 2 ** 20

const seedOf = (round: number, stream: number): number =>
  ((Number(options.seed) * 7919 + round * 104_729 + stream * 15_485_863) % SEEDS) / SEEDS

function runRounds(
  title: string,
  makePublic: (round: number) => Public,
  bar: SingleBar,
  stuffing = 0,
): Scenario {
  const outcomes = new Map<StrategyName, Outcome[]>()
  let size = { proposals: 0, readers: 0 }
  for (let round = 0; round < Number(options.rounds); round++) {
    const people = makePublic(round)
    size = { proposals: people.proposals.length, readers: people.readers.length }
    for (const name of Object.keys(strategies) as StrategyName[]) {
      const random = randomLcg(seedOf(round, 2))
      const play = { strategy: strategies[name], random, stuffing, onReader: () => bar.increment() }
      const outcome = simulate(people, play)
      outcomes.set(name, [...(outcomes.get(name) ?? []), outcome])
    }
  }
  return { title, ...size, outcomes }
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(HELP)
  const [file] = positionals
  const log = file === undefined ? undefined : await readVotes(file)
  const statements = new Set(log?.map(({ comment }) => comment)).size
  const logReaders = statements * READERS_OF_A_STATEMENT
  const turns = Number(options.rounds) * Object.keys(strategies).length
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {eta} s left', clearOnComplete: true },
    Presets.shades_classic,
  )
  const stuffing = Number(options.stuffing)
  bar.start(turns * (Number(options.readers) * (stuffing > 0 ? 2 : 1) + logReaders), 0)
  const synthetic = (round: number) =>
    syntheticPublic(Number(options.proposals), Number(options.readers), randomLcg(seedOf(round, 1)))
  const scenarios = [runRounds('Made-up readers', synthetic, bar)]
  if (log) {
    const logged = (round: number) => loggedPublic(log, logReaders, randomLcg(seedOf(round, 1)))
    scenarios.push(runRounds('Readers of the vote log', logged, bar))
  }
  const plotted = [...scenarios]
  if (stuffing > 0)
    scenarios.push(runRounds(`Made-up readers, and a block of ${stuffing * 100} %`, synthetic, bar, stuffing))
  bar.stop()
  for (const scenario of scenarios) process.stdout.write(formatScenario(scenario))
  await mkdir(dirname(options.svg), { recursive: true })
  await writeFile(options.svg, plotScenarios(plotted))
  process.stdout.write(`The plot is in ${options.svg}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
