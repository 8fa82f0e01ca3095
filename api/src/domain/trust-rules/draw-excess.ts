import { Choices, chosenBy, rowsOn } from './choice-excess.ts'
import { type Finding, ofShare, standsOut, type Threshold } from './findings.ts'
import { grouped, increment, type Namings, type Sightings } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

const NOWHERE = 0xffff_ffff
/** What may be expected, at 95 %, where none was seen (rule of three). */
export const MOST_UNSEEN = 3

/** The fair draws in the order in which they were made, and which proposals were in them. */
export class DrawOrder {
  /** Of each draw of the sightings its place; those of pages of the whole list have none. */
  readonly placeOf: Uint32Array
  readonly ordered: readonly number[]
  /** Of each proposal the places of the draws that it is in, ascending. */
  readonly #places: number[][]
  readonly #shown: readonly ArrayLike<number>[]

  constructor({ draws, proposals }: Sightings) {
    this.ordered = draws
      .map((_, draw) => draw)
      .filter((draw) => draws[draw]?.number === 0)
      .sort((one, other) => (draws[one]?.at ?? 0) - (draws[other]?.at ?? 0))
    this.#shown = this.ordered.map((draw) => draws[draw]?.proposals ?? [])
    this.placeOf = new Uint32Array(draws.length).fill(NOWHERE)
    this.#places = Array.from({ length: proposals }, () => [])
    for (const [place, draw] of this.ordered.entries()) {
      this.placeOf[draw] = place
      const shown = this.shownAt(place)
      for (let index = 0; index < shown.length; index++) this.#places[shown[index] as number]?.push(place)
    }
  }

  /** Numbers of the proposals in the draw at a place. */
  shownAt(place: number): ArrayLike<number> {
    return this.#shown[place] ?? []
  }

  /** Places of the draws that showed a proposal, in order. */
  placesWith(proposal: number): readonly number[] {
    return this.#places[proposal] ?? []
  }
}

/** How often a group of readers named each fair draw. */
export class DrawCounts {
  readonly order: DrawOrder
  readonly readers: Uint32Array
  /** Places that were named. */
  readonly named: number[] = []
  readonly #sums: Float64Array
  readonly #squares: Float64Array
  /** As `#sums`, without a limit. */
  readonly #all: Float64Array
  readonly #count: Float64Array
  readonly #draws: Uint32Array

  constructor(order: DrawOrder, proposals: number) {
    this.order = order
    this.readers = new Uint32Array(order.ordered.length)
    this.#sums = new Float64Array(order.ordered.length + 1)
    this.#squares = new Float64Array(order.ordered.length + 1)
    this.#all = new Float64Array(order.ordered.length + 1)
    this.#count = new Float64Array(proposals)
    this.#draws = new Uint32Array(proposals)
  }

  add(place: number): void {
    if (place === NOWHERE) return
    if (this.readers[place] === 0) this.named.push(place)
    increment(this.readers, place)
  }

  clear(): void {
    for (const place of this.named) this.readers[place] = 0
    this.named.length = 0
  }

