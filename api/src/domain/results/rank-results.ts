import type { ConsultationSettings, ProposalLists, Rank, ScoredProposal, Tallies } from '../../wire/index.ts'
import {
  isAbove,
  isPlebiscite,
  lowerBound,
  ratesOf,
  type Score,
  type Scores,
  scoreFrom,
  scoresOf,
  votesOf,
  zoneOf,
} from './scores.ts'

type Zone = ScoredProposal['zone']

export interface Rankable {
  id: string
  text: string
  authorName: string | null
  authorAge: number | null
  tallies: Tallies
}

/** A proposal with all that its tallies say of it. */
export function scored(proposal: Rankable, settings: ConsultationSettings, rank?: Rank): ScoredProposal {
  const { id, text, authorName, authorAge, tallies } = proposal
  const rates = ratesOf(tallies)
  const { agree, disagree, neutral } = rates
  const author = {
    ...(authorName === null ? {} : { name: authorName }),
    ...(authorAge === null ? {} : { age: authorAge }),
  }
  return {
    id,
    text,
    tallies,
    ...(Object.keys(author).length === 0 ? {} : { author }),
    votes: votesOf(tallies),
    rates: { agree, disagree, neutral },
    scores: scoresOf(tallies, settings.plebiscite.denominator),
    zone: zoneOf(rates),
    plebiscite: isPlebiscite(tallies, settings.plebiscite),
    ...(rank ? { rank } : {}),
  }
}

/** The score by whose lower bound the proposals of a zone are in order; those of limbo are in none. */
const SCORES = {
  consensus: 'topScore',
  controversy: 'controversy',
  rejection: 'rejection',
} satisfies Partial<Record<Zone, keyof Scores>>
export type RankedZone = keyof typeof SCORES
const isRanked = (zone: Zone): zone is RankedZone => zone in SCORES

export interface Ranked<Proposal extends Rankable> {
  proposal: Proposal
  zone: RankedZone
  score: Score
  /** The end of its interval by which it is in order. */
  least: number
}

/** Every proposal of each zone, the first of it first. */
export type RankedZones<Proposal extends Rankable> = Record<RankedZone, Ranked<Proposal>[]>

/** Where a proposal is in which list; undefined: in none, as one that has not the votes from which proposals are ranked. */
function rankedOf<Proposal extends Rankable>(
  proposal: Proposal,
  { results }: ConsultationSettings,
): Ranked<Proposal> | undefined {
  const votes = votesOf(proposal.tallies)
  if (votes < results.rankedFrom) return undefined
  const rates = ratesOf(proposal.tallies)
  const zone = zoneOf(rates)
  if (!isRanked(zone)) return undefined
  const score = scoreFrom(SCORES[zone], rates, votes)
  return { proposal, zone, score, least: lowerBound(score) }
}

/** Of equals the one with more votes, then any fixed order: the same tallies give the same list. */
const inOrder = (one: Ranked<Rankable>, other: Ranked<Rankable>): number =>
  other.least - one.least ||
  votesOf(other.proposal.tallies) - votesOf(one.proposal.tallies) ||
  (one.proposal.id < other.proposal.id ? -1 : 1)

/**
 * The proposals of each zone by the lower bound of their score: what is first is surely good, and a few early votes carry
 * nobody to the top.
 */
export function rankZones<Proposal extends Rankable>(
  proposals: readonly Proposal[],
  settings: ConsultationSettings,
): RankedZones<Proposal> {
  return divide(proposals, settings).zones
}

/** As `rankZones`, with those that are in none of the zones, in the order in which they were given. */
export function divide<Proposal extends Rankable>(
  proposals: readonly Proposal[],
  settings: ConsultationSettings,
): { zones: RankedZones<Proposal>; others: Proposal[] } {
  const zones: RankedZones<Proposal> = { consensus: [], controversy: [], rejection: [] }
  const others: Proposal[] = []
  for (const proposal of proposals) {
    const ranked = rankedOf(proposal, settings)
    if (ranked) zones[ranked.zone].push(ranked)
    else others.push(proposal)
  }
  for (const list of Object.values(zones)) list.sort(inOrder)
  return { zones, others }
}

