import { z } from 'zod'
import { proposalCounts } from './administration.ts'
import { LIMITS } from './constants.ts'
import { embedParams } from './consultations.ts'
import {
  count,
  instantText,
  pageCursor,
  pageLimit,
  proposalId,
  rate,
  revision,
  wellFormed,
} from './fields.ts'
import { proposalStatus } from './proposals.ts'

export const queueQuery = z.strictObject({
  status: proposalStatus.optional().describe('All of them without it'),
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('true: only what nobody of the team has read yet, published or not'),
  search: z.string().max(200).optional().describe('Case, accents, spaces and punctuation do not matter'),
  after: pageCursor.optional(),
  limit: pageLimit(200, 50),
})

export const moderatedProposal = z
  .strictObject({
    id: proposalId,
    text: z.string(),
    originalText: z.string().nullable().describe('As its author sent it; null: it was never corrected'),
    status: proposalStatus,
    refusalReason: z.string().nullable(),
    isSeed: z.boolean(),
    authorName: z.string().nullable(),
    authorAge: z.int().nullable(),
    createdAt: instantText,
    decidedAt: instantText.nullable(),
    decidedBy: z.string().nullable(),
    votes: count,
    revision,
  })
  .describe('A proposal as moderators see it; its author is nobody')

export const queueAnswer = z.strictObject({
  proposals: z.array(moderatedProposal).describe('Oldest first'),
  next: z.string().nullable().describe('Where the next page begins; null: this is the last one'),
  counts: proposalCounts.describe('Of the consultation; with a search, of what it finds'),
})

export const proposalParams = embedParams.extend({ proposal: proposalId })

export const neighboursAnswer = z.strictObject({
  neighbours: z
    .array(z.strictObject({ proposal: moderatedProposal, similarity: rate }))
    .describe('Proposals that say something near, the nearest first; from 0.7 on it is the same idea'),
})

export const decision = z
  .strictObject({
    proposals: z
      .array(z.strictObject({ id: proposalId, revision }))
      .min(1)
      .max(200),
    status: proposalStatus.describe('pending puts a proposal back into the queue'),
    reason: wellFormed(300).optional().describe('Due for a refusal; the author may be told'),
  })
  .describe('Decides on all of them, or on none')

export const decisionAnswer = z.strictObject({ proposals: z.array(moderatedProposal) })

export const correction = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(LIMITS.proposalLength * 4),
    revision,
  })
  .describe('An obvious mistake put right; the original is kept')
