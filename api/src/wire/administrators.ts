import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { day, instantText, wellFormed } from './fields.ts'

export const administratorRole = z.enum(['admin', 'moderator']).describe('Moderators work on proposals only')

export const newAdministrator = z.strictObject({
  name: wellFormed(LIMITS.authorNameLength).min(1).describe('Name in the audit log'),
  role: administratorRole,
})

export const administrator = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: administratorRole,
  prefix: z.string().describe('First letters of the key, to tell keys apart'),
  createdAt: instantText,
  lastUsedOn: day.nullable().describe('In UTC'),
  revokedAt: instantText.nullable(),
})

export const administratorParams = z.strictObject({ administrator: z.string().max(64) })

export const administratorsAnswer = z.strictObject({ administrators: z.array(administrator) })

export const createdAdministrator = z.strictObject({
  administrator,
  key: z.string().describe('Shown this once; only its digest is stored'),
})

export const signInRequest = z.strictObject({ key: z.string().min(1).max(200) })

export const signOutQuery = z.strictObject({
  everywhere: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('In all browsers of the same person'),
})

export const sessionOfAdministrator = z.strictObject({
  administrator: z.strictObject({ id: z.string(), name: z.string(), role: administratorRole }),
  csrfToken: z
    .string()
    .describe('Send it as the header csrf-token with every request that changes something'),
})
