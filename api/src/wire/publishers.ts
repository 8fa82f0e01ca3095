import { z } from 'zod'
import { channelNames } from './channels.ts'
import { COUNTING, KEY_SCOPES, LIMITS } from './constants.ts'
import { day, instant, instantText, publisherKey, wellFormed } from './fields.ts'

const parameterNames = z
  .array(
    z
      .string()
      .max(LIMITS.labelLength)
      .regex(/^[^\s&=#]+$/, 'is not the name of a query parameter')
      .transform((name) => name.toLowerCase()),
  )
  .max(100)

const parameters = z
  .strictObject({
    ignored: parameterNames.describe('They do not distinguish articles, like tracking parameters'),
    kept: parameterNames.describe(
      'They distinguish articles although they are on the list of tracking parameters',
    ),
  })
  .describe('Query parameters of its addresses, by name; docs/embedding.md says which are known')

const fields = {
  name: wellFormed(LIMITS.publisherNameLength).min(1),
  origins: z
    .array(z.string().max(LIMITS.urlLength))
    .min(1)
    .max(100)
    .describe(
      'Origins of its pages (scheme, host and port), each as https://www.example.org, or https://*.example.org for all subdomains of a domain of its own',
    ),
  timeZone: z
    .string()
    .max(100)
    .describe('IANA name of the time zone in which its days are counted, such as Europe/Paris'),
}

export const newPublisher = z
  .strictObject({
    ...fields,
    parameters: parameters.optional(),
    channels: channelNames.optional(),
    publicKey: publisherKey.optional().describe('For the snippet; default: random'),
  })
  .describe('A new news site')

export const changedPublisher = z
  .strictObject({
    ...fields,
    parameters: parameters.optional().describe('Default: unchanged'),
    channels: channelNames.optional().describe('Shown by name; default: unchanged'),
    enabled: z.boolean().describe('false: its articles show no widget'),
    counting: z
      .enum(COUNTING)
      .describe('aggregate-only: no unique readers; off: nothing is counted. Votes count in any case'),
  })
  .describe('A news site, complete; articles use its public key, so it cannot change')

export const publisherParams = z.strictObject({ publisher: z.string().max(64) })

export const publisher = z.strictObject({
  id: z.string(),
  name: z.string(),
  publicKey: z.string(),
  timeZone: z.string(),
  enabled: z.boolean(),
  counting: z.enum(COUNTING),
  origins: z.array(z.string()),
  parameters: z.strictObject({ ignored: z.array(z.string()), kept: z.array(z.string()) }),
  channels: z.array(z.string()),
  createdAt: instantText,
})

export const publishersAnswer = z.strictObject({ publishers: z.array(publisher) })

export const newApiKey = z.strictObject({
  label: wellFormed(LIMITS.labelLength),
  scope: z
    .enum(KEY_SCOPES)
    .default('full')
    .describe('What the key opens: the figures alone (read), or the making of share links too'),
  expiresAt: instant.nullable().default(null),
})

export const apiKeyParams = publisherParams.extend({ key: z.string().max(64) })

export const apiKey = z.strictObject({
  id: z.string(),
  prefix: z.string().describe('First letters, to tell keys apart'),
  label: z.string(),
  scope: z.enum(KEY_SCOPES),
  createdAt: instantText,
  expiresAt: instantText.nullable(),
  lastUsedOn: day.nullable(),
  revokedAt: instantText.nullable(),
})

export const apiKeysAnswer = z.strictObject({ keys: z.array(apiKey) })

export const createdApiKey = z.strictObject({
  id: z.string(),
  key: z.string().describe('Shown this once; only its digest is stored'),
  prefix: z.string(),
  label: z.string(),
  scope: z.enum(KEY_SCOPES),
  expiresAt: instantText.nullable(),
})

export const newShareLink = z
  .strictObject({ label: wellFormed(LIMITS.labelLength), expiresAt: instant })
  .describe('Read access to a publisher’s statistics until it expires, for anyone who has the link')

export const shareLinkParams = z.strictObject({ link: z.string().max(64) })
export const teamShareLinkParams = publisherParams.extend(shareLinkParams.shape)

export const shareLink = z.strictObject({
  id: z.string(),
  label: z.string(),
  createdAt: instantText,
  expiresAt: instantText,
  lastUsedOn: day.nullable(),
  revokedAt: instantText.nullable(),
})

export const shareLinksAnswer = z.strictObject({ links: z.array(shareLink) })

export const createdShareLink = z.strictObject({
  id: z.string(),
  token: z.string().describe('Shown this once; only its digest is stored'),
  url: z.url().describe('Opens the dashboard with this link'),
  label: z.string(),
  expiresAt: instantText,
})
