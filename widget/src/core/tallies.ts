import type { Vote } from '@unisson/api/wire'
import { ballot, type Counted, type Counts, current, type State } from './state.ts'

/** The counts with the reader's present vote in them, whether or not the API has it yet. */
const withOwn = ({ tallies, includes }: Counted, own: Vote | undefined): Counts => {
  const count = (vote: Vote) =>
    Math.max(0, tallies[vote] - (includes === vote ? 1 : 0)) + (own === vote ? 1 : 0)
  return { agree: count('agree'), disagree: count('disagree'), neutral: count('neutral') }
}

/** Votes of all choices together. */
export const total = ({ agree, disagree, neutral }: Counts): number => agree + disagree + neutral

/**
 * Whole percentages, each rounded as on the public page, so that equal counts have equal figures. They may add up to 99 or
 * 101: a figure moved to reach 100 made a tie look like a lead.
 */
export const percentages = (counts: Counts): Counts => {
  const share = (votes: number) => Math.round((100 * votes) / (total(counts) || 1))
  return { agree: share(counts.agree), disagree: share(counts.disagree), neutral: share(counts.neutral) }
}

/** What all readers think of the proposal in front; undefined before the reader's own vote. */
export const counts = (state: State): Counts | undefined => {
  const own = ballot(state)
  const counted = state.counted[current(state)?.id ?? '']
  return own && counted && withOwn(counted, own.vote)
}
