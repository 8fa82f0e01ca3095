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
    'Sentences of the widget in words of one’s own, by language and name: {"fr": {"votes.agree": "Pour"}}',
  )

export const ownWordsBody = z
  .strictObject({ words: ownWords })
  .describe('All of them: what is not named is said in the usual words')

export const ownWordsAnswer = z.strictObject({ words: ownWords })

export const sentencesQuery = z.strictObject({ language })

export const sentencesAnswer = z.strictObject({
  language: z.string().describe('The nearest language of the interface'),
  sentences: z.array(
    z.strictObject({
      name: z.string(),
      text: z.string().describe('An ICU message, as it is usually said'),
      longest: z.int().describe('A text with more characters does not fit into the height of the widget'),
    }),
  ),
})
