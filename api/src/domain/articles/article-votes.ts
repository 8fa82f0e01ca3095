import { VOTES } from '../../wire/constants.ts'
import type { Vote } from '../../wire/index.ts'

/** First votes of people, by what they chose. */
export type FirstVotes = Readonly<Record<Vote, number>>

/** First votes of all choices together. */
export const sumOf = (firstVotes: FirstVotes): number =>
  VOTES.reduce((sum, vote) => sum + firstVotes[vote], 0)

export const NO_FIRST_VOTES: FirstVotes = { agree: 0, neutral: 0, disagree: 0 }

/** Both together, choice by choice. */
export const plus = (one: FirstVotes, other: FirstVotes): FirstVotes => ({
  agree: one.agree + other.agree,
  neutral: one.neutral + other.neutral,
  disagree: one.disagree + other.disagree,
})

/** What a part leaves of the whole. */
export const minus = (whole: FirstVotes, part: FirstVotes): FirstVotes => ({
  agree: whole.agree - part.agree,
  neutral: whole.neutral - part.neutral,
  disagree: whole.disagree - part.disagree,
})

/** Nobody, or a crowd. */
const hides = (people: number, least: number): boolean => people <= 0 || people >= least

/**
 * What may be shown of the votes from an article, to replace what was shown last. The rule follows
 * `nextSplit`: each number is 0 or at least `cell`; it stays or grows by at least that, so that two reports
 * subtracted give nobody away; and the same holds for everyone else who voted on the proposal, since the total is
 * public. Nothing before there are `votes`.
 *
 * @param unseen all votes on the proposal except those shown for other articles, which anyone can subtract
 */
export function nextShown(
  shown: FirstVotes,
  counted: FirstVotes,
  unseen: FirstVotes,
  least: { votes: number; cell: number },
): FirstVotes {
  if (sumOf(counted) < least.votes) return shown
  const isSafe = VOTES.every((vote) =>
    [counted[vote], counted[vote] - shown[vote], unseen[vote] - counted[vote]].every((people) =>
      hides(people, least.cell),
    ),
  )
  return isSafe ? counted : shown
}
