import type { Random } from '../../api/src/domain/random.ts'
import type { TallyKey } from '../../api/src/domain/votes/votes.ts'
import type { Qualification, Vote } from '../../api/src/wire/index.ts'

export type VoteRates = Record<Vote, number>

/** A proposal with known rates. */
export interface SimulatedProposal {
  id: string
  text: string
  /** Part of the readers, from 0 to 1, after whom it is accepted. */
  arrivesAt: number
  /** What the whole public would answer, in parts of its votes: what votes are to find out. */
  truth: Record<TallyKey, number>
}

/** Someone of known taste, who answers by chance but in proportion to it. */
export interface SimulatedReader {
  vote(proposal: SimulatedProposal): Vote
  qualify(proposal: SimulatedProposal, vote: Vote): Qualification[]
}

export interface Public {
  proposals: SimulatedProposal[]
  readers: SimulatedReader[]
}

/** One of the three votes, with these weights, which need not add up to 1. */
export function chooseVote({ agree, disagree, neutral }: VoteRates, random: Random): Vote {
  const at = random() * (agree + disagree + neutral)
  if (at < agree) return 'agree'
  return at < agree + disagree ? 'disagree' : 'neutral'
}

/** The score that consultations are ranked by, from true rates. */
export const trueScore = ({ truth }: SimulatedProposal): number =>
  truth.agree +
  (truth.likeIt + truth.doable) -
  (truth.noWay + truth.impossible) -
  (truth.platitudeAgree + truth.platitudeDisagree)
