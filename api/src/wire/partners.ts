import { z } from 'zod'
import { LIMITS, PARTNER_ROLES } from './constants.ts'
import { embedParams } from './consultations.ts'
import { count, wellFormed } from './fields.ts'

export const newPartner = z
  .strictObject({
    name: wellFormed(LIMITS.partnerNameLength).min(1),
    role: z.enum(PARTNER_ROLES),
    url: z
      .url({ protocol: /^https?$/ })
      .max(LIMITS.urlLength)
      .nullable()
      .default(null),
  })
  .describe('Who stands behind a consultation')

export const partner = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.enum(PARTNER_ROLES),
  url: z.string().nullable(),
  logo: z
    .strictObject({ url: z.string(), width: count, height: count })
    .nullable()
    .describe('Re-encoded from the uploaded image'),
})

export const partnerParams = embedParams.extend({ partner: z.string().max(64) })

export const partnersAnswer = z.strictObject({ partners: z.array(partner) })
