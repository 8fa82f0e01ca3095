import { z } from 'zod'
import { FILE_PROBLEMS, TEXT_PROBLEMS } from './import-problems.ts'
import { KEY_FETCH_FAULTS, READER_KEY_FAULTS } from './reader-keys.ts'

/**
 * Every problem the API can answer, by its code. A client switches on `type` (the code behind `/problems/`),
 * never on words.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'invalid-session': { status: 401, title: 'The session token is not valid; request a new one' },
  'invalid-key': { status: 401, title: 'An API key is missing or not valid' },
  'not-signed-in': { status: 401, title: 'Nobody is signed in, or the session has ended' },
  'foreign-origin': { status: 403, title: 'This origin is not allowed for the publisher' },
  'publisher-disabled': { status: 403, title: 'The publisher is switched off' },
  'not-allowed': { status: 403, title: 'The role of this administrator does not allow this' },
  'csrf-token': { status: 403, title: 'The CSRF token is missing or not valid' },
  'not-found': { status: 404, title: 'Not found' },
  'unknown-consultation': { status: 404, title: 'There is no such consultation' },
  'unknown-publisher': { status: 404, title: 'There is no such publisher' },
  'unknown-proposal': { status: 404, title: 'There is no such proposal' },
  'unknown-cohort': { status: 404, title: 'There is no such cohort' },
  'unknown-partner': { status: 404, title: 'There is no such partner' },
  'unknown-theme': { status: 404, title: 'There is no such theme' },
  'unknown-action': { status: 404, title: 'There is no such action' },
  'unknown-api-key': { status: 404, title: 'There is no such active API key' },
  'unknown-administrator': { status: 404, title: 'There is no such administrator' },
  'key-needed': {
    status: 403,
    title: 'This needs an API key with full scope; this one only reads figures',
  },
  'unknown-article': { status: 404, title: 'There is no such article of this publisher' },
  'merged-already': {
    status: 409,
    title: 'The two are already one article, or one of them is merged into another',
  },
  'not-merged': { status: 409, title: 'The article is not merged into another' },
  'unknown-share-link': { status: 404, title: 'There is no such active share link' },
  'other-consultation': { status: 409, title: 'The proposal belongs to another consultation' },
  'proposal-not-accepted': { status: 409, title: 'The proposal is not open to votes' },
  'results-not-published': { status: 409, title: 'The results are not published yet' },
  'votes-open': { status: 409, title: 'The consultation still takes votes; seal it after they end' },
  sealed: { status: 409, title: 'The consultation is sealed and no longer takes votes' },
  'votes-closed': { status: 409, title: 'The consultation takes no votes in this phase' },
  'proposals-closed': { status: 409, title: 'The consultation takes no proposals in this phase' },
  'unknown-text': { status: 404, title: 'The consultation has no such text' },
  'unknown-translation': { status: 404, title: 'There is no such translation' },
  'no-provider': { status: 409, title: 'No translation provider is configured' },
  'changed-meanwhile': { status: 409, title: 'Somebody else has changed it in the meantime; read it again' },
  'last-admin': { status: 409, title: 'At least one administrator must keep full access' },
  'slug-taken': { status: 409, title: 'Another consultation already has this slug' },
  'public-key-taken': { status: 409, title: 'Another publisher already has this public key' },
  'duplicate-proposal': { status: 409, title: 'This has already been proposed' },
  'invalid-proposal': { status: 422, title: 'The proposal does not follow the rules of the consultation' },
  'invalid-import': { status: 422, title: 'The file cannot be imported' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'This media type is not accepted here' },
  'headers-too-large': { status: 431, title: 'The address or the headers are too long' },
  'too-many-proposals': {
    status: 429,
    title: 'You have sent the most proposals allowed in a day; send others tomorrow',
  },
  'too-many-requests': { status: 429, title: 'Too many requests; try again later' },
  'format-not-offered': { status: 501, title: 'Only JSON is available' },
  overloaded: { status: 503, title: 'The service is busy; try again in a moment' },
  unavailable: { status: 503, title: 'The database cannot be written to at the moment; try again shortly' },
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
  'language-twice',
  'not-a-language-of-it',
  'own-language',
  'unknown-segment',
  'no-room-after-prefix',
  'fixed-by-proposals',
  'unknown-proposal',
  'proposal-not-accepted',
  'no-indicator',
  'missing-to-publish',
  'published-already',
  'name-taken',
  'too-many-themes',
  'target-is-baseline',
  'reason-missing',
  'reason-unwanted',
  'decided-by',
  'cohort-decided-by',
  'image-too-large',
  'image-unreadable',
  'not-a-time-zone',
  'not-an-origin',
  'wildcard-of-others',
  'spelling-only',
  'unknown-article',
  'ignored-and-kept',
  'not-a-message',
  'unknown-place',
  ...READER_KEY_FAULTS,
  ...KEY_FETCH_FAULTS,
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
  code: z.enum(FIELD_PROBLEMS).optional().describe('Stable name of the fault'),
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
