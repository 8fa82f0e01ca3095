import { z } from 'zod'
import { instantText, pageCursor, pageLimit, slug } from './fields.ts'

export const auditQuery = z.strictObject({
  consultation: slug.optional(),
  subject: z.string().max(64).optional().describe('Id of what was acted upon'),
  before: pageCursor.optional(),
  limit: pageLimit(500, 100),
})

const values = z.record(z.string(), z.unknown()).nullable()

export const auditEntry = z.strictObject({
  id: z.string(),
  at: instantText,
  actor: z.string(),
  act: z.string().describe('What was done, such as proposal.accept'),
  consultation: z.string().nullable().describe('Slug'),
  subject: z.string(),
  subjectName: z
    .string()
    .nullable()
    .describe('What it is called: the text of a proposal, the title of an action, a name'),
  before: values,
  after: values,
})

export const auditAnswer = z.strictObject({
  entries: z.array(auditEntry).describe('Newest first'),
  next: z.string().nullable(),
})
