import { z } from 'zod'
import { LIMITS, PARTNER_ROLES } from './constants.ts'

export const newPartner = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(LIMITS.partnerNameLength)
      .refine((value) => value.isWellFormed(), 'is not well-formed Unicode'),
    role: z.enum(PARTNER_ROLES),
    url: z
      .url({ protocol: /^https?$/ })
      .max(LIMITS.urlLength)
      .nullable()
      .default(null),
  })
  .describe('Who stands behind a consultation')
