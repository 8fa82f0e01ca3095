import { z } from 'zod'
import { PHASES, RESULT_VIEWS } from './constants.ts'
import { language, proposalId, publisherKey, rate } from './fields.ts'

export const resultsViewQuery = z.object({
  view: z.enum(RESULT_VIEWS).default('consensus').describe('What is shown of the results'),
  proposal: proposalId.optional().describe('For the view `proposal`; default: the first of the consensus'),
  lang: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/)
    .optional()
    .describe('BCP 47 tag of the sentences; without it, the language of the consultation'),
  publisher: publisherKey.optional().describe('Whose own words it speaks; nobody is counted'),
})

const row = z.strictObject({
  text: z
    .string()
    .describe('A proposal or an action, in the language of the reader where there is a translation'),
  language: language.optional().describe('Of the text; absent: that of the sentences'),
  original: z.string().optional().describe('What was written, where the text is a translation of it'),
  originalLanguage: language.optional(),
  figure: z.string().describe('The main number ("72 %"); empty: none'),
  caption: z.string().describe('All numbers as a sentence: the row without its picture'),
  carrier: z
    .string()
    .optional()
    .describe('Of an action: who carries it, as the caption says it, in the language of the text'),
  parts: z
    .array(z.strictObject({ kind: z.enum(['agree', 'neutral', 'disagree', 'done']), share: rate }))
    .describe('One bar, from the start of the line; empty: none'),
  marks: z
    .array(z.strictObject({ name: z.string(), at: rate }))
    .describe('Groups on a line from 0 to 1; empty: no groups'),
})

export const resultsView = z
  .strictObject({
    view: z.enum(RESULT_VIEWS),
    phase: z.enum(PHASES),
    language: z.string().describe('Of the sentences'),
    direction: z.enum(['ltr', 'rtl']),
    question: z.string(),
    questionLanguage: language.optional().describe('Of the question; absent: that of the sentences'),
    title: z.string().describe('What is shown; before the results, in which phase the consultation is'),
    rows: z.array(row).describe('At most three; empty before the results are published'),
    note: z
      .string()
      .describe(
        'How many votes it is based on; before the results, when they are expected; why there are no rows',
      ),
    link: z.strictObject({ url: z.url(), text: z.string() }),
  })
  .describe('A part of the results, to show in an article')
