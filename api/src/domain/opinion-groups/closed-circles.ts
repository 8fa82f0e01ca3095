// Small sets of readers who vote like each other and unlike all others: most often one mind under many names, with some noise
// so that its ballots differ. A camp is not one: its people are linked to others by those who waver.

import type { BallotClasses } from './near-identical.ts'
import type { Ballots } from './vote-matrix.ts'

/** Fewer are harmless. */
const LEAST_BALLOTS = 5
const LEAST_SHARE = 0.02
/** More may be a group of its own, whose voice counts. */
const MOST_SHARE = 0.08
const LEAST_COMMON = 12
/** Cohen's kappa (1960): how far two ballots agree beyond what the popularity of the votes explains. */
const LEAST_KAPPA = 0.5
/** And by more than votes cast by chance would: kappa over its deviation, about one over the root of the common votes. */
const BEYOND_CHANCE = 3
/** Part of the neighbours that two neighbours share if they are of one circle (Jarvis and Patrick 1973). */
const LEAST_SHARED = 0.5
/** Each is compared with each. */
const MOST_COMPARED = 2000

/** Chance that two voters give the same vote, for each proposal. */
function chancesOf({ proposals, values }: Ballots, proposalCount: number): Float64Array {
  const counts = new Float64Array(proposalCount * 3)
  for (let index = 0; index < proposals.length; index++) {
    const place = (proposals[index] as number) * 3 + (values[index] as number) + 1
    counts[place] = (counts[place] as number) + 1
  }
  return Float64Array.from({ length: proposalCount }, (_, proposal) => {
    const votes = counts.subarray(proposal * 3, proposal * 3 + 3)
    const total = votes.reduce((sum, count) => sum + count, 0)
    return total === 0 ? 0 : votes.reduce((sum, count) => sum + (count / total) ** 2, 0)
  })
}

type Row = Pick<Ballots, 'proposals' | 'values'>

/** True if two ballots agree far beyond chance in the votes that they have in common. */
function isAlike(one: Row, other: Row, chances: Float64Array): boolean {
  let [left, right] = [0, 0]
  let [common, equal, expected] = [0, 0, 0]
  while (left < one.proposals.length && right < other.proposals.length) {
    const proposal = one.proposals[left] as number
    const difference = proposal - (other.proposals[right] as number)
    if (difference === 0) {
      common += 1
      expected += chances[proposal] as number
      if (one.values[left] === other.values[right]) equal += 1
    }
    if (difference <= 0) left += 1
    if (difference >= 0) right += 1
  }
  // Without any dissent on what they share, nothing tells one voter from another.
  if (common < LEAST_COMMON || common - expected < 1) return false
  const kappa = (equal - expected) / (common - expected)
  return kappa >= LEAST_KAPPA && kappa * Math.sqrt(common) >= BEYOND_CHANCE
}

function rowOf({ starts, proposals, values }: Ballots, ballot: number): Row {
  const [from, to] = [starts[ballot] as number, starts[ballot + 1] as number]
  return { proposals: proposals.subarray(from, to), values: values.subarray(from, to) }
}

/** Neighbours of each of the rows, itself among them. */
function neighboursOf(rows: readonly Row[], chances: Float64Array): Set<number>[] {
  const neighbours = rows.map((_, row) => new Set([row]))
  for (let row = 0; row < rows.length; row++)
    for (let other = row + 1; other < rows.length; other++) {
      if (!isAlike(rows[row] as Row, rows[other] as Row, chances)) continue
      neighbours[row]?.add(other)
      neighbours[other]?.add(row)
    }
  return neighbours
}

function areOfOneCircle(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one]
  let shared = 0
  for (const neighbour of fewer) if (more.has(neighbour)) shared += 1
  // The two themselves are among them, and say nothing.
  return shared > 2 && shared >= LEAST_SHARED * fewer.size
}

/** Rows that are linked, directly or through others. */
function linked(neighbours: readonly ReadonlySet<number>[]): number[][] {
  const seen = new Set<number>()
  const sets: number[][] = []
  for (let first = 0; first < neighbours.length; first++) {
    if (seen.has(first)) continue
    seen.add(first)
    const members = [first]
    for (const member of members)
      for (const next of neighbours[member] ?? []) {
        if (seen.has(next)) continue
        if (!areOfOneCircle(neighbours[member] as Set<number>, neighbours[next] as Set<number>)) continue
        seen.add(next)
        members.push(next)
      }
    sets.push(members)
  }
  return sets
}

/** The vote that most of the rows give, where at least a few of them voted. */
function commonRow(rows: readonly Row[]): Row {
  const counts = new Map<number, [number, number, number]>()
  for (const { proposals, values } of rows)
    for (let index = 0; index < proposals.length; index++) {
      const proposal = proposals[index] as number
      const votes = counts.get(proposal) ?? [0, 0, 0]
      votes[(values[index] as number) + 1] = (votes[(values[index] as number) + 1] as number) + 1
      counts.set(proposal, votes)
    }
  const known = [...counts]
    .filter(([, votes]) => votes[0] + votes[1] + votes[2] >= LEAST_BALLOTS)
    .sort(([one], [other]) => one - other)
  return {
    proposals: Int32Array.from(known, ([proposal]) => proposal),
    values: Int8Array.from(known, ([, votes]) => votes.indexOf(Math.max(...votes)) - 1),
  }
}

/**
 * Closed circles among the ballots that lead a class: sets of 2 to 8 % of them, at least five. The ballots must be in an
 * order that says nothing of them: of many, the first two thousand are compared, and the others with what is found.
 */
export function closedCircles(
  ballots: Ballots,
  proposalCount: number,
  { leaderOf }: BallotClasses,
): number[][] {
  const leaders = [...leaderOf.keys()].filter((ballot) => leaderOf[ballot] === ballot)
  const chances = chancesOf(ballots, proposalCount)
  const compared = leaders.slice(0, MOST_COMPARED)
  const rows = compared.map((ballot) => rowOf(ballots, ballot))
  const least = Math.max(LEAST_BALLOTS, LEAST_SHARE * rows.length)
  return linked(neighboursOf(rows, chances))
    .filter((members) => members.length >= least && members.length <= MOST_SHARE * rows.length)
    .map((members) => {
      const common = commonRow(members.map((row) => rows[row] as Row))
      const others = leaders.slice(MOST_COMPARED)
      return [
        members.map((row) => compared[row] as number),
        others.filter((ballot) => isAlike(rowOf(ballots, ballot), common, chances)),
      ].flat()
    })
}

/** The classes with each circle as one class more: its first ballot stands for it. */
export function joined({ leaderOf }: BallotClasses, circles: readonly (readonly number[])[]): BallotClasses {
  const circleOf = new Map(circles.flatMap((circle) => circle.map((ballot) => [ballot, circle[0] as number])))
  const leaders = leaderOf.map((leader) => circleOf.get(leader) ?? leader)
  const sizes = new Int32Array(leaders.length)
  for (const leader of leaders) sizes[leader] = (sizes[leader] as number) + 1
  return { leaderOf: leaders, sizes }
}
