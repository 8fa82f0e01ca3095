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

const authorGroup = proposalId.describe('First proposal of the author, which stands for the author')

const surge = z
  .string()
  .regex(/^[A-Za-z0-9]{12}$/)
  .describe('A flood of proposals from one network within an hour')

export const queueQuery = z.strictObject({
  status: proposalStatus.optional().describe('Default: all statuses'),
  unread: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('true: only what nobody of the team has read yet, published or not'),
  search: z.string().max(200).optional().describe('Case, accents, spaces and punctuation do not matter'),
  authorGroup: authorGroup.optional().describe('Only proposals of its author'),
  surge: surge.optional().describe('Only its own proposals'),
  theme: z
    .union([themeId, z.literal('none')])
    .optional()
    .describe('Only proposals in this theme; `none`: in no theme'),
  after: pageCursor.optional(),
  limit: pageLimit(200, 50),
})

export const moderatedProposal = z
  .strictObject({
    id: proposalId,
    text: z.string(),
    language: language.describe('Language in which it is written'),
    originalText: z.string().nullable().describe('The author’s text; null: never corrected'),
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
        'Id of the author’s first proposal, the same for all of them; null: a seed, or an author who is forgotten',
      ),
    theme: themeId.nullable().describe('The theme it is in'),
    surge: surge.nullable().describe('The same for a flood from one network within an hour'),
  })
  .describe('A proposal as moderators see it; nothing identifies its author')

export const queueAnswer = z.strictObject({
  proposals: z.array(moderatedProposal).describe('Oldest first'),
  next: z.string().nullable().describe('Where the next page begins; null: this is the last one'),
  counts: proposalCounts.describe('Number in the consultation or, with a search, among its results'),
})

export const proposalParams = embedParams.extend({ proposal: proposalId })

export const neighboursAnswer = z.strictObject({
  neighbours: z
    .array(z.strictObject({ proposal: moderatedProposal, similarity: rate }))
    .describe('Similar proposals, most similar first; from 0.7 on it is the same idea'),
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
      .describe('Instead of `proposals`: all pending proposals of its author'),
    surge: surge.optional().describe('Instead of `proposals`: all its pending proposals'),
    status: proposalStatus.describe('pending puts a proposal back into the queue'),
    reason: wellFormed(300).optional().describe('Required for a refusal; the author may be told'),
  })
  .superRefine((body, context) => {
    const [first, second] = SUBJECTS.filter((name) => body[name] !== undefined)
    if (first === undefined) context.addIssue({ code: 'custom', path: ['proposals'], message: 'is missing' })
    if (second !== undefined)
      context.addIssue({ code: 'custom', path: [second], message: `goes not with ${first}` })
  })
  .describe('Decides all of them or none')

export const decisionAnswer = z.strictObject({ proposals: z.array(moderatedProposal) })

export const correction = z
  .strictObject({
    text: z
      .string()
      .min(1)
      .max(LIMITS.proposalLength * 4),
    revision,
  })
  .describe('Correction of an obvious mistake; the original is kept')
