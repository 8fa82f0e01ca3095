import { z } from 'zod'
import { LEAVE_OUT, LIMITS, SESSION_EVENTS } from './constants.ts'
import { language, publisherKey, sessionToken, slug } from './fields.ts'
import { readerTokenOutcome } from './reader-keys.ts'
import { selfTestCode } from './self-test.ts'

export const article = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(LIMITS.urlLength)
    .describe('Canonical address of the article'),
  title: z.string().max(LIMITS.titleLength).optional(),
  section: z.string().max(LIMITS.sectionLength).optional(),
  publishedAt: z.iso.datetime({ offset: true }).optional(),
})

export const pageView = z
  .strictObject({
    publisher: publisherKey,
    consultation: slug,
    event: z.enum(SESSION_EVENTS).describe('The furthest step reached; it implies the steps before it'),
    article: article.optional(),
    channel: z
      .string()
      .max(LIMITS.channelLength)
      .optional()
      .describe('Where the page is no article: the name of the intranet, newsletter or application'),
    language: language.optional().describe("Of the interface; default: the consultation's"),
    leaveOut: z
      .enum(LEAVE_OUT)
      .optional()
      .describe(
        'Why this page view is not counted: a program controls the browser; the device belongs to the newsroom',
      ),
    readerToken: z
      .string()
      .optional()
      .describe(
        'JWT with which the publisher vouches for its subscriber (docs/vouching.md). An invalid one only changes the answer',
      ),
    test: selfTestCode.optional().describe('A webmaster tries the page and watches what arrives'),
  })
  .describe('What a page says of itself when it begins a session')

export const sessionRequest = pageView
  .extend({
    session: sessionToken.optional().describe('Token of this page view, if there is one'),
  })
  .describe('Records a load or a view and gives the token that votes need')

/** What gives a write its right: a token, or the page view that it begins. */
export const sessionOfWrite = {
  session: sessionToken.optional(),
  visit: pageView
    .optional()
    .describe(
      'Instead of a token: the write starts a session, counts like POST /v1/sessions, and the answer contains the token. For pages on which that request is blocked',
    ),
}

/** Refuses a write that has neither. */
export function needsSession(
  { session, visit }: { session?: string | undefined; visit?: object | undefined },
  context: z.RefinementCtx,
): void {
  if (session !== undefined || visit !== undefined) return
  context.addIssue({ code: 'custom', path: ['session'], message: 'is missing, and so is visit' })
}

export const sessionBegun = sessionToken.optional().describe('Token of the session that this write started')

export const sessionAnswer = z.strictObject({
  session: sessionToken,
  expiresAt: z.iso.datetime({ offset: true }),
  readerToken: readerTokenOutcome.optional().describe('What the reader token came to, where one was sent'),
})
