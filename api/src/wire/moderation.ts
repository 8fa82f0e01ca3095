import { z } from 'zod'
import { proposalCounts } from './administration.ts'
import { LIMITS } from './constants.ts'
import { embedParams } from './consultations.ts'
import {
  count,
  instantText,
  language,
  pageCursor,
  pageLimit,
  proposalId,
  rate,
  revision,
  themeId,
  wellFormed,
} from './fields.ts'
import { proposalStatus } from './proposals.ts'

const authorGroup = proposalId.describe('The first proposal of an author, by whom it goes')

const surge = z
  .string()
  .regex(/^[A-Za-z0-9]{12}$/)
  .describe('Very many proposals that came from one network within an hour')

export const queueQuery = z.strictObject({
  status: proposalStatus.optional().describe('All of them without it'),
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('true: only what nobody of the team has read yet, published or not'),
  search: z.string().max(200).optional().describe('Case, accents, spaces and punctuation do not matter'),
  authorGroup: authorGroup.optional().describe('Only what its author wrote'),
  surge: surge.optional().describe('Only what belongs to it'),
  theme: z
    .union([themeId, z.literal('none')])
    .optional()
    .describe('Only what is in it; none: in no theme'),
  after: pageCursor.optional(),
  limit: pageLimit(200, 50),
})

export const moderatedProposal = z
  .strictObject({
    id: proposalId,
    text: z.string(),
    language: language.describe('In which it is written'),
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
    authorGroup: authorGroup
      .nullable()
      .describe(
        'The same for all proposals of an author: the first of them; null: a seed, or nobody any more',
      ),
    theme: themeId.nullable().describe('The theme it is in'),
    surge: surge.nullable().describe('The same for very many that came from one network within an hour'),
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

/** By which one of these a decision says what it is on. */
const SUBJECTS = ['proposals', 'authorGroup', 'surge'] as const

export const decision = z
  .strictObject({
    proposals: z
      .array(z.strictObject({ id: proposalId, revision }))
      .min(1)
      .max(200)
      .optional(),
    authorGroup: authorGroup
      .optional()
      .describe('In place of proposals: all that its author wrote and that is pending'),
    surge: surge.optional().describe('In place of proposals: all that belongs to it and is pending'),
    status: proposalStatus.describe('pending puts a proposal back into the queue'),
    reason: wellFormed(300).optional().describe('Due for a refusal; the author may be told'),
  })
  .superRefine((body, context) => {
    const [first, second] = SUBJECTS.filter((name) => body[name] !== undefined)
    if (first === undefined) context.addIssue({ code: 'custom', path: ['proposals'], message: 'is missing' })
    if (second !== undefined)
      context.addIssue({ code: 'custom', path: [second], message: `goes not with ${first}` })
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
