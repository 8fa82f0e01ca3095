import { z } from 'zod'
import { FILE_PROBLEMS, TEXT_PROBLEMS } from './import-problems.ts'

/**
 * Every problem the API can answer, by its code. A client switches on `type` (the code behind `/problems/`),
 * never on words.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'invalid-session': { status: 401, title: 'The session token is not valid; ask for a new one' },
  'invalid-key': { status: 401, title: 'An API key is missing or not valid' },
  'not-signed-in': { status: 401, title: 'Nobody is signed in, or the session is over' },
  'foreign-origin': { status: 403, title: 'This origin is not allowed for the publisher' },
  'publisher-disabled': { status: 403, title: 'The publisher is switched off' },
  'not-allowed': { status: 403, title: 'The role of this administrator does not include this' },
  'csrf-token': { status: 403, title: 'The CSRF token is missing or not valid' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'unknown-consultation': { status: 404, title: 'There is no such consultation' },
  'unknown-publisher': { status: 404, title: 'There is no such publisher' },
  'unknown-proposal': { status: 404, title: 'There is no such proposal' },
  'unknown-partner': { status: 404, title: 'There is no such partner' },
  'unknown-action': { status: 404, title: 'There is no such action' },
  'unknown-api-key': { status: 404, title: 'There is no such live API key' },
  'unknown-administrator': { status: 404, title: 'There is no such administrator' },
  'key-needed': {
    status: 403,
    title: 'An API key with its full scope is needed; this one opens the figures only',
  },
  'unknown-article': { status: 404, title: 'There is no such article of this publisher' },
  'merged-already': { status: 409, title: 'The two are one article already, or it was merged into another' },
  'not-merged': { status: 409, title: 'The article is not merged into another' },
  'unknown-share-link': { status: 404, title: 'There is no such live share link' },
  'other-consultation': { status: 409, title: 'The proposal belongs to another consultation' },
  'proposal-not-accepted': { status: 409, title: 'The proposal is not open to votes' },
  'results-not-published': { status: 409, title: 'The results are not published yet' },
  'votes-open': { status: 409, title: 'The consultation takes votes; seal it after their end' },
  sealed: { status: 409, title: 'The consultation is sealed, and takes no votes any more' },
  'votes-closed': { status: 409, title: 'The consultation takes no votes in this phase' },
  'proposals-closed': { status: 409, title: 'The consultation takes no proposals in this phase' },
  'changed-meanwhile': { status: 409, title: 'Somebody else changed it meanwhile; look again' },
  'last-admin': { status: 409, title: 'Somebody must remain who may do everything' },
  'slug-taken': { status: 409, title: 'Another consultation has this slug already' },
  'public-key-taken': { status: 409, title: 'Another publisher has this public key already' },
  'duplicate-proposal': { status: 409, title: 'Somebody proposed the same already' },
  'invalid-proposal': { status: 422, title: 'The proposal does not follow the rules of the consultation' },
  'invalid-import': { status: 422, title: 'The file cannot be imported' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'This media type is not taken here' },
  'headers-too-large': { status: 431, title: 'The address or the headers are too long' },
  'too-many-requests': { status: 429, title: 'Too many requests; try again later' },
  'format-not-offered': { status: 501, title: 'Only JSON is offered' },
  overloaded: { status: 503, title: 'The service is busy; try again in a moment' },
  unavailable: { status: 503, title: 'The database cannot be written now; try again in a moment' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** What can be wrong with one field; a client that speaks another language switches on it. */
export const FIELD_PROBLEMS = [
  'missing',
  'empty',
  'invalid',
  'unknown-field',
  'too-short',
  'too-small',
  'too-large',
  'date-passed',
  'date-not-reached',
  'date-order',
  'segment-answers',
  'answer-twice',
  'unknown-segment',
  'no-room-after-prefix',
  'fixed-by-proposals',
  'unknown-proposal',
  'proposal-not-accepted',
  'no-indicator',
  'target-is-baseline',
  'reason-missing',
  'reason-unwanted',
  'decided-by',
  'image-too-large',
  'image-unreadable',
  'not-a-time-zone',
  'not-an-origin',
  'wildcard-of-others',
  'spelling-only',
  'unknown-article',
  'ignored-and-kept',
  ...TEXT_PROBLEMS,
  ...FILE_PROBLEMS,
] as const

export type FieldProblemCode = (typeof FIELD_PROBLEMS)[number]

/** What a problem in words names, for clients that have words of their own. */
export const problemValues = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .describe('What the detail names: a limit, another field, a person')

export const fieldProblem = z.strictObject({
  pointer: z.string().describe('JSON pointer of the field'),
  detail: z.string(),
  code: z.enum(FIELD_PROBLEMS).optional().describe('Stable name of what is wrong'),
  values: problemValues,
})

export const problem = z
  .strictObject({
    type: z.string().describe('Stable; ends with the code of the problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(fieldProblem).optional(),
    proposal: z.string().optional().describe('duplicate-proposal: the accepted proposal that says the same'),
  })
  .describe('Problem details (RFC 9457)')
