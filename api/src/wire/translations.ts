import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { count, instantText, language, proposalId, revision, slug, wellFormed } from './fields.ts'
import { TRANSLATION_PROBLEMS } from './import-problems.ts'
import { firstRows, flag, tableFields, understoodTable } from './imports.ts'
import { fieldProblem, problemValues } from './problems.ts'

const consultationParams = z.strictObject({ consultation: slug })

const translationOrigin = z.enum(['team', 'provider'])

const provider = z
  .string()
  .max(60)
  .nullable()
  .describe('Whose program made it, such as DeepL; null where the team did')

/** What a reader is told of a text that was translated for them. */
export const translation = z
  .strictObject({
    originalLanguage: language,
    originalText: z.string(),
    origin: translationOrigin,
    provider,
  })
  .describe('The original of the translated text')

/** A text of people, in the language of its reader where that is possible. */
export const shownText = {
  text: z.string(),
  language: language.optional().describe('Language of the text; absent: that of the consultation'),
  translation: translation.optional(),
}

/** A text is named by the id of its proposal, or by the part of the consultation that it is. */
const textId = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9_-]{12}|consultation\.(?:question|introduction|proposalPrefix|segmentQuestion)|segment\.[A-Za-z0-9]{12})$/,
  )
  .describe(
    'Id of a proposal, a part of the consultation such as consultation.question, or `segment.` and its id',
  )

const teamTranslation = z.strictObject({
  language,
  text: z.string(),
  origin: translationOrigin,
  provider,
  isOutdated: z.boolean().describe('The original has changed since'),
  changedAt: instantText,
})

export const translatedText = z
  .strictObject({
    id: textId,
    text: z.string(),
    language: language.describe('Language in which it is written'),
    longest: z.int().describe('How many characters a translation may have'),
    translations: z.array(teamTranslation),
  })
  .describe('A text of a consultation with its translations')

export const translationsQuery = z.strictObject({
  language: language.optional().describe('Only texts that are missing or out of date in this language'),
  after: textId.optional().describe('`next` of the page before'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.int().max(200))
    .prefault('50'),
})

export const translationsAnswer = z.strictObject({
  texts: z
    .array(translatedText)
    .describe('Those of the consultation first, then proposals that were not refused'),
  next: textId.nullable().describe('Where the next page begins; null: this is the last one'),
  languages: z.array(
    z.strictObject({
      language,
      done: count,
      missing: count.describe('Texts without a translation into it, or with one that is out of date'),
    }),
  ),
  provider: z.string().nullable().describe('Name of the configured provider; null: none'),
})

export const translationParams = consultationParams.extend({ text: textId, language })

export const newTranslation = z
  .strictObject({ text: wellFormed(LIMITS.proposalLength * 4).min(1) })
  .describe('What the text says in this language, in the words of the team')

export const proposalLanguage = z
  .strictObject({ language, revision })
  .describe('Language in which a proposal is written')

export const proposalLanguageParams = consultationParams.extend({ proposal: proposalId })

export const machineTranslation = z
  .strictObject({ language: language.optional().describe('Only into this one') })
  .describe('The provider translates the missing texts; the team’s translations stay')

export const machineTranslationState = z
  .strictObject({
    isRunning: z.boolean(),
    done: count.describe('Texts translated by the last run'),
    total: count,
    problem: z.string().nullable().describe('Why the last run ended before its end; null: it did not'),
  })
  .describe('Progress of the provider')

export const translationImportQuery = z.strictObject({
  strict: flag('true').describe('true: nothing is stored if any cell is refused'),
  ...tableFields,
})

export const translationPreviewQuery = z.strictObject(tableFields)

export const translationFile = z
  .strictObject({
    ...understoodTable,
    columns: z.array(
      z.strictObject({
        letter: z.string().describe('Letter of the column in a spreadsheet: A, B, …'),
        title: z.string(),
        column: z
          .string()
          .nullable()
          .describe(
            'Content: id, language (of the original), original, or translations into a language; null: ignored',
          ),
      }),
    ),
  })
  .describe('How the file was understood')

const translationRemark = z.strictObject({
  row: z.int().describe('Number of the row in a spreadsheet; the header is row 1'),
  language: language.nullable().describe('Language of the cell; null: the whole row'),
  text: z.string().describe('How the cell begins'),
  reason: z.string(),
  code: z.enum(TRANSLATION_PROBLEMS).describe('Stable name of the reason'),
  values: problemValues,
})

const translationCounts = {
  rows: count.describe('Rows that are not empty, without the header'),
  fresh: count.describe('New or changed translations'),
  unchanged: count.describe('Those already there'),
  refused: z.array(translationRemark),
}

export const translationImportAnswer = z.strictObject({
  ...translationCounts,
  isStored: z.boolean().describe('false: refused cells kept everything out'),
  file: translationFile,
})

export const translationPreviewAnswer = z
  .strictObject({
    ...translationCounts,
    file: translationFile,
    first: firstRows,
    problem: z
      .string()
      .nullable()
      .describe('Why the file cannot be imported as it was understood; null: it can be'),
    errors: z.array(fieldProblem).optional().describe('The same problem, by its stable name'),
  })
  .describe('What an import would come to; nothing is stored')
