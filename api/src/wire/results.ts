import { z } from 'zod'
import { ZONES } from './constants.ts'
import { count, proposalId, rate, segmentId } from './fields.ts'
import { author } from './proposals.ts'
import { tallies } from './votes.ts'

export const zone = z.enum(ZONES)

const score = z
  .strictObject({ value: z.number(), confidence: z.number() })
  .describe('A sum of rates, with the half-width of its 95 % confidence')

export const scoredProposal = z.strictObject({
  id: proposalId,
  text: z.string(),
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
})

export const proposalLists = z
  .strictObject({
    consensus: z.array(scoredProposal),
    controversies: z.array(scoredProposal),
    rejections: z.array(scoredProposal),
  })
  .describe('The first of each zone, by topScore, controversy and rejection')

export const segmentConsensus = z.strictObject({
  id: segmentId,
  label: z.string(),
  consensus: z
    .array(z.strictObject({ id: proposalId, text: z.string(), agree: rate.describe('In steps of 0.05') }))
    .describe('Empty as long as too few have voted for a split to protect them'),
})

export const results = z.strictObject({
  publishedAt: z.iso.datetime({ offset: true }).nullable(),
  participation: z.strictObject({
    votes: count,
    voters: count
      .nullable()
      .describe('Different readers who voted, counted at most ten minutes ago; null: not counted yet'),
    proposals: count.describe('Accepted ones'),
    submitted: count.describe('All proposals sent, whatever their status'),
  }),
  all: proposalLists,
  segments: z.array(segmentConsensus),
})
