import type { SimulatedProposal, SimulatedReader } from '../../scripts/simulate/public.ts'
import { HOUR, MINUTE } from '../support/runtime.ts'
import type { Network } from './addresses.ts'
import { hangUp } from './browser.ts'
import { chanceOf } from './chance.ts'
import { addCrowd, addSchool, type Public, publicOf } from './crowd.ts'
import { EFFECTS } from './effects.ts'
import { Ledger } from './ledger.ts'
import { AlarmWatch, type Outcome, outcomeOf } from './outcome.ts'
import type { Scenario } from './scenarios.ts'
import { type AttackedServer, openAttackedServer } from './server.ts'
import { Timeline } from './timeline.ts'

export interface PlayOptions {
  seed: number
  /** Honest readers, where the scenario does not say. */
  readers: number
  /** Size of crowds and attacks, as part of the full one. */
  scale: number
  databaseUrl?: string
  processes?: number
}

export interface Played extends Outcome {
  scenario: Scenario
  seed: number
  /** Of real time. */
  seconds: number
}

const CONSULTATION = 'nature'
const NEIGHBOUR = 'water'
const SCHOOL_MINUTES = 50
const SCHOOL: Network = { share: 0, address: () => '185.24.184.7' }
/** For those who came last to finish. */
const AFTER = 20 * MINUTE
/** A crowd is there by then, to be compared with. */
const ATTACK_FROM = 0.2

/** The proposal in the middle: liked by as many as the others are, and so one that an attack could move. */
function targetOf({ proposals }: Public, ids: readonly string[]): string {
  const byTruth = proposals
    .map(({ truth }, index) => ({ id: ids[index] as string, agree: truth.agree }))
    .sort((one, other) => other.agree - one.agree)
  return byTruth[Math.floor(byTruth.length / 2)]?.id ?? ''
}

interface Stage {
  scenario: Scenario
  options: PlayOptions
  server: AttackedServer
  ledger: Ledger
  timeline: Timeline
  people: Public
  target: string
  from: number
  until: number
}

function addEverybody(stage: Stage): void {
  const { scenario, options, server, ledger, timeline, people, target, from, until } = stage
  const { seed, scale } = options
  const { arrival = 'even', pupils = 0, hasNeighbour = false } = scenario
  const scaled = (full: number) => Math.ceil(full * scale)
  const readers = people.readers.length
  const common = { server, ledger, timeline, people, arrival, from, until }
  const own = { ...common, seed, consultation: CONSULTATION }
  const { shared } = addCrowd({ ...own, readers })
  if (hasNeighbour)
    addCrowd({ ...common, seed: seed + 1, consultation: NEIGHBOUR, party: 'neighbour', readers })
  if (pupils > 0)
    addSchool({
      ...own,
      readers: scaled(pupils),
      address: SCHOOL.address(),
      from: from + 5 * MINUTE,
      until: from + SCHOOL_MINUTES * MINUTE,
    })
  const chance = chanceOf(seed, 6)
  const ids = server.consultations.get(CONSULTATION)?.proposals ?? []
  const statements = new Map(ids.map((id, index) => [id, people.proposals[index] as SimulatedProposal]))
  const imitated: readonly SimulatedReader[] = people.readers
  scenario.attack?.({
    server,
    ledger,
    timeline,
    chance,
    consultation: CONSULTATION,
    target,
    shared,
    school: SCHOOL,
    scaled,
    usualVote: (proposal) => chance.pick(imitated).vote(statements.get(proposal) as SimulatedProposal),
    from: from + (until - from) * ATTACK_FROM,
    until,
  })
}

/** Plays one scenario on a server of its own, and holds what is stored against what was sent. */
export async function play(scenario: Scenario, options: PlayOptions): Promise<Played> {
  const began = performance.now()
  const { seed, scale, databaseUrl, processes } = options
  const people = await publicOf(seed, Math.ceil((scenario.readers ?? options.readers) * scale))
  const texts = people.proposals.map(({ text }) => text)
  const server = await openAttackedServer({
    seed,
    consultations: { [CONSULTATION]: texts, ...(scenario.hasNeighbour ? { [NEIGHBOUR]: texts } : {}) },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(processes === undefined ? {} : { processes }),
  })
  try {
    const ledger = new Ledger()
    const timeline = new Timeline(server.clock)
    const from = server.clock.now()
    const until = from + (scenario.hours ?? 1) * HOUR
    const target = targetOf(people, server.consultations.get(CONSULTATION)?.proposals ?? [])
    addEverybody({ scenario, options, server, ledger, timeline, people, target, from, until })
    const alarm = new AlarmWatch(server.database)
    let lookedAt = from
    await timeline.run(until + AFTER, async (now) => {
      await server.tick()
      if (now - lookedAt < MINUTE) return
      lookedAt = now
      await alarm.look(now)
    })
    const outcome = await outcomeOf({
      server,
      ledger,
      alarm,
      consultation: CONSULTATION,
      ...(scenario.attack ? { target } : {}),
      ...(scenario.effect ? { effect: EFFECTS[scenario.effect] } : {}),
    })
    return { ...outcome, scenario, seed, seconds: (performance.now() - began) / 1000 }
  } finally {
    hangUp()
    await server.close()
  }
}
