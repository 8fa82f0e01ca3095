import type { Public, SimulatedReader } from '../public.ts'
import type { Actor, Hour, Party } from './hour.ts'

const BEHIND_SHARED = 0.3
const SHARED = 60
const TAIL = 1.1
const SEQUENCE = 12
const VOTES_ONCE = 0.25
const LEAVES = 0.07
const SENDS_LATER = 0.004
const GOES_ON = 0.05
const COMES_BACK = 0.06

/** A house's own network: of IPv4 a block of 256, or 64 bits of IPv6. */
export function homeNetwork(random: () => number): string {
  const whole = (below: number) => Math.floor(below * random())
  if (random() < 0.6) return `${80 + whole(20)}.${whole(256)}.${whole(256)}`
  const hex = (number: number) => number.toString(16).padStart(4, '0')
  return `2a01${hex(0xcb00 + whole(16))}${hex(whole(65_536))}${hex(whole(65_536))}`
}

export interface CrowdOptions {
  hour: Hour
  people: Public
  readers: number
  /** Seconds. */
  from: number
  until: number
}

interface Person {
  party: Party
  name: string
  network: string
  opinion: SimulatedReader
  isDiligent: boolean
}

function* reads(
  hour: Hour,
  person: Person,
  people: Map<string, Parameters<SimulatedReader['vote']>[0]>,
): Actor {
  const { party, name, network, opinion, isDiligent } = person
  const { random } = hour
  const done = new Set<string>()
  const isBrief = !isDiligent && random() < VOTES_ONCE
  const isOffline = random() < SENDS_LATER
  const leaves = isDiligent ? 0.01 : LEAVES
  function* sequence(number: number, most: number): Generator<number, boolean> {
    const draw = hour.draw(number)
    if (!draw) return false
    yield hour.thinking(3)
    const shown = draw.proposals
      .filter((id) => !done.has(id))
      .map((id) => ({ id, place: random() }))
      .sort((one, other) => one.place - other.place)
      .slice(0, most)
    for (const { id } of shown) {
      done.add(id)
      const proposal = people.get(id)
      if (!proposal) continue
      hour.vote(party, name, network, draw, id, opinion.vote(proposal))
      if (!isOffline) yield hour.thinking(7)
      if (random() < leaves) return false
    }
    return true
  }
  const isThrough = yield* sequence(0, isBrief ? 1 : SEQUENCE)
  if (isThrough && !isBrief && random() < GOES_ON) yield* sequence(1, SEQUENCE)
  else if (random() < COMES_BACK) {
    yield 300 + 1800 * random()
    yield* sequence(0, SEQUENCE)
  }
}

const byId = ({ proposals }: Public) => new Map(proposals.map((proposal) => [proposal.id, proposal]))

/** What readers share, the largest first: companies, universities and carriers, with a long tail (Zipf). */
function sharedNetworks(random: () => number): { network: string; share: number }[] {
  const weights = Array.from({ length: SHARED }, (_, rank) => (rank + 1) ** -TAIL)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => ({ network: homeNetwork(random), share: weight / sum }))
}

/** Honest readers, of whom 30 of 100 come from behind shared addresses; in waves, as news comes. */
export function addCrowd({ hour, people, readers, from, until }: CrowdOptions): { largest: string } {
  const { random } = hour
  const shared = sharedNetworks(random)
  const known = byId(people)
  for (let index = 0; index < readers; index++) {
    let rest = random()
    const isShared = random() < BEHIND_SHARED
    const place = shared.find(({ share }) => {
      rest -= share
      return isShared && rest < 0
    })
    let at = from + (until - from) * random()
    while (random() > (1 + 0.5 * Math.sin(at / 400)) / 1.5) at = from + (until - from) * random()
    const person: Person = {
      party: 'honest',
      name: `h${index}`,
      network: place?.network ?? homeNetwork(random),
      opinion: people.readers[index % people.readers.length] as SimulatedReader,
      isDiligent: false,
    }
    hour.begin(at, reads(hour, person, known))
  }
  return { largest: shared[0]?.network ?? '' }
}

/** Pupils behind one address, who vote within a lesson: each class of 30 begins at a word of its teacher. */
export function addSchool({ hour, people, readers, from, until }: CrowdOptions): void {
  const { random } = hour
  const network = homeNetwork(random)
  const known = byId(people)
  let start = from
  for (let index = 0; index < readers; index++) {
    if (index % 30 === 0) start = from + (until - from) * 0.6 * random()
    const person: Person = {
      party: 'school',
      name: `s${index}`,
      network,
      opinion: people.readers[(index * 7) % people.readers.length] as SimulatedReader,
      isDiligent: true,
    }
    hour.begin(start + 20 * random(), reads(hour, person, known))
  }
}
