import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { language, proposalId, readerId, submissionId } from './fields.ts'
import { needsSession, sessionBegun, sessionOfWrite } from './sessions.ts'

export const author = z.strictObject({
  name: z.string().min(1).max(LIMITS.authorNameLength).optional(),
  age: z.int().min(LIMITS.authorAgeMinimum).max(LIMITS.authorAgeMaximum).optional(),
})

export const proposalStatus = z.enum(['pending', 'accepted', 'refused', 'postponed'])

export const proposalRequest = z
  .strictObject({
    ...sessionOfWrite,
    reader: readerId,
    submission: submissionId,
    text: z
      .string()
      .min(1)
      .max(LIMITS.proposalLength * 4)
      .describe("The whole sentence, the consultation's prefix included"),
    author: author.optional(),
    language: language
      .optional()
      .describe(
        'Language in which its author reads the consultation; default: that of the consultation. Language detection may override it',
      ),
  })
  .superRefine(needsSession)

export const proposalAnswer = z
  .strictObject({
    proposal: proposalId,
    status: proposalStatus,
    text: z.string().describe('The text as stored, after normalisation'),
    session: sessionBegun,
  })
  .describe('What is now on disk')
