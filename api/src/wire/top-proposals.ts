import { z } from 'zod'
import { count, language, slug } from './fields.ts'

export const topProposalsParameters = z.strictObject({
  article: z.string().max(100).describe('Id of the article'),
  consultation: slug.optional(),
})

export const topProposalsAnswer = z.strictObject({
  proposals: z
    .array(
      z.strictObject({
        id: z.string(),
        consultation: slug,
        text: z.string(),
        language: language.describe('Of the text'),
        votes: count,
        agree: count,
        neutral: count,
        disagree: count,
      }),
    )
    .describe(
      'First votes of the article’s readers, most agreement first; a proposal appears or moves only with a crowd',
    ),
})
