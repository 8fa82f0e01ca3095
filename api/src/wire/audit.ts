import { z } from 'zod'
import { instantText, pageCursor, pageLimit, slug } from './fields.ts'

export const auditQuery = z.strictObject({
  consultation: slug.optional(),
  subject: z.string().max(64).optional().describe('Id of the object of the act'),
  before: pageCursor.optional(),
  limit: pageLimit(500, 100),
})

/** Each act of the team, as the log names it. */
export const AUDIT_ACTS = [
  'consultation.create',
  'consultation.change',
  'consultation.phase',
  'consultation.seal',
  'words.change',
  'proposal.accept',
  'proposal.refuse',
  'proposal.postpone',
  'proposal.reopen',
  'proposal.correct',
  'proposal.language',
  'translation.put',
  'translation.remove',
  'proposals.import',
  'partner.add',
  'partner.change',
  'partner.remove',
  'action.create',
  'action.change',
  'action.reading',
  'publisher.create',
  'publisher.change',
  'publisher.reader-keys',
  'article.rename',
  'article.merge',
  'article.unmerge',
  'api-key.create',
  'api-key.revoke',
  'share-link.create',
  'share-link.revoke',
  'administrator.create',
  'administrator.revoke',
  'administrator.sign-in',
  'theme.create',
  'theme.change',
  'theme.merge',
  'proposal.theme',
  'cohort.decide',
] as const

export type AuditAct = (typeof AUDIT_ACTS)[number]

const values = z.record(z.string(), z.unknown()).nullable()

export const auditEntry = z.strictObject({
  id: z.string(),
  at: instantText,
  actor: z.string(),
  act: z.enum(AUDIT_ACTS).describe('What was done'),
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
