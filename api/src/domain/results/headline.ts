import type { Results, ScoredProposal } from '../../wire/index.ts'

/** What comes first of the results wherever they are told: one number and one sentence, and on what they rest. */
export interface Headline {
  /** What most readers surely agree on; null: nothing unites them, or too few have voted to say so. */
  first: {
    proposal: ScoredProposal
    /** The number: the share of its votes in favour. */
    agree: number
  } | null
  votes: number
  /** Null: not counted yet. */
  voters: number | null
}

/** The headline of results: the proposal that is first by the lower bound of its score, if the zone of consensus has any. */
export function headlineOf({ all, participation }: Results): Headline {
  const [proposal] = all.consensus
  const { votes, voters } = participation
  return {
    first: proposal ? { proposal, agree: proposal.tallies.agree / proposal.votes } : null,
    votes,
    voters,
  }
}

/** True if others may as well stand in its place: their scores cannot be told apart. */
export const isTied = ({ rank }: ScoredProposal): boolean => rank !== undefined && rank.from !== rank.to
