import { z } from 'zod'
import { LIMITS, QUALIFICATION_KEYS, QUALIFICATIONS, VOTES } from './constants.ts'
import { count, proposalId, readerId, segmentId, servedProof } from './fields.ts'
import { needsSession, sessionBegun, sessionOfWrite } from './sessions.ts'

export const vote = z.enum(VOTES)
export const qualification = z.enum(QUALIFICATION_KEYS)

export const tallies = z
  .strictObject({
    agree: count,
    disagree: count,
    neutral: count,
    qualifications: z.record(qualification, count),
  })
  .describe('Counts of votes and of qualifications on one proposal')

export const voteRequest = z
  .strictObject({
    ...sessionOfWrite,
    reader: readerId,
    proposal: proposalId,
    vote: vote.nullable().describe('null withdraws the vote'),
    qualifications: z.array(qualification).max(3).default([]),
    segment: segmentId
      .nullable()
      .default(null)
      .describe('The segment that the reader chose; an unknown one is ignored and the vote still counts'),
    served: servedProof
      .optional()
      .describe(
        '`proof` of the draw that contained the proposal; a first vote without it is stored as unverified',
      ),
    revision: z
      .int()
      .min(1)
      .max(LIMITS.revision)
      .describe("Counts the reader's acts on the device; an older revision never replaces a newer one"),
  })
  .superRefine((body, context) => {
    needsSession(body, context)
    const allowed: readonly string[] = body.vote === null ? [] : QUALIFICATIONS[body.vote]
    body.qualifications.forEach((key, index) => {
      if (!allowed.includes(key)) {
        context.addIssue({
          code: 'custom',
          path: ['qualifications', index],
          message: `${key} does not fit the vote ${body.vote ?? 'withdrawn'}`,
        })
      }
    })
    if (new Set(body.qualifications).size !== body.qualifications.length) {
      context.addIssue({
        code: 'custom',
        path: ['qualifications'],
        message: 'The same qualification appears twice',
      })
    }
  })

export const voteAnswer = z
  .strictObject({
    proposal: proposalId,
    vote: vote.nullable(),
    qualifications: z.array(qualification),
    segment: segmentId.nullable(),
    revision: z.int(),
    tallies,
    session: sessionBegun,
  })
  .describe('What is now on disk for this reader, and the tallies with it')

export const forgetRequest = z
  .strictObject({
    ...sessionOfWrite,
    reader: readerId,
    proposals: z.array(proposalId).min(1).max(LIMITS.forgetProposals),
  })
  .superRefine(needsSession)

export const forgetAnswer = z.strictObject({
  forgotten: count.describe('Votes that were erased'),
  session: sessionBegun,
})
