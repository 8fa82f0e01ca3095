import { Choices, chosenBy, lastVotes, rowsOn, shortBallots } from './choice-excess.ts'
import { DrawCounts, type DrawOrder, usualAround, usualChance } from './draw-excess.ts'
import { type Finding, ofShare } from './findings.ts'
import { type Namings, type Sightings, sortedBy } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

/** Namings between two turns of the event loop. */
const AT_ONCE = 10_000

interface Part {
  group: number[]
  /** It is nearly all of the network. */
  isMost: boolean
  /** Those of readers who are not done, and might belong to another part. */
  isOpen: ReadonlySet<number>
}

/**
 * A network's namings of readers with whole ballots, and of those with few votes: who seeks a proposal from a school's
 * address does not vote as its pupils do, and they are not to pay for it. Who is not done yet is told apart later, unless
 * nearly all are alike.
 */
function byLength(
  all: Uint32Array,
  { reader, ballot }: Namings,
  lastAt: Float64Array,
  now: number,
  { choice, settledSeconds, mostOfNetwork }: TrustThresholds,
): Part[] {
  const longest = Math.max(...choice.short.map(({ to }) => to))
  const [done, open, long]: [number[], number[], number[]] = [[], [], []]
  for (const naming of all) {
    const who = reader[naming] as number
    if ((ballot[who] as number) > longest) long.push(naming)
    else ((lastAt[who] as number) <= now - settledSeconds * 1000 ? done : open).push(naming)
  }
  const isMost = ({ length }: number[]) => length >= mostOfNetwork * all.length
  const few = done.concat(open)
  return [
    { group: few, isMost: isMost(few), isOpen: isMost(few) ? new Set() : new Set(open) },
    { group: long, isMost: isMost(long), isOpen: new Set() },
  ]
}

/**
 * Proposals on which readers of one network vote far more often than others who were served them, or whose draws they name
 * far more often than others do: `network-excess`. How many readers a network has says nothing: a school votes on what
 * it is shown.
 */
export function* networkExcess(
  sightings: Sightings,
  namings: Namings,
  order: DrawOrder,
  share: number,
  thresholds: TrustThresholds,
): Generator<void, Finding[]> {
  const { choice, draws } = thresholds
  const findings: Finding[] = []
  const lastAt = lastVotes(sightings)
  const choices = new Choices(sightings, namings)
  const counts = new DrawCounts(order, sightings.proposals)
  const threshold = ofShare(choice.network, share)
  const chance = usualChance(namings, sightings)
  const limits = { ...ofShare(draws.network, share), leastDraws: draws.leastDraws }
  const everybody = new DrawCounts(order, sightings.proposals)
  for (let naming = 0; naming < namings.count; naming++)
    everybody.add(order.placeOf[namings.draw[naming] as number] as number)
  const { single, neighbours } = draws
  /** As many readers of one network as would be too many of all: what a class sends at a word of its teacher is not. */
  const singleDraw = (place: number) =>
    single.times * usualAround(place, everybody, neighbours).high + Math.max(5, single.readers * share)
  const find = function* (
    { group, isMost, isOpen }: Part,
    level: number,
    network: number,
  ): Generator<Finding> {
    const finding = (proposal: number, rows: number[], genuine: number): Finding => {
      const pending = rows.filter((row) => isOpen.has(namings.ofVote[row] as number))
      const votes =
        pending.length === 0 ? rows : rows.filter((row) => !isOpen.has(namings.ofVote[row] as number))
      return {
        rule: 'network-excess',
        votes,
        genuine: (genuine * votes.length) / Math.max(1, rows.length),
        pattern: isMost ? { kind: 'network', level, network, proposal } : null,
        pending,
      }
    }
    for (const { proposal, votes, genuine } of chosenBy(group, choices, sightings, namings, threshold))
      yield finding(proposal, votes, genuine)
    for (const { short } of shortBallots(group, namings, lastAt, sightings.now, thresholds))
      for (const { votes, genuine } of chosenBy(short, choices, sightings, namings, threshold))
        yield { rule: 'network-excess', votes, genuine, pattern: null }
    for (const naming of group) counts.add(order.placeOf[namings.draw[naming] as number] as number)
    for (const { proposal, others } of counts.proposalsSought(draws.neighbours, limits)) {
      const votes = rowsOn(group, proposal, namings, sightings)
      yield finding(proposal, votes, Math.min(votes.length, others * chance))
    }
    for (const place of counts.named) {
      if ((counts.readers[place] as number) <= singleDraw(place)) continue
      const draw = order.ordered[place] as number
      const votes = group
        .filter((naming) => namings.draw[naming] === draw)
        .flatMap((naming) => [...namings.votes.subarray(namings.start[naming], namings.start[naming + 1])])
      const usual = (sightings.votes * group.length) / namings.count / order.ordered.length
      yield { rule: 'network-excess', votes, genuine: Math.min(votes.length, usual), pattern: null }
    }
    counts.clear()
  }
  let work = 0
  for (const [level, networks] of sightings.networks.entries()) {
    const networkOf = (naming: number) => networks[namings.reader[naming] as number] as number
    const most = networks.reduce((highest, network) => Math.max(highest, network), 0)
    const { start, items } = sortedBy(namings.count, most + 1, networkOf)
    for (let network = 1; network <= most; network++) {
      const all = items.subarray(start[network], start[network + 1])
      if (all.length < threshold.votes) continue
      for (const part of byLength(all, namings, lastAt, sightings.now, thresholds))
        findings.push(...find(part, level, network))
      work += all.length
      if (work > AT_ONCE) {
        work = 0
        yield
      }
    }
  }
  return findings
}
