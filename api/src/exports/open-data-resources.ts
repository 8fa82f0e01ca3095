import {
  engagementOf,
  isPlebiscite,
  lowerBound,
  ratesOf,
  type Score,
  scoresOf,
  upperBound,
  votesOf,
} from '../domain/results/scores.ts'
import { TALLY_KEYS, type TallyKey, tallyOf } from '../domain/votes/votes.ts'
import type { TalliedProposal } from '../store/results.ts'
import type { ConsultationSettings, DaySum, SegmentConsensus } from '../wire/index.ts'
import type { Field, Resource } from './data-package.ts'

/** A proposal as open data has it. */
export interface ProposalRow {
  proposal: TalliedProposal
  zone: string
  place: number | null
  /** The name of its theme; null: it is in none. */
  theme: string | null
  /** Votes that are in no result, by class; null: some, and fewer than 11. */
  notCounted: { unverified: number | null; setAside: number | null }
  /** Ids of the actions that rest on it. */
  actions: readonly string[]
}

const TALLY_WORDS: Record<TallyKey, string> = {
  agree: 'Votes in favour',
  disagree: 'Votes against',
  neutral: 'Neutral votes',
  likeIt: 'Of the votes in favour, those that love it',
  doable: 'Of the votes in favour, those that hold it for doable',
  platitudeAgree: 'Of the votes in favour, those that hold it for obvious',
  noWay: 'Of the votes against, those that say no way',
  impossible: 'Of the votes against, those that hold it for impossible',
  platitudeDisagree: 'Of the votes against, those that hold it for obvious',
  doNotUnderstand: 'Of the neutral votes, those that do not understand it',
  noOpinion: 'Of the neutral votes, those without an opinion',
  doNotCare: 'Of the neutral votes, those that do not care',
}

const column = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function scoreFields(settings: ConsultationSettings): Field<ProposalRow>[] {
  const { denominator } = settings.plebiscite
  const all = ({ proposal }: ProposalRow) => scoresOf(proposal.tallies, denominator)
  const bound = (name: string, description: string, value: (score: Score) => number): Field<ProposalRow> => ({
    name,
    kind: 'score',
    description,
    value: (row) => value(all(row).topScore),
  })
  return [
    {
      name: 'agree_low',
      kind: 'share',
      description: 'Lower end of the 95 % interval of the share in favour',
      value: (row) => Math.max(0, lowerBound(all(row).adhesion)),
    },
    {
      name: 'agree_high',
      kind: 'share',
      description: 'Upper end of the 95 % interval of the share in favour',
      value: (row) => Math.min(1, upperBound(all(row).adhesion)),
    },
    {
      name: 'engagement',
      kind: 'score',
      description: `(likeIt − noWay) + (doable − impossible) − platitudes, as rates of ${denominator === 'all-votes' ? 'all votes' : 'the votes that are not neutral'}`,
      value: ({ proposal }) => engagementOf(proposal.tallies, denominator).value,
    },
    bound(
      'top_score',
      'agree + likeIt + doable − noWay − impossible − platitudes, as rates of all votes',
      ({ value }) => value,
    ),
    bound('top_score_low', 'Lower end of its 95 % interval, by which consensus is ranked', lowerBound),
    bound('top_score_high', 'Upper end of its 95 % interval', upperBound),
    {
      name: 'controversy',
      kind: 'score',
      description: 'min(agree, disagree) + min(likeIt, noWay), as rates of all votes',
      value: (row) => all(row).controversy.value,
    },
    {
      name: 'rejection',
      kind: 'score',
      description: 'disagree + noWay + impossible − likeIt − doable − platitudes, as rates of all votes',
      value: (row) => all(row).rejection.value,
    },
    {
      name: 'plebiscite',
      kind: 'flag',
      description: 'Whether it passes every threshold of a plebiscite that the consultation has set',
      value: ({ proposal }) => isPlebiscite(proposal.tallies, settings.plebiscite),
    },
  ]
}

/** Every accepted proposal with its votes and what they say. */
export const proposalsResource = (settings: ConsultationSettings): Resource<ProposalRow> => ({
  name: 'proposals',
  title: 'Proposals',
  description:
    'Every accepted proposal, with the votes that are counted, those that are not, and what they say.',
  primaryKey: ['id'],
  fields: [
    { name: 'id', kind: 'text', description: 'Identifier', value: ({ proposal }) => proposal.id },
    {
      name: 'text',
      kind: 'text',
      description: 'Text, as readers voted on it',
      value: ({ proposal }) => proposal.text,
    },
    {
      name: 'external_id',
      kind: 'text',
      description: 'Identifier in the file that it was imported from',
      value: ({ proposal }) => proposal.externalId,
    },
    {
      name: 'theme',
      kind: 'text',
      description: 'Name of the theme it is in; empty: in none',
      value: ({ theme }) => theme,
    },
    {
      name: 'zone',
      kind: 'text',
      description: `consensus, controversy, rejection or limbo; unranked: fewer than ${settings.results.rankedFrom} votes`,
      value: ({ zone }) => zone,
    },
    {
      name: 'rank',
      kind: 'count',
      description:
        'Place in its zone by the lower bound of the score; empty in limbo and where it is unranked',
      value: ({ place }) => place,
    },
    {
      name: 'votes',
      kind: 'count',
      description: 'Votes that are counted: one a reader',
      value: ({ proposal }) => votesOf(proposal.tallies),
    },
    ...TALLY_KEYS.map(
      (key): Field<ProposalRow> => ({
        name: column(key),
        kind: 'count',
        description: TALLY_WORDS[key],
        value: ({ proposal }) => tallyOf(proposal.tallies, key),
      }),
    ),
    {
      name: 'votes_unverified',
      kind: 'count',
      description: 'Votes of the class unverified, in no result; empty: from 1 to 10',
      value: ({ notCounted }) => notCounted.unverified,
    },
    {
      name: 'votes_set_aside',
      kind: 'count',
      description: 'Votes that were set aside, in no result; empty: from 1 to 10',
      value: ({ notCounted }) => notCounted.setAside,
    },
    {
      name: 'agree_share',
      kind: 'share',
      description: 'Share in favour, smoothed: (agree + 0.33) / (votes + 1)',
      value: ({ proposal }) => ratesOf(proposal.tallies).agree,
    },
    ...scoreFields(settings),
    {
      name: 'actions',
      kind: 'text',
      description: 'Identifiers of the actions that rest on it, with spaces between them',
      value: ({ actions }) => actions.join(' '),
    },
  ],
})