/**
 * The place of one in its list, from 1, and the first and last place that it may as well have: from behind all that are
 * surely above it to before all that are surely below (Goldstein and Spiegelhalter 1996, pairwise). Its own place is always
 * among them. Throws RangeError for an index outside of the list.
 */
export function rankAt(list: readonly Ranked<Rankable>[], index: number): Rank {
  const own = list[index]
  if (!own) throw new RangeError(`There is no place ${index} in a list of ${list.length}`)
  let [above, below] = [0, 0]
  for (const { score } of list) {
    if (isAbove(score, own.score)) above += 1
    else if (isAbove(own.score, score)) below += 1
  }
  return { place: index + 1, from: above + 1, to: list.length - below }
}

/** The first proposals of each zone, with their places. */
export function firstOf(zones: RankedZones<Rankable>, settings: ConsultationSettings): ProposalLists {
  const first = (zone: RankedZone): ScoredProposal[] =>
    zones[zone]
      .slice(0, settings.results.topSize)
      .map(({ proposal }, index) => scored(proposal, settings, rankAt(zones[zone], index)))
  return {
    consensus: first('consensus'),
    controversies: first('controversy'),
    rejections: first('rejection'),
  }
}

/** The first proposals of each zone: consensus by topScore, controversies by controversy, rejections by rejection. */
export const rankResults = (proposals: readonly Rankable[], settings: ConsultationSettings): ProposalLists =>
  firstOf(rankZones(proposals, settings), settings)

/** What a proposal is in the results. */
export interface Standing {
  votes: number
  /** Null: too few votes to say, as of a new proposal. */
  zone: Zone | null
  /** Its place among those of its zone, 1 the first; null in no zone, in limbo, and with too few votes to be ranked. */
  rank: number | null
  plebiscite: boolean
}

/** The first and last place that a proposal may as well have: its score cannot be told from theirs. */
export type Tied = Pick<Rank, 'from' | 'to'>

function standingOf({ tallies }: Rankable, rank: number | null, settings: ConsultationSettings): Standing {
  const votes = votesOf(tallies)
  const zone = votes < settings.sequence.testedFrom ? null : zoneOf(ratesOf(tallies))
  return { votes, zone, rank, plebiscite: isPlebiscite(tallies, settings.plebiscite) }
}

/** What each proposal is in the results, by its id. */
export function standingsOf(
  proposals: readonly Rankable[],
  settings: ConsultationSettings,
  zones: RankedZones<Rankable> = rankZones(proposals, settings),
): Map<string, Standing> {
  const ranks = new Map<string, number>()
  for (const list of Object.values(zones))
    for (const [index, { proposal }] of list.entries()) ranks.set(proposal.id, index + 1)
  return new Map(proposals.map((one) => [one.id, standingOf(one, ranks.get(one.id) ?? null, settings)]))
}

/** What one of these proposals would be in the results with other tallies, all others being as they are. */
export function standingAmong(
  proposals: readonly Rankable[],
  settings: ConsultationSettings,
  zones: RankedZones<Rankable> = rankZones(proposals, settings),
): (changed: Rankable) => Standing {
  return (changed) => {
    const ranked = rankedOf(changed, settings)
    const isBefore = (other: Ranked<Rankable>) =>
      other.proposal.id !== changed.id && ranked !== undefined && inOrder(other, ranked) < 0
    const rank = ranked ? zones[ranked.zone].filter(isBefore).length + 1 : null
    return standingOf(changed, rank, settings)
  }
}

/** As `rankAt`, of one with these tallies among the others of its zone; undefined: it is in no list, or alone in its place. */
export function tiedAmong(
  zones: RankedZones<Rankable>,
  one: Rankable,
  settings: ConsultationSettings,
): Tied | undefined {
  const ranked = rankedOf(one, settings)
  if (!ranked) return undefined
  const others = zones[ranked.zone].filter(({ proposal }) => proposal.id !== one.id)
  const list = [ranked, ...others]
  const { from, to } = rankAt(list, 0)
  return from === to ? undefined : { from, to }
}
