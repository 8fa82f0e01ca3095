import { z } from 'zod'
import { LIMITS, SESSION_EVENTS } from './constants.ts'
import { publisherKey, sessionToken, slug } from './fields.ts'

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
    session: sessionToken.optional().describe('The token of this page life, if there is one already'),
  })
  .describe('Records a load or a view and gives the token that votes need')

export const sessionAnswer = z.strictObject({
  session: sessionToken,
  expiresAt: z.iso.datetime({ offset: true }),
})
