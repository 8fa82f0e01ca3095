import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { language, wellFormed } from './fields.ts'

const sentenceName = z
  .string()
  .max(40)
  .regex(/^[a-zA-Z]+(?:[.-][a-zA-Z]+)*$/)

const sentence = wellFormed(LIMITS.sentenceLength).min(1)

export const ownWords = z
  .record(language, z.record(sentenceName, sentence))
  .describe(
    'Custom sentences of the widget and the public pages, by language and name: {"fr": {"votes.agree": "Pour", "page.bar": "…"}}',
  )

export const ownWordsBody = z
  .strictObject({ words: ownWords })
  .describe('All sentences; those that are not named get their usual words')

export const ownWordsAnswer = z.strictObject({ words: ownWords })

export const sentencesQuery = z.strictObject({ language })

export const sentencesAnswer = z.strictObject({
  language: z.string().describe('Closest language of the interface'),
  direction: z.enum(['ltr', 'rtl']).describe('In which it is written'),
  languages: z.array(z.string()).describe('All languages of the interface'),
  sentences: z.array(
    z.strictObject({
      name: z.string(),
      text: z.string().describe('The usual words, an ICU message'),
      longest: z
        .int()
        .describe('A text with more characters has no room in the widget, a table or a picture'),
    }),
  ),
})
