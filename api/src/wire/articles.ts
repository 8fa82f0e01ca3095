import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { instantText, wellFormed } from './fields.ts'

const title = z.string().nullable().describe("The editors', else its page's")

export const articleOfPublisher = z.strictObject({
  id: z.string(),
  url: z.string(),
  title,
  reportedTitle: z.string().nullable().describe('Title reported by its page'),
  isTitleConfirmed: z
    .boolean()
    .describe('True if the title is the editors’, or readers of two networks have reported it'),
  section: z.string().nullable(),
  publishedAt: instantText.nullable(),
})

export const articleSearch = z.strictObject({
  search: z.string().max(200).default('').describe('Part of a title or of an address'),
})

export const articlesFound = z.strictObject({
  articles: z.array(articleOfPublisher).describe('At most twenty, newest first, without merged articles'),
})

export const articleParams = z.strictObject({ article: z.string().max(64) })

export const changedArticle = z.strictObject({
  title: wellFormed(LIMITS.titleLength)
    .nullable()
    .describe('Takes precedence over the titles that pages report; null: the reported title'),
})

export const newArticleMerge = z.strictObject({
  into: z.string().max(64).describe('Id of the article that it is counted under, past included'),
})

export const articleMerge = z.strictObject({
  article: z.strictObject({ id: z.string(), url: z.string(), title }),
  into: z.strictObject({ id: z.string(), url: z.string(), title }),
  mergedAt: instantText,
  mergedBy: z.string().nullable().describe('null: the rule of addresses'),
})

export const articleMergesAnswer = z.strictObject({
  merges: z.array(articleMerge).describe('The latest first'),
})

export const articleDetails = z.strictObject({
  article: articleOfPublisher,
  mergedInto: articleOfPublisher.nullable().describe('The article that it is counted as'),
  merges: z.array(articleMerge).describe('What was merged into it, the latest first'),
})
