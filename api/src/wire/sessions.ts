import { z } from 'zod'
import { LEAVE_OUT, LIMITS, SESSION_EVENTS } from './constants.ts'
import { language, publisherKey, sessionToken, slug } from './fields.ts'
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

export const sessionRequest = z
  .strictObject({
    publisher: publisherKey,
    consultation: slug,
    event: z.enum(SESSION_EVENTS).describe('The furthest thing that happened; it implies those before it'),
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
        'Why this page life is not to be counted: a program drives the browser; somebody of the newsroom',
      ),
    test: selfTestCode.optional().describe('A webmaster tries the page, and waits for what arrives'),
    session: sessionToken.optional().describe('The token of this page life, if there is one already'),
  })
  .describe('Records a load or a view and gives the token that votes need')

export const sessionAnswer = z.strictObject({
  session: sessionToken,
  expiresAt: z.iso.datetime({ offset: true }),
})
