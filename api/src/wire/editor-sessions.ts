import { z } from 'zod'
import { KEY_SCOPES } from './constants.ts'
import { language, slug } from './fields.ts'

export const editorSignInRequest = z.strictObject({
  key: z.string().min(1).max(200).describe('An API key, or the token of a share link'),
})

export const sessionOfEditor = z.strictObject({
  publisher: z.strictObject({ name: z.string(), timeZone: z.string() }),
  access: z
    .enum(KEY_SCOPES)
    .describe('A share link, and a key for reading only, open the figures and nothing else'),
  consultations: z
    .array(z.strictObject({ slug, question: z.string(), language: language.describe('Of the question') }))
    .describe('All consultations, newest first'),
  csrfToken: z.string().describe('Send it as the header csrf-token with every request except GET'),
})
