import { DOT } from '../../../src/domain/text/typography.ts'
import type { CohortOfTeam, Zone } from '../../../src/wire/index.ts'
import { countsIn } from '../../shared/counts.ts'
import type { TrustTexts } from './fr-trust.ts'

const { number, plural } = countsIn('en')

const CLASSES: Readonly<Record<CohortOfTeam['class'], string>> = {
  counted: 'counted',
  unverified: 'unverified',
  'set-aside': 'set aside',
}

const LISTS: Readonly<Record<Zone, string>> = {
  consensus: 'in what people agree on',
  controversy: 'in what divides',
  rejection: 'in what is rejected',
  limbo: '',
}

export const trustEn: TrustTexts = {
  intro:
    'Votes that a rule casts doubt on. Nothing is lost: every decision can be undone, and the results follow at once.',
  figures: {
    counted: 'votes counted',
    unverified: 'unverified, not in the results',
    setAside: 'set aside, not in the results',
  },
  alarm: (cohorts, votes) =>
    `${plural(votes, 'vote', 'votes')} in ${plural(cohorts, 'cohort waits', 'cohorts wait')} for your decision.`,
  look: 'Look at them',
  waiting: (count) => plural(count, 'cohort to judge', 'cohorts to judge'),
  undecided: 'To decide',
  nothingUndecided: 'Nothing to decide.',
  nothingText: 'If an attack begins, it appears here within ten minutes.',
  decided: 'Decided',
  vouched: 'Vouched readers',
  vouchedText: 'Subscribers whom their newspaper vouches for. Their votes are counted.',
  small: (votes) =>
    `Small groups: ${plural(votes, 'vote', 'votes')} in all, in cohorts of fewer than eleven votes. Their details are not shown.`,
  classes: CLASSES,
  votes: (count) => plural(count, 'vote', 'votes'),
  onProposals: (count) => `on ${plural(count, 'proposal', 'proposals')}`,
  rules: {
    vouched: 'Readers vouched for by their newspaper',
    'no-origin': 'Votes that came from no page',
    'shared-token': 'Several voters on one open page',
    'moved-token': 'Page opened elsewhere than where the votes came from',
    'not-served': 'Votes on proposals that were not shown',
    'network-excess': 'One network insists on a proposal',
    'lone-votes': 'Voters who came for one vote only',
    'draw-excess': 'More votes than the proposal was shown for',
    ballots: 'Whole ballots that are too much alike',
  },
  explained: {
    vouched:
      'The newspaper signs a pseudonym for each subscriber: one person, one vote, on any device. These votes are counted.',
    'no-origin':
      'The browser did not say which page the vote came from: it is a program, or a page hidden in another.',
    'shared-token': 'A page that was opened once voted for several readers.',
    'moved-token': 'The permission to vote was obtained on one network and browser, then used on others.',
    'not-served': 'Nothing proves that this reader was shown the proposal: it was targeted.',
    'network-excess':
      'This proposal gets far more votes from one network than the other readers of that network would suggest.',
    'lone-votes': 'Far more readers than usual came for this one vote, then left.',
    'draw-excess': 'It gets far more votes than the proposals that were shown with it.',
    ballots:
      'Series of identical votes, or of votes cast faster than anyone reads, occur far more often than by chance.',
  },
  hours: (hours, most, at) =>
    hours === 1
      ? `Within one hour, on ${at}`
      : `Over ${plural(hours, 'hour', 'hours')}; at most ${plural(most, 'vote', 'votes')} in an hour, on ${at}`,
  select: (rule) => `Select: ${rule}`,
  selected: (count, votes) =>
    `${plural(count, 'cohort selected', 'cohorts selected')}${DOT}${plural(votes, 'vote', 'votes')}`,
  details: 'Details',
  acts: { counted: 'Count', unverified: 'Leave unverified', 'set-aside': 'Set aside' },
  ask: {
    counted: (votes) => `Count ${plural(votes, 'vote', 'votes')}?`,
    unverified: (votes) => `Leave ${plural(votes, 'vote', 'votes')} unverified?`,
    'set-aside': (votes) => `Set ${plural(votes, 'vote', 'votes')} aside?`,
  },
  did: {
    counted: (votes) => `${plural(votes, 'vote', 'votes')} counted.`,
    unverified: (votes) => `${plural(votes, 'vote', 'votes')} left unverified.`,
    'set-aside': (votes) => `${plural(votes, 'vote', 'votes')} set aside.`,
  },
  reason: 'Reason',
  reasonHint: 'It is published in the integrity report. Name nobody.',
  reasons: {
    counted: ['Checked: real readers', 'A known class, meeting or company', 'Mistake of the rule'],
    unverified: ['Being checked'],
    'set-aside': ['Ballot stuffing', 'Automatic program', 'Call to vote outside the articles'],
  },
  effect: 'Effect on the results',
  effectIf: { counted: 'If they were counted', apart: 'If they were not counted' },
  noEffect: 'None: the results do not include these votes.',
  noChange: 'No place, no zone and no “acclaimed” mark changes.',
  counting: 'Computing the effect…',
  now: 'now',
  after: 'after',
  unchanged: 'unchanged',
  zones: { consensus: 'agreed on', controversy: 'divides', rejection: 'rejected', limbo: 'undecided' },
  tooFew: 'too few votes',
  place: (rank, zone) => `no. ${number(rank)} ${LISTS[zone]}`,
  plebiscite: 'acclaimed',
  showAll: (count) => `Show all ${number(count)} proposals`,
  history: 'Decisions',
  historyOf: (name) => `by ${name}`,
  byRule: 'by the rule',
  cohortVotes: (agree, neutral, disagree) =>
    `Agree: ${number(agree)}${DOT}Neutral: ${number(neutral)}${DOT}Disagree: ${number(disagree)}`,
  meanwhile: (rule, status, name) =>
    `“${rule}”: ${CLASSES[status]} by ${name} in the meantime. This is how it stands now.`,
  publicReport: 'Public integrity report',
}
