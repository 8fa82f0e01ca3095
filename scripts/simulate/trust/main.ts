import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { randomLcg } from 'd3-random'
import { readVotes } from '../../replay/log.ts'
import { loggedPublic } from '../logged-public.ts'
import type { Public } from '../public.ts'
import { syntheticPublic } from '../synthetic-public.ts'
import { addAttack, type Disguise } from './attackers.ts'
import { addCrowd, addSchool } from './crowd.ts'
import { type Cast, Hour } from './hour.ts'

const HELP = `npm run simulate:trust -- [votes.csv] [--readers 4000] [--fakes 2000] [--proposals 160] [--processes 1] [--seed 101]
    [--seeds 1] [--only lone]

An hour of honest readers, 30 of 100 behind shared addresses and 2,000 pupils behind another, and beside them an attacker
who wants votes on one proposal; the API's own draws and rules judge. Prints what was counted and what was set aside. With
a vote log (Polis export) the people and statements are its own. The numbers of the rules were chosen on seeds below 100.
`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    readers: { type: 'string', default: '4000' },
    fakes: { type: 'string', default: '2000' },
    proposals: { type: 'string', default: '160' },
    processes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '101' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})

interface Attack {
  name: string
  networks: number
  disguise: Disguise
  isInside?: boolean
}

const ATTACKS: readonly Attack[] = [
  { name: 'none', networks: 0, disguise: 'lone' },
  { name: 'a vote each', networks: 1, disguise: 'lone' },
  { name: 'a vote each, inside the largest shared address', networks: 1, disguise: 'lone', isInside: true },
  { name: 'a vote each', networks: 50, disguise: 'lone' },
  { name: 'a vote each', networks: 200, disguise: 'lone' },
  { name: 'a vote each', networks: 5000, disguise: 'lone' },
  { name: 'two votes each', networks: 5000, disguise: 'pair' },
  { name: 'five votes each', networks: 5000, disguise: 'five' },
  { name: 'whole ballots', networks: 1, disguise: 'ballot' },
  {
    name: 'whole ballots, inside the largest shared address',
    networks: 1,
    disguise: 'ballot',
    isInside: true,
  },
  { name: 'whole ballots', networks: 50, disguise: 'ballot' },
  { name: 'whole ballots', networks: 5000, disguise: 'ballot' },
  { name: 'whole ballots, faster than one reads', networks: 50, disguise: 'fast-ballot' },
  { name: 'ballots that are all alike', networks: 5000, disguise: 'identical' },
  { name: 'by the page of the list that has it', networks: 5000, disguise: 'page' },
  { name: 'honest-looking ballots on what is served', networks: 5000, disguise: 'mimic' },
]

const PUPILS = 2000
/** Seconds. */
const BEGINS = 900
const ENDS = 4500
const SETTLED = 5100

const isCounted = (cast: Cast): boolean => cast.isCounted
const count = (votes: readonly Cast[]): number => votes.filter(isCounted).length
const percent = (part: number, whole: number, digits: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(digits)} %`

interface Outcome {
  votes: readonly Cast[]
  target: string
  /** Seconds from the first invented vote to the first alarm. */
  alarm: number | null
}

async function play(
  attack: Attack,
  makePublic: (random: () => number) => Public,
  seed: number,
): Promise<Outcome> {
  const random = randomLcg(((seed * 7919) % 2 ** 20) / 2 ** 20)
  const people = makePublic(random)
  const hour = new Hour({ people, random, processes: Number(options.processes), throughCache: 0.5 })
  const readers = Math.round((Number(options.readers) * ENDS) / 3600)
  const crowd = { hour, people, readers, from: 0, until: ENDS }
  const { largest } = addCrowd(crowd)
  addSchool({ ...crowd, readers: PUPILS, from: BEGINS, until: BEGINS + 3000 })
  const target = people.proposals[Math.floor(random() * people.proposals.length)]?.id ?? ''
  const { networks, disguise, isInside } = attack
  const inside = isInside ? { inside: largest } : {}
  const fakes = Number(options.fakes)
  if (networks > 0)
    addAttack({ hour, target, networks, disguise, fakes, ...inside, from: BEGINS, until: ENDS })
  await hour.run(SETTLED)
  const { firstAlarm, firstFake } = hour
  const alarm = firstAlarm === null || firstFake === null ? null : firstAlarm - firstFake
  return { votes: hour.votes, target, alarm }
}

function row(attack: Attack, outcomes: readonly Outcome[]): string[] {
  const of = (test: (cast: Cast, outcome: Outcome) => boolean) =>
    outcomes.flatMap((outcome) => outcome.votes.filter((cast) => test(cast, outcome)))
  const wanted = of(({ party, proposal }, { target }) => party === 'fake' && proposal === target)
  const besides = of(({ party, proposal }, { target }) => party === 'fake' && proposal !== target)
  const genuine = of(({ party }) => party !== 'fake')
  const pupils = of(({ party }) => party === 'school')
  const aside = (votes: readonly Cast[]) => percent(votes.length - count(votes), votes.length, 2)
  const alarms = outcomes.map(({ alarm }) => alarm).filter((alarm) => alarm !== null)
  return [
    attack.name,
    attack.networks === 0 ? '' : attack.networks.toLocaleString('en'),
    wanted.length === 0 ? '–' : `${count(wanted)} of ${wanted.length}`,
    percent(count(wanted), wanted.length, 1),
    percent(count(besides), besides.length, 1),
    aside(genuine),
    aside(pupils),
    alarms.length === 0 ? '–' : `${(Math.max(...alarms) / 60).toFixed(1)} min`,
  ]
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(HELP)
  const [file] = positionals
  const log = file === undefined ? undefined : await readVotes(file)
  const people = Math.min(4000, Number(options.readers))
  const makePublic = (random: () => number) =>
    log ? loggedPublic(log, people, random) : syntheticPublic(Number(options.proposals), people, random)
  const table = new Table({
    head: [
      'attack',
      'networks',
      'wanted votes counted',
      '',
      'votes beside them counted',
      'genuine set aside',
      'of the school',
      'alarm after',
    ],
    style: { head: [], border: [] },
  })
  for (const attack of ATTACKS) {
    if (!`${attack.name} ${attack.networks}`.includes(options.only)) continue
    const outcomes: Outcome[] = []
    for (let round = 0; round < Number(options.seeds); round++)
      outcomes.push(await play(attack, makePublic, Number(options.seed) + round))
    const cells = row(attack, outcomes)
    table.push(cells)
    process.stderr.write(`${cells.join(' | ')}\n`)
  }
  process.stdout.write(`${table.toString()}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
})
