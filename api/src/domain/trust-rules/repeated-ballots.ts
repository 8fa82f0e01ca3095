import type { Finding } from './findings.ts'
import { grouped, type Namings, type Sightings } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

/** Votes of each reader in the order in which they came: those of reader r from `start[r]`. */
export interface Ballots {
  start: Uint32Array
  items: Uint32Array
}

const rowsOf = ({ start, items }: Ballots, readers: Iterable<number>): number[] => {
  const rows: number[] = []
  for (const reader of readers)
    for (let at = start[reader] as number; at < (start[reader + 1] as number); at++)
      rows.push(items[at] as number)
  return rows
}

/** Parts of a proposal's votes that are of each choice, a vote of each added. */
function choiceRates({ votes, proposal, choice, proposals }: Sightings): Float64Array {
  const rates = new Float64Array(proposals * 3).fill(1)
  for (let vote = 0; vote < votes; vote++) {
    const cell = (proposal[vote] as number) * 3 + (choice[vote] as number)
    rates[cell] = (rates[cell] as number) + 1
  }
  for (let id = 0; id < proposals; id++) {
    const at = id * 3
    const sum = (rates[at] as number) + (rates[at + 1] as number) + (rates[at + 2] as number)
    for (let key = 0; key < 3; key++) rates[at + key] = (rates[at + key] as number) / sum
  }
  return rates
}

/** A number that votes have in common if they are the same, in whichever order. */
function fingerprint(votes: Uint32Array, cellOf: (vote: number) => number): number {
  let [high, low] = [0, 0]
  for (const vote of votes) {
    const cell = cellOf(vote) + 1
    const mixed = Math.imul(cell ^ (cell >>> 15), 0x2c1b3c6d)
    high = (high + Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)) | 0
    low = (low + Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)) | 0
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11)
}

/** Ballots that are alike in every vote, far more of them than votes like theirs would make one expect. */
export function alikeBallots(
  sightings: Sightings,
  namings: Namings,
  ballots: Ballots,
  share: number,
  { ballots: { alike } }: TrustThresholds,
): Finding[] {
  const { proposal, choice, readers } = sightings
  const groups = new Map<number, number[]>()
  const sizes = new Map<number, number>()
  const cellOf = (vote: number) => (proposal[vote] as number) * 3 + (choice[vote] as number)
  const votesOf = (reader: number) => ballots.items.subarray(ballots.start[reader], ballots.start[reader + 1])
  const setOf = (reader: number) => fingerprint(votesOf(reader), (vote) => proposal[vote] as number)
  for (let reader = 0; reader < readers; reader++) {
    if ((namings.ballot[reader] as number) < alike.votes) continue
    const [name, set] = [fingerprint(votesOf(reader), cellOf), setOf(reader)]
    const group = groups.get(name)
    if (group) group.push(reader)
    else groups.set(name, [reader])
    sizes.set(set, (sizes.get(set) ?? 0) + 1)
  }
  const rates = choiceRates(sightings)
  const findings: Finding[] = []
  for (const group of groups.values()) {
    if (group.length < Math.max(5, alike.readers * share)) continue
    const first = group[0] as number
    const chance = votesOf(first).reduce((product, vote) => product * (rates[cellOf(vote)] as number), 1)
    const expected = ((sizes.get(setOf(first)) ?? 0) - group.length) * chance
    if (group.length <= alike.times * Math.max(1, expected)) continue
    const votes = rowsOf(ballots, group)
    findings.push({
      rule: 'ballots',
      votes,
      genuine: (votes.length * expected) / group.length,
      pattern: null,
    })
  }
  return findings
}

/**
 * Ballots faster than anybody reads. A telephone that was offline sends its votes all at once, so they are looked at only
 * where there are far too many of them: in a network, or among all.
 */
export function fastBallots(
  sightings: Sightings,
  namings: Namings,
  ballots: Ballots,
  share: number,
  { ballots: { fast } }: TrustThresholds,
): Finding[] {
  const { readers, at, networks } = sightings
  const isFast = (reader: number): boolean => {
    const votes = namings.ballot[reader] as number
    if (votes < fast.votes) return false
    const first = at[ballots.items[ballots.start[reader] as number] as number] as number
    const last = at[ballots.items[(ballots.start[reader + 1] as number) - 1] as number] as number
    return last - first < fast.seconds * 1000 * (votes - 1)
  }
  const found: number[] = []
  for (let reader = 0; reader < readers; reader++) if (isFast(reader)) found.push(reader)
  const least = Math.max(5, fast.readers * share)
  if (found.length < least) return []
  const findings: Finding[] = []
  const judge = (group: readonly number[], of: number, most: number) => {
    if (group.length < least || group.length <= most * of) return
    const votes = rowsOf(ballots, group)
    const usual = Math.min(group.length, fast.usual * of)
    findings.push({ rule: 'ballots', votes, genuine: (votes.length * usual) / group.length, pattern: null })
  }
  judge(found, readers, fast.shareOfAll)
  for (const network of networks) {
    const sizes = new Map<number, number>()
    for (const name of network.subarray(0, readers)) sizes.set(name, (sizes.get(name) ?? 0) + 1)
    for (const [name, group] of grouped(found, (reader) => network[reader] as number))
      if (name !== 0) judge(group, sizes.get(name) ?? 0, fast.shareOfNetwork)
  }
  return findings
}