  /**
   * Proposals whose draws these readers named far more often than the draws around them: which proposals are in a draw has
   * nothing to do with how many readers come in those seconds. A draw that many name at a word of their teacher says no
   * more than a few usual ones.
   */
  proposalsSought(neighbours: number, limits: Threshold & { leastDraws: number }): Excess[] {
    const { order, readers, named } = this
    const sorted = named.map((place) => readers[place] as number).sort((one, other) => one - other)
    const most = 5 + 3 * (sorted[sorted.length >> 1] ?? 0)
    const touched: number[] = []
    for (const place of named) {
      const shown = order.shownAt(place)
      for (let index = 0; index < shown.length; index++) {
        const proposal = shown[index] as number
        if (this.#draws[proposal] === 0) touched.push(proposal)
        increment(this.#draws, proposal)
        this.#count[proposal] = (this.#count[proposal] as number) + Math.min(most, readers[place] as number)
      }
    }
    const candidates = touched.filter(
      (id) => (this.#draws[id] as number) >= limits.leastDraws && (this.#count[id] as number) >= limits.votes,
    )
    const found = candidates.length > 0 ? this.#above(candidates, most, neighbours, limits) : []
    for (const proposal of touched) {
      this.#draws[proposal] = 0
      this.#count[proposal] = 0
    }
    return found
  }

  /** As if each reader had named any of the draws around with equal chance. */
  #above(candidates: readonly number[], most: number, neighbours: number, limits: Threshold): Excess[] {
    const [sums, squares, all, { readers, order }] = [this.#sums, this.#squares, this.#all, this]
    for (let place = 0; place < readers.length; place++) {
      const count = Math.min(most, readers[place] as number)
      sums[place + 1] = (sums[place] as number) + count
      squares[place + 1] = (squares[place] as number) + count * count
      all[place + 1] = (all[place] as number) + (readers[place] as number)
    }
    const found: Excess[] = []
    for (const proposal of candidates) {
      const count = this.#count[proposal] as number
      let [expected, variance, came, usual] = [0, 0, 0, 0]
      for (const place of order.placesWith(proposal)) {
        const from = Math.max(0, place - neighbours)
        const to = Math.min(readers.length, place + neighbours + 1)
        expected += ((sums[to] as number) - (sums[from] as number)) / (to - from)
        variance += ((squares[to] as number) - (squares[from] as number)) / (to - from)
        usual += ((all[to] as number) - (all[from] as number)) / (to - from)
        came += readers[place] as number
      }
      if (!standsOut(count, expected, variance, limits)) continue
      // Those who do not seek the proposal name its draws at this rate.
      const rate = Math.min(0.99, usual / (all[readers.length] as number))
      found.push({ proposal, others: Math.max(0, came - (came - usual) / (1 - rate)), came })
    }
    return found
  }
}

interface Excess {
  proposal: number
  /** Readers who named its draws. */
  came: number
  /** Those of them who did not come for it. */
  others: number
}

/** With which probability a reader who names a draw votes on any one of its proposals. */
export function usualChance({ count, draw }: Namings, { votes, draws }: Sightings): number {
  let shown = 0
  for (let naming = 0; naming < count; naming++) shown += draws[draw[naming] as number]?.proposals.length ?? 0
  return Math.min(1, votes / Math.max(1, shown))
}

interface Usual {
  high: number
  middle: number
  /** How many there are to go by. */
  draws: number
}

const NOTHING: Usual = { high: 0, middle: 0, draws: 0 }

/** What a quarter of the draws around a place exceed, and half of them, the draw itself left out. */
export function usualAround(place: number, { readers }: DrawCounts, neighbours: number): Usual {
  const around: number[] = []
  for (let other = place - neighbours; other <= place + neighbours; other++)
    if (other !== place && other >= 0 && other < readers.length) around.push(readers[other] as number)
  around.sort((one, other) => one - other)
  return {
    high: around[Math.floor(around.length * 0.75)] ?? 0,
    middle: around[around.length >> 1] ?? 0,
    draws: around.length,
  }
}

/** Draws that far more readers name than those around them, and proposals whose draws are: `draw-excess`. */
export function* soughtDraws(
  sightings: Sightings,
  namings: Namings,
  order: DrawOrder,
  share: number,
  { draws }: TrustThresholds,
): Generator<void, Finding[]> {
  const { single, everybody, leastDraws, neighbours } = draws
  const counts = new DrawCounts(order, sightings.proposals)
  const choices = new Choices(sightings, namings)
  const chance = usualChance(namings, sightings)
  const wanted = ofShare({ times: 1.2, votes: single.readers / 3, deviations: 5 }, share)
  const placeOf = (naming: number) => order.placeOf[namings.draw[naming] as number] as number
  for (let naming = 0; naming < namings.count; naming++) counts.add(placeOf(naming))
  const byPlace = grouped(Array(namings.count).keys(), placeOf)
  yield
  const findings: Finding[] = []
  const usual = new Map<number, Usual>()
  for (const place of counts.named) usual.set(place, usualAround(place, counts, neighbours))
  for (const place of counts.named) {
    const { high, middle, draws: around } = usual.get(place) ?? NOTHING
    if (around < single.leastDraws) continue
    const readers = counts.readers[place] as number
    if (readers <= single.times * high + Math.max(5, single.readers * share)) continue
    // The proposal that they came for, if there is one, is theirs first: it costs the fewest of the others.
    const group = byPlace.get(place) ?? []
    for (const { proposal, votes } of chosenBy(group, choices, sightings, namings, wanted)) {
      const genuine = Math.min(votes.length, middle * chance)
      const pattern = { kind: 'draw', draw: order.ordered[place] as number, proposal } as const
      findings.push({ rule: 'draw-excess', votes, genuine, pattern })
    }
    const rows: number[] = []
    for (const naming of group)
      for (let row = namings.start[naming] as number; row < (namings.start[naming + 1] as number); row++)
        rows.push(namings.votes[row] as number)
    const genuine = Math.min(rows.length, middle * (sightings.votes / namings.count))
    const pattern = { kind: 'draw', draw: order.ordered[place] as number, proposal: null } as const
    findings.push({ rule: 'draw-excess', votes: rows, genuine, pattern })
  }
  yield
  const limits = { ...ofShare(everybody, share), leastDraws }
  for (const { proposal, came, others } of counts.proposalsSought(neighbours, limits)) {
    for (const place of order.placesWith(proposal)) {
      const { high, middle } = usual.get(place) ?? NOTHING
      const readers = counts.readers[place] as number
      if (readers <= high) continue
      const votes = rowsOn(byPlace.get(place) ?? [], proposal, namings, sightings)
      const usualReaders = Math.max(middle, (readers * others) / came)
      const genuine = Math.min(votes.length, usualReaders * chance)
      const pattern = { kind: 'draw', draw: order.ordered[place] as number, proposal } as const
      findings.push({ rule: 'draw-excess', votes, genuine, pattern })
    }
  }
  return findings
}

/**
 * Pages of the whole list to which readers come who have been on none before it. Who reads on goes from the fair draw to
 * page 1, 2, and so on; who wants one proposal asks for its page.
 */
export function pagesSought(
  sightings: Sightings,
  namings: Namings,
  share: number,
  { draws: { direct } }: TrustThresholds,
): Finding[] {
  const { draws, readers } = sightings
  const lowest = new Float64Array(readers).fill(Number.POSITIVE_INFINITY)
  const arrivals = new Map<number, number[]>()
  for (let naming = 0; naming < namings.count; naming++) {
    const reader = namings.reader[naming] as number
    const number = draws[namings.draw[naming] as number]?.number ?? 0
    if (lowest[reader] === Number.POSITIVE_INFINITY) {
      lowest[reader] = number
      if (number > 0) arrivals.set(number, [])
    }
  }
  for (let naming = 0; naming < namings.count; naming++) {
    const number = draws[namings.draw[naming] as number]?.number ?? 0
    if (number > 0 && lowest[namings.reader[naming] as number] === number) arrivals.get(number)?.push(naming)
  }
  const findings: Finding[] = []
  const pages = pagesOf(sightings)
  for (const [page, group] of arrivals) {
    const usual = Array.from({ length: pages }, (_, index) => index + 1)
      .filter((number) => number !== page)
      .map((number) => arrivals.get(number)?.length ?? 0)
      .sort((one, other) => one - other)
    const middle = usual[usual.length >> 1] ?? 0
    if (group.length <= direct.times * middle + Math.max(5, direct.readers * share)) continue
    const votes = group.flatMap((naming) => [
      ...namings.votes.subarray(namings.start[naming], namings.start[naming + 1]),
    ])
    // Where nobody came to any of the other pages, some three readers may come to all of them together.
    const genuine = Math.max(middle, MOST_UNSEEN / Math.max(1, usual.length))
    findings.push({
      rule: 'draw-excess',
      votes,
      genuine: votes.length * Math.min(1, genuine / group.length),
      pattern: null,
    })
  }
  return findings
}

/** Pages of the whole list, as far as its draws tell. */
function pagesOf({ draws, proposals }: Sightings): number {
  const named = draws.reduce((highest, { number }) => Math.max(highest, number), 0)
  const size = draws.reduce((highest, draw) => Math.max(highest, draw.proposals.length), 1)
  return Math.max(named, Math.ceil(proposals / size))
}