/** A proposal in one part of the public. */
export interface SegmentRow {
  segment: Pick<SegmentConsensus, 'id' | 'label'>
  proposal: string
  agree: number
}

export const segmentsResource: Resource<SegmentRow> = {
  name: 'segments',
  title: 'Parts of the public',
  description:
    'What each part of the public agrees on, by the readers’ own answer. Only what is published of it: no number of people under eleven can be read from it.',
  primaryKey: ['segment', 'proposal'],
  fields: [
    {
      name: 'segment',
      kind: 'text',
      description: 'Identifier of the part',
      value: ({ segment }) => segment.id,
    },
    { name: 'label', kind: 'text', description: 'Its name', value: ({ segment }) => segment.label },
    {
      name: 'proposal',
      kind: 'text',
      description: 'Identifier of the proposal',
      value: ({ proposal }) => proposal,
    },
    {
      name: 'agree_share',
      kind: 'share',
      description: 'Share of the part’s voters in favour, in steps of 0.05',
      value: ({ agree }) => agree,
    },
  ],
}

export const daysResource: Resource<DaySum> = {
  name: 'days',
  title: 'Days',
  description: 'How many took part on each day, on all sites together.',
  primaryKey: ['day'],
  fields: [
    {
      name: 'day',
      kind: 'text',
      description: 'Day (YYYY-MM-DD) by the calendar of UTC',
      value: ({ day }) => day,
    },
    {
      name: 'votes',
      kind: 'count',
      description: 'First votes that readers cast on proposals, whatever became of them later',
      value: ({ votes }) => votes,
    },
    {
      name: 'readers',
      kind: 'count',
      description: 'Readers who voted or proposed: different ones on each site; empty: fewer than 11',
      value: ({ readers }) => readers,
    },
    {
      name: 'proposals',
      kind: 'count',
      description: 'Proposals that readers sent',
      value: ({ proposals }) => proposals,
    },
  ],
}

/** A proposal in one group of opinion. */
export interface GroupRow {
  group: string
  proposal: string
  consensus: number
  agreement: { from: number; to: number }
}

export const groupsResource: Resource<GroupRow> = {
  name: 'groups',
  title: 'Groups of opinion',
  description:
    'How much readers who vote alike agree, in bands of ten points: no number of people can be read from it. Empty where the votes speak for no groups.',
  primaryKey: ['group', 'proposal'],
  fields: [
    { name: 'group', kind: 'text', description: 'Letter of the group', value: ({ group }) => group },
    {
      name: 'proposal',
      kind: 'text',
      description: 'Identifier of the proposal',
      value: ({ proposal }) => proposal,
    },
    {
      name: 'agreement_from',
      kind: 'share',
      description: 'Lower end of the band in which the share in favour lies',
      value: ({ agreement }) => agreement.from,
    },
    {
      name: 'agreement_to',
      kind: 'share',
      description: 'Upper end of the band',
      value: ({ agreement }) => agreement.to,
    },
    {
      name: 'consensus',
      kind: 'share',
      description: 'Group-informed consensus: the same for all groups of a proposal',
      value: ({ consensus }) => consensus,
    },
  ],
}

const DAY = 86_400_000

/** A proposal as Polis exports comments. */
export interface CommentRow {
  /** Its place by the time of its arrival, from 0. */
  number: number
  createdAt: number
  text: string
  agree: number
  disagree: number
}

const arrival = ({ createdAt }: CommentRow): number => Math.floor(createdAt / DAY) * DAY

export const commentsResource: Resource<CommentRow> = {
  name: 'comments',
  title: 'Proposals in the format of Polis',
  description:
    'The columns of a Polis export of comments, for programs that read one. Polis’ votes.csv would tie votes to people and is not offered.',
  primaryKey: ['comment-id'],
  fields: [
    {
      name: 'timestamp',
      kind: 'count',
      description: 'Start of the day (UTC) on which it was sent, in milliseconds since 1970',
      value: arrival,
    },
    {
      name: 'datetime',
      kind: 'text',
      description: 'The same in words',
      value: (row) => new Date(arrival(row)).toUTCString(),
    },
    {
      name: 'comment-id',
      kind: 'count',
      description: 'Number of the comment',
      value: ({ number }) => number,
    },
    {
      name: 'author-id',
      kind: 'count',
      description: 'Not told: every comment has a number of its own, so that none is tied to another',
      value: ({ number }) => number,
    },
    { name: 'agrees', kind: 'count', description: 'Votes in favour', value: ({ agree }) => agree },
    { name: 'disagrees', kind: 'count', description: 'Votes against', value: ({ disagree }) => disagree },
    {
      name: 'moderated',
      kind: 'count',
      description: '1: accepted; others are not published',
      value: () => 1,
    },
    { name: 'comment-body', kind: 'text', description: 'Text', value: ({ text }) => text },
  ],
}
