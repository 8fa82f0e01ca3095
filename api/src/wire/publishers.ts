import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { day, instantText, publisherKey, wellFormed } from './fields.ts'

const fields = {
  name: wellFormed(LIMITS.publisherNameLength).min(1),
  origins: z
    .array(z.string().max(LIMITS.urlLength))
    .min(1)
    .max(100)
    .describe('Origins of its pages (scheme, host and port), each as https://www.example.org'),
  timeZone: z.string().max(100).describe('IANA name, such as Europe/Paris; its days are counted in it'),
}

export const newPublisher = z
  .strictObject({
    ...fields,
    publicKey: publisherKey.optional().describe('For the snippet; drawn when it is not given'),
  })
  .describe('A news site to be set up')

export const changedPublisher = z
  .strictObject({ ...fields, enabled: z.boolean().describe('false: its articles show no widget') })
  .describe('A news site as it is to be; its public key stands in articles and stays')

export const publisherParams = z.strictObject({ publisher: z.string().max(64) })

export const publisher = z.strictObject({
  id: z.string(),
  name: z.string(),
  publicKey: z.string(),
  timeZone: z.string(),
  enabled: z.boolean(),
  origins: z.array(z.string()),
  createdAt: instantText,
})

export const publishersAnswer = z.strictObject({ publishers: z.array(publisher) })

export const newApiKey = z.strictObject({ label: wellFormed(LIMITS.labelLength) })

export const apiKeyParams = publisherParams.extend({ key: z.string().max(64) })

export const apiKey = z.strictObject({
  id: z.string(),
  prefix: z.string().describe('First letters, to tell keys apart'),
  label: z.string(),
  createdAt: instantText,
  lastUsedOn: day.nullable(),
  revokedAt: instantText.nullable(),
})

export const apiKeysAnswer = z.strictObject({ keys: z.array(apiKey) })

export const createdApiKey = z.strictObject({
  id: z.string(),
  key: z.string().describe('Shown this once; only its digest is stored'),
  prefix: z.string(),
  label: z.string(),
})
