import { countsIn } from '../../shared/counts.ts'
import type { GroupsTexts } from './fr-groups.ts'

const { number, fixed, percent } = countsIn('en')

export const groupsEn: GroupsTexts = {
  title: 'Opinion groups: how sure are they?',
  headings: ['Groups', 'Silhouette of the votes', 'Shuffled votes'],
  caption:
    'The higher the silhouette, the clearer the groups. Only values above those of shuffled votes mean something.',
  count: number,
  fixed: (value) => fixed(value),
  stability: (share) => `The same groups from other starting points: ${percent(share)}.`,
  waiting: (wanted, streak) =>
    `The votes now suggest ${wanted === 0 ? 'no groups' : `${wanted} groups`} (computation ${streak} of 4 before it changes).`,
  identical: ({ ballots, classes }) =>
    `Nearly identical ballots: ${number(ballots)} in ${number(classes)} sets; each set counts as one ballot.`,
  closed: ({ ballots, classes }) =>
    `Closed circles, whose members vote like each other and like nobody else: ${number(ballots)} ballots in ${number(classes)}; each counts as one ballot.`,
  similar: ({ large }) =>
    large.length === 0
      ? 'No large set of similar ballots (85%).'
      : `To look at: sets of ${large.map(number).join(', ')} similar ballots (85%).`,
  labelled: (label, value) => `${label}: ${value}`,
  without: 'Without the votes in doubt',
  with: 'With the votes that are not counted',
  outline: ({ votes, shares, kept, of }) =>
    `${number(votes)} votes; ${shares.length === 0 ? 'no groups' : `groups of ${shares.map(percent).join(', ')}`}; ${kept} of the first ${of} common proposals are the same.`,
}
