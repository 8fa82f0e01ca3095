import { z } from 'zod'
import { ACTION_STATES, LIMITS, PHASES } from './constants.ts'
import {
  count,
  language,
  proposalId,
  publisherKey,
  rate,
  segmentId,
  servedProof,
  slug,
  wantedLanguage,
} from './fields.ts'
import { author } from './proposals.ts'
import { place } from './results.ts'
import { shownText } from './translations.ts'
import { ownWords } from './words.ts'

const instant = z.iso.datetime({ offset: true })

export const phase = z.enum(PHASES)

export const segments = z
  .strictObject({
    question: z.string().describe('Asked after some votes; answering is optional'),
    options: z.array(z.strictObject({ id: segmentId, label: z.string() })).max(LIMITS.segments),
  })
  .describe('Parts of the public by their own answer')

export const consultation = z.strictObject({
  slug,
  question: z.string(),
  introduction: z.string().describe('One or two sentences for the reader; may be empty'),
  language: language.describe('Language of the texts in this answer'),
  languages: z
    .array(language)
    .optional()
    .describe('All languages of the consultation, its own first; absent: only the language of the texts'),
  phase,
  opensAt: instant,
  proposalsCloseAt: instant.nullable().describe('End of proposals; null: they are taken as long as votes'),
  closesAt: instant,
  resultsAt: instant
    .nullable()
    .describe('When the results are expected, or were published; null: not known yet'),
  segments: segments.nullable(),
  proposalPrefix: z.string().describe('Every proposal begins with it ("Il faut"); may be empty'),
  proposalLanguage: language
    .optional()
    .describe('Language in which the reader of this answer proposes; absent: that of the texts'),
  proposalMaxLength: z.int().describe('In user-perceived characters, prefix included'),
  sequenceSize: z.int(),
  url: z.url().describe("The consultation's own page"),
})

export const drawnProposal = z.strictObject({
  id: proposalId,
  ...shownText,
  author: author.optional(),
  tallies: z.strictObject({ agree: count, disagree: count, neutral: count }),
  first: z.literal(true).optional().describe('Requested by the page: shown first'),
})

const proposalsBehind = z
  .array(proposalId)
  .describe('Proposals behind it, so that the device can recognise those it voted on; at most ten')

export const followed = z
  .strictObject({
    consultation: slug,
    url: z.url().describe('Where the action is on the page of its consultation'),
    title: z.string(),
    language: language.optional().describe('Of the title; answers from before the last deployment lack it'),
    state: z.enum(ACTION_STATES),
    progress: rate.nullable(),
    proposals: proposalsBehind,
  })
  .describe(
    'An action of another consultation. The same for all readers; only the device knows whether its reader voted on it',
  )

const headline = z
  .strictObject({
    proposal: z
      .strictObject({
        id: proposalId,
        ...shownText,
        agree: rate.describe('The number: the share of its votes in favour'),
        tied: z
          .strictObject({ from: place, to: place })
          .optional()
          .describe('Places that it may as well have; absent: no other proposal may stand in its place'),
      })
      .nullable()
      .describe('First of the consensus; null: there is none'),
    votes: count.describe('On accepted proposals, since `opensAt` of the consultation'),
    voters: count.nullable().describe('Different readers who cast them; null: not counted yet'),
  })
  .describe('What comes first: one number, one sentence, and on what they rest')

export const outcome = z
  .strictObject({
    headline: headline.optional().describe('Absent: from an older server'),
    consensus: z.array(
      z.strictObject({
        id: proposalId.optional(),
        ...shownText,
        agree: rate.describe('Share of its voters who agree'),
      }),
    ),
    actions: z.array(
      z.strictObject({
        title: z.string(),
        language: language
          .optional()
          .describe('Of the title, which nobody translates; absent: that of the consultation'),
        state: z.enum(ACTION_STATES),
        progress: rate.nullable().describe('Way from the baseline to the target; null: not measured'),
        proposals: proposalsBehind.optional(),
      }),
    ),
  })
  .describe('What became of the consultation, in a few lines')

export const embedParams = z.strictObject({ consultation: slug })

export const languageQuery = z.strictObject({ lang: wantedLanguage })

export const embedQuery = z.strictObject({
  publisher: publisherKey,
  lang: wantedLanguage,
  draw: z
    .string()
    .regex(/^(?:0|[1-9]\d{0,2})$/, 'is not a whole number from 0 to 999')
    .default('0')
    .transform(Number)
    .describe('0 for the first draw, then 1, 2, … when a reader has voted on all that came before'),
  proposal: z
    .string()
    .max(12)
    .optional()
    .describe('Id of the proposal to show first; ignored unless it is an accepted proposal'),
})

export const embedPayload = z
  .strictObject({
    consultation,
    draw: z.strictObject({
      number: z.int(),
      last: z.boolean().describe('true: there is no further draw'),
      proposals: z.array(drawnProposal),
      proof: servedProof
        .optional()
        .describe(
          'Proof that these proposals were served, to send with votes on them. Absent: no votes are taken',
        ),
    }),
    outcome: outcome.optional().describe('From the phase results on'),
    words: ownWords
      .optional()
      .describe('Sentences of the publisher and of the consultation, by language; absent: none'),
    followed: z.array(followed).optional().describe('News of other consultations, the newest first'),
    askedBy: z.array(z.string()).optional().describe('Names of the founding partners; absent: none'),
    code: z
      .base64()
      .optional()
      .describe(
        'QR code of the consultation’s page, for print: one bit a module, row by row, lowest bit first; dark is 1',
      ),
  })
  .describe('Everything the widget needs; the same bytes for all readers for a few seconds')

export const publicConsultation = consultation.extend({
  participation: z.strictObject({ proposals: count, votes: count }),
})
