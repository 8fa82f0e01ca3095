import type { SequenceSettings } from '../wire/index.ts'
import { drawFrom, type Random } from './draw.ts'
import { type SampledScores, scoreSampler, votesOn } from './scores.ts'
import { type SequenceCandidate, SequenceChoice } from './sequence-choice.ts'

/** A proposal is new until it has enough votes to be judged, and excluded once it has enough to be known well. */
export type Pool = 'new' | 'tested' | 'excluded'

/** The pool of an accepted proposal by its number of votes. */
export function poolOf(votes: number, { testedFrom, testedUntil }: SequenceSettings): Pool {
  if (votes < testedFrom) return 'new'
  return votes < testedUntil ? 'tested' : 'excluded'
}

export interface SequenceRequest<Candidate extends SequenceCandidate> {
  /** Every accepted proposal, and no other. */
  proposals: readonly Candidate[]
  settings: SequenceSettings
  /** Number of proposals wanted. */
  size: number
  random: Random
}

/** A whole number that is `places` on average: a tenth of 12 places is 1 place, and in a fifth of the cases 2. */
const wholePlaces = (places: number, random: Random): number => Math.floor(places + random())

/** Those with the fewest votes first, in random order among equals. */
function fewestVotesFirst<Candidate extends SequenceCandidate>(
  candidates: readonly Candidate[],
  random: Random,
): Candidate[] {
  return drawFrom(candidates, candidates.length, random).sort((one, other) => votesOn(one) - votesOn(other))
}

/**
 * Part of the places that new proposals get: their own share at least, and more while they are more than that among
 * the candidates. With a fixed share the first few tested proposals would take the other places again and again while
 * hundreds wait for their first votes (docs/sequence.md has the figures).
 */
function shareOfNew(pools: Record<Pool, readonly unknown[]>, { newShare }: SequenceSettings): number {
  const candidates = pools.new.length + pools.tested.length
  return candidates === 0 ? newShare : Math.max(newShare, pools.new.length / candidates)
}

interface Scored<Candidate> {
  proposal: Candidate
  scores: SampledScores
}

function sample<Candidate extends SequenceCandidate>(
  tested: readonly Candidate[],
  random: Random,
): Scored<Candidate>[] {
  const sampleScores = scoreSampler(random)
  const scored: Scored<Candidate>[] = []
  for (const proposal of tested) {
    const scores = sampleScores(proposal)
    if (scores) scored.push({ proposal, scores })
  }
  return scored
}

const rankedBy = <Candidate>(scored: readonly Scored<Candidate>[], key: keyof SampledScores): Candidate[] =>
  scored.toSorted((one, other) => other.scores[key] - one.scores[key]).map(({ proposal }) => proposal)

/**
 * Proposals for a sequence, in random order: some new ones, those with the fewest votes first, and tested ones by
 * Thompson sampling of their scores. No two by one author or of one idea while there are others. With too few of
 * them, any accepted proposal fills the places. Make.org's published method; docs/sequence.md says what differs.
 */
export function drawSequence<Candidate extends SequenceCandidate>({
  proposals,
  settings,
  size,
  random,
}: SequenceRequest<Candidate>): Candidate[] {
  const pools: Record<Pool, Candidate[]> = { new: [], tested: [], excluded: [] }
  for (const proposal of proposals) pools[poolOf(votesOn(proposal), settings)].push(proposal)
  const choice = new SequenceChoice<Candidate>(size)
  const newPlaces = wholePlaces(size * shareOfNew(pools, settings), random)
  choice.takeInOrder(fewestVotesFirst(pools.new, random), newPlaces)
  const scored = sample(pools.tested, random)
  const controversies = wholePlaces(choice.missing * settings.controversyShare, random)
  if (controversies > 0) choice.takeAmongBest(rankedBy(scored, 'controversy'), controversies)
  choice.takeAmongBest(rankedBy(scored, 'top'), choice.missing)
  if (choice.missing > 0) {
    const any = fewestVotesFirst(proposals, random)
    choice.takeInOrder(any, choice.missing)
    choice.takeAny(any)
  }
  return drawFrom(choice.proposals, size, random)
}
