import { z } from 'zod'
import { readerTokenOutcome } from './reader-keys.ts'

/** Made by the server for signed-in people; signed, and too long to guess. */
export const selfTestCode = z.string().regex(/^[\w-]{16,40}$/)

export const selfTestParams = z.strictObject({ code: selfTestCode })

export const mintedSelfTest = z.strictObject({
  code: selfTestCode.describe('Append it to the address of an article as #unisson-test=code'),
  expiresAt: z.iso.datetime(),
})

export const selfTestAnswer = z.strictObject({
  notes: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      step: z.enum(['load', 'view', 'finish', 'vote', 'proposal']),
      article: z.string().nullable().describe('Address of the article that it counts for'),
      extent: z
        .enum(['all', 'acts', 'load', 'nothing'])
        .nullable()
        .describe('How much of the page view counts as engagement'),
      leftOut: z.string().nullable().describe('Why it does not count, or not in full'),
      readerToken: readerTokenOutcome
        .nullable()
        .describe('What the reader token came to; null: none was sent'),
      problem: z.string().nullable().describe('Code of the problem for which it was refused'),
    }),
  ),
})
