import { z } from 'zod'
import { ZONES } from './constants.ts'
import { count, proposalId, rate, segmentId } from './fields.ts'
import { author } from './proposals.ts'
import { shownText } from './translations.ts'
import { tallies } from './votes.ts'

export const zone = z.enum(ZONES)

export const place = z.int().min(1)

const score = z
  .strictObject({ value: z.number(), confidence: z.number() })
  .describe('A sum of rates, with the half-width of its 95 % confidence')

export const rank = z
  .strictObject({ place, from: place, to: place })
  .describe(
    'Place in the list by the lower bound of the score; `from` and `to`: places with scores that cannot be told apart from it',
  )

export const scoredProposal = z.strictObject({
  id: proposalId,
  ...shownText,
  author: author.optional(),
  votes: count,
  tallies,
  rates: z.strictObject({ agree: rate, disagree: rate, neutral: rate }),
  scores: z.strictObject({
    adhesion: score,
    engagement: score,
    topScore: score,
    controversy: score,
    rejection: score,
  }),
  zone,
  plebiscite: z.boolean(),
  rank: rank.optional().describe('In a list of the results'),
})

export const proposalLists = z
  .strictObject({
    consensus: z.array(scoredProposal),
    controversies: z.array(scoredProposal),
    rejections: z.array(scoredProposal),
  })
  .describe('The first of each zone, by the lower bound of topScore, controversy and rejection')

export const segmentConsensus = z.strictObject({
  id: segmentId,
  label: z.string(),
  consensus: z
    .array(z.strictObject({ id: proposalId, ...shownText, agree: rate.describe('In steps of 0.05') }))
    .describe('Empty while too few people have voted to protect them in a split'),
})

const comparedProposal = z.strictObject({
  id: proposalId,
  ...shownText,
  agree: z
    .array(rate.nullable())
    .describe(
      'Agreement in each segment, in order and in steps of 0.05; null: too few people to protect them',
    ),
})

export const segmentComparison = z
  .strictObject({ common: z.array(comparedProposal), different: z.array(comparedProposal) })
  .describe('What every segment agrees on by 0.6 or more, and where segments differ by more than chance')

export const zoneCounts = z
  .strictObject({
    consensus: count,
    controversy: count,
    rejection: count,
    limbo: count,
    unranked: count.describe('With fewer votes than rankedFrom'),
  })
  .describe('Accepted proposals by zone')

export const results = z.strictObject({
  publishedAt: z.iso.datetime({ offset: true }).nullable(),
  participation: z.strictObject({
    votes: count,
    voters: count
      .nullable()
      .describe('Different readers who voted, counted at most ten minutes ago; null: not counted yet'),
    vouched: z
      .array(z.strictObject({ publisher: z.string(), voters: count, votes: count }))
      .describe('Of these, the subscribers vouched for by a publisher, from 11 readers on'),
    proposals: count.describe('Accepted ones'),
    submitted: count.describe('All proposals sent, whatever their status'),
  }),
  all: proposalLists,
  segments: z.array(segmentConsensus),
  comparison: segmentComparison.optional(),
  zones: zoneCounts.optional(),
})
