import { loneVotes } from './choice-excess.ts'
import { choosingNetworks } from './choosing-networks.ts'
import { DrawOrder, pagesSought, soughtDraws } from './draw-excess.ts'
import { type Finding, RELATIVE_RULES, withinAllowance } from './findings.ts'
import { networkExcess } from './network-excess.ts'
import { alikeBallots, fastBallots } from './repeated-ballots.ts'
import { seekingNetworks } from './seeking-networks.ts'
import { increment, namingsOf, type Sightings, sortedBy, without } from './sightings.ts'
import type { TrustThresholds } from './trust-rules.ts'

/** What a look at the window comes to. */
export interface Judgement {
  findings: Finding[]
  /** Genuine votes that are expected among those that are set aside now for the first time. */
  genuine: number
  /** No more may be set aside of which some may be genuine. */
  isSpent: boolean
}

const DRAW_EXCESS = RELATIVE_RULES.indexOf('draw-excess') + 1

/**
 * Which votes of the window something speaks against, beside all the others of the window. Draws are looked at last, without
 * the votes that something else speaks against: a draw that one network sought is not to cost the others. It stops after
 * each part of the work, so that a caller with other duties can see to them.
 *
 * @param share part of all votes that are in the sightings, where several processes take them; 1: all
 * @param spent genuine votes that are expected among those set aside before, within the window
 */
export function* judgeVotes(
  sightings: Sightings,
  { share, spent }: { share: number; spent: number },
  thresholds: TrustThresholds,
): Generator<void, Judgement> {
  const { votes, rule } = sightings
  const first = yield* withoutDraws(sightings, share, thresholds)
  const allowance = { spent, most: allowed(first, rule, thresholds), sure: thresholds.genuine.sure }
  const byOther = withinAllowance(first, rule, allowance)
  byOther.push(...withinAllowance(restOfBallots(byOther, sightings, thresholds), rule, allowance))
  const isGone = Uint8Array.from(rule, (one) => (one > 0 && one !== DRAW_EXCESS ? 1 : 0))
  for (const finding of byOther) for (const row of finding.votes) isGone[row] = 1
  for (const { pending = [] } of first) for (const row of pending) isGone[row] = 1
  yield
  const { left, rows } = without(sightings, (row) => isGone[row] === 1)
  const second = yield* byDraws(left, share, thresholds)
  const mapped = second.map((finding) => ({
    ...finding,
    votes: finding.votes.map((row) => rows[row] as number),
  }))
  allowance.most = Math.min(allowance.most, allowed([...first, ...mapped], rule, thresholds))
  const byDraw = withinAllowance(mapped, rule, allowance)
  return {
    findings: votes < thresholds.fewest * share ? [] : [...byOther, ...byDraw],
    genuine: allowance.spent - spent,
    isSpent: allowance.spent >= 0.9 * allowance.most,
  }
}

/** How many genuine votes may be set aside: a part of the counted votes that nothing speaks against. */
function allowed(findings: readonly Finding[], rule: Uint8Array, { genuine }: TrustThresholds): number {
  const isDoubted = Uint8Array.from(rule)
  for (const { votes } of findings) for (const row of votes) isDoubted[row] = 1
  const others = isDoubted.reduce((count, one) => count + (one === 0 ? 1 : 0), 0)
  return Math.max(genuine.votes, genuine.share * others)
}

/**
 * What the readers of findings voted besides: who invents a voter for one vote invents the others as well. It is left alone
 * where the genuine readers among them would have voted as much, and so are readers who vote far more often than most of
 * them.
 */
function restOfBallots(
  findings: readonly Finding[],
  { votes, reader, readers }: Sightings,
  { ballots: { rest } }: TrustThresholds,
): Finding[] {
  const found = new Int32Array(readers).fill(-1)
  const isTaken = new Uint8Array(votes)
  for (const [index, finding] of findings.entries())
    for (const row of finding.votes) {
      found[reader[row] as number] = index
      isTaken[row] = 1
    }
  const ballot = new Uint32Array(readers)
  for (let row = 0; row < votes; row++) increment(ballot, reader[row] as number)
  const usual = findings.map((finding) => {
    const sizes = finding.votes.map((row) => ballot[reader[row] as number] as number)
    return sizes.sort((one, other) => one - other)[sizes.length >> 1] ?? 0
  })
  const rests: number[][] = findings.map(() => [])
  for (let row = 0; row < votes; row++) {
    const who = reader[row] as number
    const index = found[who] as number
    if (index < 0 || isTaken[row] === 1) continue
    if ((ballot[who] as number) <= 2 * (usual[index] as number)) rests[index]?.push(row)
  }
  return findings.flatMap((finding, index): Finding[] => {
    const own = rests[index] ?? []
    const most = 2 * (usual[index] as number)
    // As many genuine readers as there may well be, and all that is taken of each.
    if (own.length <= rest.times * most * (finding.genuine + 3 * Math.sqrt(finding.genuine + 1))) return []
    const genuine = Math.min(1, (2 * finding.genuine) / finding.votes.length) * own.length
    return [{ rule: 'ballots', votes: own, genuine, pattern: null }]
  })
}

function* withoutDraws(
  sightings: Sightings,
  share: number,
  thresholds: TrustThresholds,
): Generator<void, Finding[]> {
  const namings = namingsOf(sightings)
  yield
  const order = new DrawOrder(sightings)
  yield
  const ballots = sortedBy(sightings.votes, sightings.readers, (vote) => sightings.reader[vote] as number)
  yield
  const findings = [
    ...(yield* networkExcess(sightings, namings, order, share, thresholds)),
    ...(yield* choosingNetworks(sightings, namings, share, thresholds)),
    ...(yield* seekingNetworks(sightings, namings, order, share, thresholds)),
    ...(yield* loneVotes(sightings, namings, share, thresholds)),
  ]
  findings.push(...alikeBallots(sightings, namings, ballots, share, thresholds))
  yield
  findings.push(...fastBallots(sightings, namings, ballots, share, thresholds))
  yield
  return findings
}

function* byDraws(
  sightings: Sightings,
  share: number,
  thresholds: TrustThresholds,
): Generator<void, Finding[]> {
  const namings = namingsOf(sightings)
  yield
  const order = new DrawOrder(sightings)
  yield
  const findings = yield* soughtDraws(sightings, namings, order, share, thresholds)
  return [...findings, ...pagesSought(sightings, namings, share, thresholds)]
}
