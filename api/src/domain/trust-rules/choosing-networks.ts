import { rowsOn } from './choice-excess.ts'
import { type Finding, ofShare, standsOut } from './findings.ts'
import { grouped, type Namings, type Sightings } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

/** Namings between two turns of the event loop. */
const AT_ONCE = 2000

/** What the whole ballots of a network hold of one proposal that they were served. */
interface Held {
  /** Namings of draws that hold it. */
  shown: number[]
  chosen: number
  /** Votes on it that are expected, by the law of choice. */
  expected: number
  variance: number
  /** Logarithm of the chance that all of them choose it. */
  all: number
}

function heldBy(
  group: readonly number[],
  { draws, proposal }: Sightings,
  namings: Namings,
  leftOut: number,
): Map<number, Held> {
  const held = new Map<number, Held>()
  for (const naming of group) {
    const shown = draws[namings.draw[naming] as number]?.proposals ?? []
    // Who votes on all of a draw chooses nothing.
    if (shown.length <= (namings.size[naming] as number)) continue
    const chance = 1 - leftOut * (1 - (namings.size[naming] as number) / shown.length)
    const chosen = new Set<number>()
    for (let at = namings.start[naming] as number; at < (namings.start[naming + 1] as number); at++)
      chosen.add(proposal[namings.votes[at] as number] as number)
    for (let index = 0; index < shown.length; index++) {
      const id = shown[index] as number
      const one = held.get(id) ?? { shown: [], chosen: 0, expected: 0, variance: 0, all: 0 }
      held.set(id, one)
      one.shown.push(naming)
      if (chosen.has(id)) one.chosen += 1
      one.expected += chance
      one.variance += chance * (1 - chance)
      one.all += Math.log(chance)
    }
  }
  return held
}

/** Networks all of whose ballots hold a proposal, and what is expected of such networks. */
interface Together {
  votes: number
  expected: number
  variance: number
  rows: number[]
}

/**
 * Proposals that the whole ballots of a network hold nearly always, where they were served: who votes on two thirds of
 * a draw leaves out any proposal once in three times, and hardly less often one that nobody skips. It is asked of each network, and of those together all of
 * whose ballots hold the proposal. Ballots that leave it out are those of genuine readers, and say how many there are.
 */
export function* choosingNetworks(
  sightings: Sightings,
  namings: Namings,
  share: number,
  { choice: { whole } }: TrustThresholds,
): Generator<void, Finding[]> {
  const { longerThan, leftOut, single, together, kinds } = whole
  const findings: Finding[] = []
  const least = Math.min(...kinds.map(({ from }) => from))
  const isLong = (naming: number) => (namings.ballot[namings.reader[naming] as number] as number) > longerThan
  const long = [...Array(namings.count).keys()].filter(isLong)
  for (const networks of sightings.networks) {
    let work = 0
    const byKind = kinds.map(() => new Map<number, Together>())
    for (const [network, group] of grouped(
      long,
      (one) => networks[namings.reader[one] as number] as number,
    )) {
      if (network === 0 || group.length < least) continue
      work += group.length
      if (work > AT_ONCE) {
        work = 0
        yield
      }
      for (const [proposal, { shown, chosen, expected, variance, all }] of heldBy(
        group,
        sightings,
        namings,
        leftOut,
      )) {
        const rate = expected / shown.length
        const genuine = ((shown.length - chosen) * rate) / (1 - rate)
        if (standsOut(chosen, expected, variance, ofShare(single, share))) {
          const votes = rowsOn(shown, proposal, namings, sightings)
          findings.push({ rule: 'network-excess', votes, genuine, pattern: null })
        }
        const kind = kinds.findIndex(({ from, to }) => shown.length >= from && shown.length <= to)
        if (kind < 0) continue
        const sums = byKind[kind]?.get(proposal) ?? { votes: 0, expected: 0, variance: 0, rows: [] }
        byKind[kind]?.set(proposal, sums)
        const chance = Math.exp(all)
        sums.expected += shown.length * chance
        sums.variance += shown.length ** 2 * chance * (1 - chance)
        if (chosen < shown.length) continue
        sums.votes += chosen
        sums.rows.push(...rowsOn(shown, proposal, namings, sightings))
      }
    }
    yield
    for (const sums of byKind)
      for (const { votes, expected, variance, rows } of sums.values())
        if (standsOut(votes, expected, variance, ofShare(together, share)))
          findings.push({ rule: 'network-excess', votes: rows, genuine: expected, pattern: null })
  }
  return findings
}
