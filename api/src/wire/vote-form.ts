import { z } from 'zod'
import { LIMITS, QUALIFICATION_KEYS, VOTES } from './constants.ts'
import { pageQuery } from './embedding.ts'
import { language, proposalId, readerId, servedProof, sessionToken, submissionId } from './fields.ts'

/** Fields that a form leaves empty are not there. */
const filled = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (value === '' ? undefined : value), field.optional())

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))

/** Longer than any draw. */
const LONGEST_QUEUE = 100

/** What a button of the form asks for. */
const formStep = z.enum(['vote', 'undo', 'next', 'propose', 'send', 'forget', 'erase'])

/** Address of the page that is voted on without a script; a link of a newsletter names a proposal and prepares a vote. */
export const votePageQuery = pageQuery.extend({
  proposal: proposalId.optional(),
  vote: z.enum(VOTES).optional(),
})

/** The form of that page. All that it must know of its reader travels in it. */
export const voteForm = z.object({
  publisher: filled(pageQuery.shape.publisher.unwrap()),
  channel: filled(pageQuery.shape.channel.unwrap()),
  lang: filled(language),
  session: filled(sessionToken),
  reader: readerId,
  served: filled(servedProof),
  queue: z
    .string()
    .max(LONGEST_QUEUE * 13)
    .transform((ids) => ids.split(',').filter((id) => id !== ''))
    .pipe(z.array(proposalId).max(LONGEST_QUEUE)),
  position: whole(1, LONGEST_QUEUE),
  votes: whole(0, LIMITS.revision),
  revision: whole(1, LIMITS.revision),
  step: formStep.default('vote'),
  proposal: filled(proposalId),
  vote: filled(z.enum(VOTES)),
  qualifications: z
    .preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.enum(QUALIFICATION_KEYS)).max(3),
    )
    .describe('Ticked boxes; those that do not fit the vote are ignored'),
  submission: filled(submissionId),
  text: filled(z.string().max(LIMITS.proposalLength * 4)),
  name: filled(z.string().max(LIMITS.authorNameLength)),
  age: filled(z.string().max(10)),
})
