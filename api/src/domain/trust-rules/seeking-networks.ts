import { rowsOn } from './choice-excess.ts'
import { type DrawOrder, MOST_UNSEEN } from './draw-excess.ts'
import { type Finding, ofShare, standsOut } from './findings.ts'
import { increment, type Namings, type Sightings, sortedBy } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

/** A network whose readers named several fair draws. */
interface NamingNetwork {
  namings: Uint32Array
  /** Of the draws that they named, each once: what a class names at a word of its teacher says no more than one reader. */
  places: number[]
}

/** How often networks seek each proposal, by how many of its draws they name. */
class Seekers {
  readonly counts: Uint32Array[]
  readonly #order: DrawOrder
  readonly #held: Uint32Array

  constructor(order: DrawOrder, proposals: number, kinds: number) {
    this.#order = order
    this.counts = Array.from({ length: kinds }, () => new Uint32Array(proposals))
    this.#held = new Uint32Array(proposals)
  }

  /** Tells `each` of the proposals that are in more than half of these draws, and in how many. */
  soughtAt(places: readonly number[], shift: number, each: (proposal: number, draws: number) => void): void {
    const last = this.#order.ordered.length - 1
    const touched: number[] = []
    for (const place of places) {
      const moved = place + shift
      const shown = this.#order.shownAt(moved < 0 || moved > last ? place - shift : moved)
      for (let index = 0; index < shown.length; index++) {
        const proposal = shown[index] as number
        if (this.#held[proposal] === 0) touched.push(proposal)
        increment(this.#held, proposal)
      }
    }
    for (const proposal of touched) {
      const held = this.#held[proposal] as number
      if (2 * held > places.length) each(proposal, held)
      this.#held[proposal] = 0
    }
  }
}

function namingNetworks(
  { networks, readers }: Sightings,
  namings: Namings,
  order: DrawOrder,
): NamingNetwork[] {
  const network = networks[0] ?? new Uint32Array(readers)
  const most = network.reduce((highest, name) => Math.max(highest, name), 0)
  const of = (naming: number) => network[namings.reader[naming] as number] as number
  const { start, items } = sortedBy(namings.count, most + 1, of)
  const found: NamingNetwork[] = []
  for (let name = 1; name <= most; name++) {
    const group = items.subarray(start[name], start[name + 1])
    if (group.length < 2) continue
    const places = new Set<number>()
    for (const naming of group) {
      const place = order.placeOf[namings.draw[naming] as number] as number
      if (place < order.ordered.length) places.add(place)
    }
    if (places.size >= 2) found.push({ namings: group, places: [...places] })
  }
  return found
}

/**
 * Proposals that networks seek together: each of them is too small to stand out, but most of the draws that it names
 * hold the proposal. What is expected is counted, not reckoned: the same networks as if all had come a few draws sooner or
 * later. So a proposal that is in most draws for a while stands out no more than it does there.
 */
export function* seekingNetworks(
  sightings: Sightings,
  namings: Namings,
  order: DrawOrder,
  share: number,
  { draws: { seeking } }: TrustThresholds,
): Generator<void, Finding[]> {
  const { kinds, shifts, ...threshold } = seeking
  if (order.ordered.length <= 2 * Math.max(...shifts)) return []
  const networks = namingNetworks(sightings, namings, order)
  yield
  const kindOf = (draws: number) => kinds.findIndex(({ from, to }) => draws >= from && draws <= to)
  const countAt = (shift: number): Uint32Array[] => {
    const seekers = new Seekers(order, sightings.proposals, kinds.length)
    for (const { places } of networks)
      seekers.soughtAt(places, shift, (proposal, draws) => {
        const counts = seekers.counts[kindOf(draws)]
        if (counts) counts[proposal] = (counts[proposal] as number) + draws
      })
    return seekers.counts
  }
  const here = countAt(0)
  const elsewhere: Uint32Array[][] = []
  for (const shift of shifts.flatMap((by) => [by, -by])) {
    yield
    elsewhere.push(countAt(shift))
  }
  yield
  const limits = ofShare(threshold, share)
  const usual = kinds.map(() => new Map<number, number>())
  for (const [kind, counts] of here.entries())
    for (const [proposal, count] of counts.entries()) {
      if (count < limits.votes) continue
      const others = elsewhere.map((moved) => moved[kind]?.[proposal] as number)
      const most = Math.max(...others)
      const mean =
        Math.max(
          MOST_UNSEEN,
          others.reduce((sum, other) => sum + other, 0),
        ) / others.length
      if (standsOut(count, most, Math.max(1, most), limits)) usual[kind]?.set(proposal, mean / count)
    }
  if (usual.every(({ size }) => size === 0)) return []
  const rows = new Map<string, { kind: number; proposal: number; votes: number[] }>()
  const seekers = new Seekers(order, sightings.proposals, 0)
  for (const network of networks)
    seekers.soughtAt(network.places, 0, (proposal, draws) => {
      const kind = kindOf(draws)
      if (!usual[kind]?.has(proposal)) return
      const name = `${kind} ${proposal}`
      const found = rows.get(name) ?? { kind, proposal, votes: [] }
      rows.set(name, found)
      found.votes.push(...rowsOn(network.namings, proposal, namings, sightings))
    })
  return [...rows.values()].map(({ kind, proposal, votes }): Finding => {
    const genuine = votes.length * (usual[kind]?.get(proposal) ?? 1)
    return { rule: 'network-excess', votes, genuine, pattern: null }
  })
}
