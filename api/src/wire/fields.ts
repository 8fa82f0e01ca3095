import { z } from 'zod'
import { LIMITS } from './constants.ts'

// Fields that several messages share. Lengths are cut here, before any other rule looks at a text.

export const slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .describe('Name of a consultation in addresses: lower-case letters, digits and hyphens')

export const proposalId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{12}$/)
  .describe('Identifier of a proposal')

export const segmentId = z
  .string()
  .regex(/^[A-Za-z0-9]{12}$/)
  .describe('Identifier of a segment of the public')

export const themeId = z
  .string()
  .regex(/^[A-Za-z0-9]{12}$/)
  .describe('Identifier of a theme')

export const publisherKey = z
  .string()
  .regex(/^pub_[A-Za-z0-9_-]{4,40}$/)
  .describe('Public key of a publisher, as in the snippet')

export const language = z
  .string()
  .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/)
  .describe('BCP 47 language tag, such as fr or en-GB')

export const wantedLanguage = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]+(?:-[A-Za-z0-9]+)*$/, 'is not a BCP 47 language tag')
  .optional()
  .describe(
    'BCP 47 tag of the reader’s language. Texts come in the closest language of the consultation, if translated',
  )

export const day = z.iso.date().describe("Calendar day in the publisher's time zone")

export const readerId = z
  .string()
  .regex(new RegExp(`^[A-Za-z0-9_-]{${LIMITS.readerIdLength}}$`))
  .describe('Random identifier made on the device at the first vote; never stored, only a keyed hash of it')

export const submissionId = z
  .string()
  .regex(new RegExp(`^[A-Za-z0-9_-]{${LIMITS.submissionIdLength}}$`))
  .describe('Random identifier of one submission, so that sending it again changes nothing')

export const sessionToken = z.string().min(16).max(1000).describe('Token from POST /v1/sessions')

/** As long as it gets with the largest sequences. */
const LONGEST_PROOF = 400

export const servedProof = z
  .string()
  .min(16)
  .max(LONGEST_PROOF)
  .regex(/^[A-Za-z0-9_-]+$/)

/** A text of people: no broken surrogates, and no more than `longest` code units. */
export const wellFormed = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => value.isWellFormed(), 'is not well-formed Unicode')

/** An instant as the API gives it. */
/** As it is sent to us; milliseconds then. */
export const instant = z
  .union(
    [
      z.iso.datetime({ offset: true }).transform((value) => Date.parse(value)),
      z.iso.datetime({ offset: true, precision: -1 }).transform((value) => Date.parse(value)),
      // Until the year 9999: beyond it, no usual form of a date says it.
      z.int().min(0).max(253_402_300_799_999),
    ],
    { error: 'is not an instant such as 2026-03-01T08:00:00+01:00' },
  )
  .describe('ISO 8601 with offset, or milliseconds since the epoch')

export const instantText = z.iso.datetime({ offset: true })

export const revision = z
  .int()
  .min(1)
  .describe('The revision that was read; a newer change by somebody else is not overwritten')

export const count = z.int().min(0)
export const rate = z.number().min(0).max(1)

/** Where a page of a long list ends: an instant and an id. */
export const pageCursor = z
  .string()
  .regex(/^\d{1,16}\.[A-Za-z0-9_-]{1,40}$/)
  .describe('`next` of the page before')

/** How many rows a page has, as a query parameter: from 1 to `most`, and `usual` if it is not given. */
export const pageLimit = (most: number, usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.int().max(most))
    .prefault(String(usual))
