import type { ConsultationSettings, ProposalLists, ScoredProposal, Tallies } from '../wire/index.ts'
import { isPlebiscite, type Rates, ratesOf, scoresOf, sums, votesOf, zoneOf } from './scores.ts'

export interface Rankable {
  id: string
  text: string
  authorName: string | null
  authorAge: number | null
  tallies: Tallies
}

/** A proposal with all that its tallies say of it. */
export function scored(proposal: Rankable, settings: ConsultationSettings): ScoredProposal {
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
    scores: scoresOf(tallies),
    zone: zoneOf(rates),
    plebiscite: isPlebiscite(tallies, settings.plebiscite),
  }
}

/**
 * The first proposals of each zone: consensus by topScore, controversies by controversy, rejections by rejection.
 * One that has not reached the votes of a tested proposal is in no list: its rates say little yet.
 */
export function rankResults(proposals: readonly Rankable[], settings: ConsultationSettings): ProposalLists {
  const tested = proposals
    .filter(({ tallies }) => votesOf(tallies) >= settings.sequence.testedFrom)
    .map((proposal) => {
      const rates = ratesOf(proposal.tallies)
      return { proposal, rates, zone: zoneOf(rates) }
    })
  const first = (zone: ScoredProposal['zone'], score: (rates: Rates) => number): ScoredProposal[] =>
    tested
      .filter((one) => one.zone === zone)
      .map((one) => ({ ...one, score: score(one.rates) }))
      // Of equals the one with more votes, then any fixed order: the same tallies give the same list.
      .sort(
        (one, other) =>
          other.score - one.score ||
          votesOf(other.proposal.tallies) - votesOf(one.proposal.tallies) ||
          (one.proposal.id < other.proposal.id ? -1 : 1),
      )
      .slice(0, settings.results.topSize)
      .map(({ proposal }) => scored(proposal, settings))
  return {
    consensus: first('consensus', sums.topScore),
    controversies: first('controversy', sums.controversy),
    rejections: first('rejection', sums.rejection),
  }
}
