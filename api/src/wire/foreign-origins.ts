import { z } from 'zod'
import { FOREIGN_PLACES } from './constants.ts'
import { count, day, instantText } from './fields.ts'

export const foreignOriginParameters = z.strictObject({
  from: day.optional().describe('Default: thirty days ago'),
  to: day.optional().describe('Not included; default: tomorrow'),
})

const foreignOrigin = z.strictObject({
  origin: z.string().nullable().describe('Scheme, host and port; null: all others together'),
  role: z
    .enum(['page', 'article'])
    .describe(
      'page: a page of this origin was refused; article: one of your pages named an article of this origin and was counted without it',
    ),
  place: z.enum(FOREIGN_PLACES).nullable().describe('What it seems to be, by its name'),
  asked: count,
  lastAskedAt: instantText,
  days: z.array(z.strictObject({ day, asked: count })),
})

export const foreignOriginsAnswer = z.strictObject({
  origins: z.array(foreignOrigin).describe('Most requests first'),
})
