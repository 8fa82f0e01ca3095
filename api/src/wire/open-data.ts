import { z } from 'zod'
import { embedParams } from './consultations.ts'
import { count } from './fields.ts'

export const daySum = z
  .strictObject({
    day: z.iso.date().describe('In UTC'),
    votes: count.describe(
      'First votes of readers on proposals, including votes withdrawn or not counted later',
    ),
    readers: count
      .nullable()
      .describe('Readers who voted or proposed, different ones on each site and day; null: fewer than 11'),
    proposals: count.describe('Proposals that readers sent'),
  })
  .describe('One day of a consultation, on all sites together')

/** The files of a package; `datapackage.json` says what is in the others. */
export const OPEN_DATA_FILES = [
  'datapackage.json',
  'proposals.csv',
  'proposals.json',
  'segments.csv',
  'segments.json',
  'groups.csv',
  'groups.json',
  'days.csv',
  'days.json',
  'comments.csv',
  'comments.json',
] as const

export const openDataParams = embedParams.extend({ file: z.enum(OPEN_DATA_FILES) })
