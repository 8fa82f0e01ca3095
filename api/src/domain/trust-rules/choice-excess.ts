import { type Finding, ofShare, standsOut, type Threshold } from './findings.ts'
import { increment, type Namings, type Sightings } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

/**
 * What is expected of a group of readers on each proposal of the draws that they named. The widget shows a draw in random
 * order: who votes k times on a draw of n proposals votes on each of them with probability k / n, whatever the draw and
 * the hour, alone or among thousands.
 */
export class Choices {
  readonly count: Uint32Array
  readonly expected: Float64Array
  readonly variance: Float64Array
  /** Proposals that were in a draw of the group. */
  readonly touched: number[] = []
  readonly #sightings: Sightings
  readonly #namings: Namings
  #least = 1

  constructor(sightings: Sightings, namings: Namings) {
    this.#sightings = sightings
    this.#namings = namings
    this.count = new Uint32Array(sightings.proposals)
    this.expected = new Float64Array(sightings.proposals)
    this.variance = new Float64Array(sightings.proposals)
  }

  /** False: whatever this naming holds says nothing, since its reader voted on half of the draw. */
  add(naming: number): boolean {
    const { start, votes, size, draw } = this.#namings
    const { proposal, draws } = this.#sightings
    const shown = draws[draw[naming] as number]?.proposals ?? []
    const chance = (size[naming] as number) / shown.length
    if (shown.length === 0 || chance >= 0.5) return false
    this.#least = Math.min(this.#least, chance)
    for (let place = 0; place < shown.length; place++) {
      const id = shown[place] as number
      if (this.expected[id] === 0) this.touched.push(id)
      this.expected[id] = (this.expected[id] as number) + chance
      this.variance[id] = (this.variance[id] as number) + chance * (1 - chance)
    }
    for (let row = start[naming] as number; row < (start[naming + 1] as number); row++)
      increment(this.count, proposal[votes[row] as number] as number)
    return true
  }

  /**
   * Genuine votes on a proposal, if the others came from voters who voted as little as any here: what they add to what is
   * expected is not much.
   */
  genuine(id: number): number {
    const [count, expected] = [this.count[id] as number, this.expected[id] as number]
    return Math.max(0, count - (count - expected) / (1 - Math.min(0.99, this.#least)))
  }

  /** Empties the counts for the next group; the arrays stay. */
  clear(): void {
    for (const id of this.touched) {
      this.count[id] = 0
      this.expected[id] = 0
      this.variance[id] = 0
    }
    this.touched.length = 0
    this.#least = 1
  }
}

/** Rows of these namings that are on a proposal. */
export function rowsOn(
  namings: Iterable<number>,
  id: number,
  of: Namings,
  { proposal }: Sightings,
): number[] {
  const rows: number[] = []
  for (const naming of namings)
    for (let row = of.start[naming] as number; row < (of.start[naming + 1] as number); row++) {
      const vote = of.votes[row] as number
      if (proposal[vote] === id) rows.push(vote)
    }
  return rows
}

/** When each reader voted last, in milliseconds. */
export function lastVotes({ readers, votes, reader, at }: Sightings): Float64Array {
  const last = new Float64Array(readers)
  for (let vote = 0; vote < votes; vote++) last[reader[vote] as number] = at[vote] as number
  return last
}

interface Chosen {
  proposal: number
  votes: number[]
  genuine: number
}

/** Proposals that these readers chose far more often than others of the same draws. */
export function chosenBy(
  group: readonly number[],
  choices: Choices,
  sightings: Sightings,
  namings: Namings,
  threshold: Threshold,
): Chosen[] {
  const found: Chosen[] = []
  const telling = group.filter((naming) => choices.add(naming))
  for (const proposal of choices.touched) {
    const [count, expected] = [choices.count[proposal] as number, choices.expected[proposal] as number]
    if (!standsOut(count, expected, choices.variance[proposal] as number, threshold)) continue
    const votes = rowsOn(telling, proposal, namings, sightings)
    found.push({ proposal, votes, genuine: choices.genuine(proposal) })
  }
  choices.clear()
  return found
}

/**
 * The namings of readers who are done with few votes, by how few: who wants one vote of each invented voter spares the
 * others, and readers who vote on much hide nobody then.
 */
export function* shortBallots(
  group: Iterable<number>,
  namings: Namings,
  lastAt: Float64Array,
  now: number,
  { choice, settledSeconds }: TrustThresholds,
): Generator<{ short: number[]; threshold: Threshold }> {
  const settled = now - settledSeconds * 1000
  const all = [...group]
  for (const { from, to, ...threshold } of choice.short) {
    const short = all.filter((naming) => {
      const reader = namings.reader[naming] as number
      const votes = namings.ballot[reader] as number
      return votes >= from && votes <= to && (lastAt[reader] as number) <= settled
    })
    if (short.length >= 5) yield { short, threshold }
  }
}

/** Proposals that readers with few votes chose far more often than others of the same draws: `lone-votes`. */
export function* loneVotes(
  sightings: Sightings,
  namings: Namings,
  share: number,
  thresholds: TrustThresholds,
): Generator<void, Finding[]> {
  const lastAt = lastVotes(sightings)
  const choices = new Choices(sightings, namings)
  const findings: Finding[] = []
  const all = Array(namings.count).keys()
  for (const { short, threshold } of shortBallots(all, namings, lastAt, sightings.now, thresholds)) {
    for (const { votes, genuine } of chosenBy(short, choices, sightings, namings, ofShare(threshold, share)))
      findings.push({ rule: 'lone-votes', votes, genuine, pattern: null })
    yield
  }
  return findings
}
