import type { ConsultationSettings, Tallies } from '../../wire/index.ts'
import { noTallies, TALLY_KEYS, type TallyKey, tallyOf } from '../votes/votes.ts'
import {
  type Rankable,
  rankZones,
  type Standing,
  standingAmong,
  standingsOf,
  type Tied,
  tiedAmong,
} from './rank-results.ts'
import { ratesOf, votesOf, zoneOf } from './scores.ts'

/** Tallies by the id of their proposal. */
export type TalliesByProposal = ReadonlyMap<string, Tallies>

function mapped(change: (key: TallyKey) => number): Tallies {
  const result = noTallies()
  for (const key of TALLY_KEYS) {
    if (key === 'agree' || key === 'disagree' || key === 'neutral') result[key] = change(key)
    else result.qualifications[key] = change(key)
  }
  return result
}

/** Tallies with others added, or (`sign` -1) taken away. */
export const addedTallies = (one: Tallies, other: Tallies, sign: 1 | -1 = 1): Tallies =>
  mapped((key) => Math.max(0, tallyOf(one, key) + sign * tallyOf(other, key)))

/** Proposals as they would be with other votes as well, or (`sign` -1) without some that are counted. */
export const changedBy = <Proposal extends Rankable>(
  proposals: readonly Proposal[],
  votes: TalliesByProposal,
  sign: 1 | -1,
): Proposal[] =>
  proposals.map((proposal) => {
    const change = votes.get(proposal.id)
    return change ? { ...proposal, tallies: addedTallies(proposal.tallies, change, sign) } : proposal
  })

const CARRYING = {
  agree: ['agree', 'likeIt', 'doable'],
  disagree: ['disagree', 'noWay', 'impossible'],
  neutral: ['neutral'],
} as const satisfies Record<string, readonly TallyKey[]>

/** The votes that make a proposal what it is: of a controversy, the smaller side. */
function carryingSide(tallies: Tallies): keyof typeof CARRYING {
  const zone = zoneOf(ratesOf(tallies))
  if (zone === 'consensus') return 'agree'
  if (zone === 'rejection') return 'disagree'
  if (zone === 'limbo') return 'neutral'
  return tallies.agree <= tallies.disagree ? 'agree' : 'disagree'
}

/**
 * A proposal's tallies without a share of its votes: those that carry it most to where it stands, with the nuances that weigh
 * most. No selection of as many votes moves it further.
 */
export function withoutMostSuspect(tallies: Tallies, share: number): Tallies {
  const gone = Math.ceil(votesOf(tallies) * share)
  const keys: readonly TallyKey[] = CARRYING[carryingSide(tallies)]
  return mapped((key) => Math.max(0, tallyOf(tallies, key) - (keys.includes(key) ? gone : 0)))
}

/** What is counted, and what is doubted: tallies by proposal. */
export interface DoubtedVotes {
  /** In no class that counts. */
  notCounted: TalliesByProposal
  /** Counted, by the word of the team, though a rule doubts them. */
  countedAll: TalliesByProposal
}

/** As the results say it: with the places that may as well be its own. */
export interface ListedStanding extends Standing {
  tied?: Tied
}

/** A proposal in the results as they are, and as they would be. */
export interface SensitiveProposal {
  id: string
  text: string
  published: ListedStanding
  withAll: ListedStanding
  withNone: ListedStanding
  /** If this share of its own votes were false, and of no other proposal. */
  withoutSuspect: ListedStanding
}

export interface Sensitivity {
  /** All that are in a list of the results as they are or would be. */
  proposals: SensitiveProposal[]
  /** How many of all proposals would be in another zone. */
  zonesChanged: { withAll: number; withNone: number }
  plebiscites: { published: number; withAll: number; withNone: number }
}

/** Of a proposal's votes, how many more are taken for false. */
export const SUSPECT_SHARE = 0.05

/**
 * How much the results depend on the votes that are doubted: with all of them, with none, and, proposal by proposal, with
 * SUSPECT_SHARE fewer.
 */
export function sensitivityOf(
  proposals: readonly Rankable[],
  { notCounted, countedAll }: DoubtedVotes,
  settings: ConsultationSettings,
): Sensitivity {
  const ranked = (changed: readonly Rankable[]) => {
    const zones = rankZones(changed, settings)
    return { changed, zones, standings: standingsOf(changed, settings, zones) }
  }
  const cases = {
    published: ranked(proposals),
    withAll: ranked(changedBy(proposals, notCounted, 1)),
    withNone: ranked(changedBy(proposals, countedAll, -1)),
  }
  type Case = keyof typeof cases
  const of = (which: Case, { id }: Rankable): Standing => cases[which].standings.get(id) as Standing
  /** Of those that are listed only: it looks at all others. */
  const withTied = (standing: Standing, which: Case, one: Rankable): ListedStanding => {
    const tied = tiedAmong(cases[which].zones, one, settings)
    return tied ? { ...standing, tied } : standing
  }
  const listedIn = (which: Case, index: number): ListedStanding => {
    const one = cases[which].changed[index] as Rankable
    return withTied(of(which, one), which, one)
  }
  const alone = standingAmong(proposals, settings, cases.published.zones)
  const isListed = ({ rank }: Standing): boolean => rank !== null && rank <= settings.results.topSize
  const zonesChanged = (which: Case): number =>
    proposals.filter((one) => of(which, one).zone !== of('published', one).zone).length
  const plebiscites = (which: Case): number =>
    [...cases[which].standings.values()].filter(({ plebiscite }) => plebiscite).length
  const listed = proposals
    .map((one, index) => ({ one, index }))
    .filter(({ one }) =>
      (['published', 'withAll', 'withNone'] as const).some((which) => isListed(of(which, one))),
    )
  return {
    proposals: listed.map(({ one, index }) => {
      const fewer = { ...one, tallies: withoutMostSuspect(one.tallies, SUSPECT_SHARE) }
      return {
        id: one.id,
        text: one.text,
        published: listedIn('published', index),
        withAll: listedIn('withAll', index),
        withNone: listedIn('withNone', index),
        withoutSuspect: withTied(alone(fewer), 'published', fewer),
      }
    }),
    zonesChanged: { withAll: zonesChanged('withAll'), withNone: zonesChanged('withNone') },
    plebiscites: {
      published: plebiscites('published'),
      withAll: plebiscites('withAll'),
      withNone: plebiscites('withNone'),
    },
  }
}
