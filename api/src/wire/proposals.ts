import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { proposalId, readerId, sessionToken, submissionId } from './fields.ts'

export const author = z.strictObject({
  name: z.string().min(1).max(LIMITS.authorNameLength).optional(),
  age: z.int().min(LIMITS.authorAgeMinimum).max(LIMITS.authorAgeMaximum).optional(),
})

export const proposalStatus = z.enum(['pending', 'accepted', 'refused', 'postponed'])

export const proposalRequest = z.strictObject({
  session: sessionToken,
  reader: readerId,
  submission: submissionId,
  text: z
    .string()
    .min(1)
    .max(LIMITS.proposalLength * 4)
    .describe("The whole sentence, the consultation's prefix included"),
  author: author.optional(),
})

export const proposalAnswer = z
  .strictObject({
    proposal: proposalId,
    status: proposalStatus,
    text: z.string().describe('The text as stored, after normalisation'),
  })
  .describe('What is now on disk')
