import { z } from 'zod'
import { LIMITS } from './constants.ts'
import { count, instantText, slug } from './fields.ts'

/** What can be wrong with a set of keys by which a publisher vouches for its readers. */
export const READER_KEY_FAULTS = [
  'not-a-key-set',
  'no-keys',
  'too-many-keys',
  'private-key',
  'key-without-id',
  'same-key-id',
  'unusable-key',
] as const

/** Why a set of keys could not be fetched. */
export const KEY_FETCH_FAULTS = [
  'not-a-public-address',
  'key-set-unreachable',
  'key-set-redirects',
  'key-set-status',
  'key-set-type',
  'key-set-too-large',
  'key-set-too-slow',
] as const

/** What becomes of a reader token. All but the first: the reader votes as any other. */
const READER_TOKEN_OUTCOMES = [
  'vouched',
  'no-keys',
  'malformed',
  'algorithm',
  'unknown-key',
  'signature',
  'issuer',
  'audience',
  'subject',
  'expired',
  'not-yet',
  'lifetime',
] as const

export const readerKeyFault = z.enum(READER_KEY_FAULTS)
export const keyFetchFault = z.enum(KEY_FETCH_FAULTS)
export const readerTokenOutcome = z.enum(READER_TOKEN_OUTCOMES)

export const newReaderKeys = z
  .strictObject({
    keySetUrl: z
      .string()
      .max(LIMITS.urlLength)
      .optional()
      .describe('Public https address of the publisher’s JWK set; fetched at once, then regularly'),
    keySet: z
      .union([z.string().max(LIMITS.keySetLength), z.looseObject({})])
      .optional()
      .describe(
        'The JWK set itself (RFC 7517), or one JWK: public keys of P-256 or Ed25519, each with its kid',
      ),
  })
  .superRefine(({ keySetUrl, keySet }, context) => {
    if ((keySetUrl === undefined) !== (keySet === undefined)) return
    context.addIssue({
      code: 'custom',
      path: ['keySetUrl'],
      message: 'Give an address or a set of keys, and not both',
    })
  })
  .describe('The keys by which a publisher vouches for its readers')

const readerKeys = z
  .strictObject({
    keySetUrl: z.string().nullable().describe('Where they are fetched; null: they were pasted'),
    keys: z.array(z.strictObject({ kid: z.string(), algorithm: z.enum(['ES256', 'EdDSA']) })),
    changedAt: instantText.describe('Since when these keys are in use'),
    fetchedAt: instantText.nullable().describe('When the address last gave a good answer'),
    failure: z
      .enum([...READER_KEY_FAULTS, ...KEY_FETCH_FAULTS])
      .nullable()
      .describe('Why the address gave none since; the keys stay in use'),
  })
  .describe('The keys in use')

export const readerKeysAnswer = z.strictObject({
  audience: z.url().describe('The claim aud of its reader tokens'),
  readerKeys: readerKeys.nullable().describe('null: it vouches for nobody'),
  votes: z
    .array(z.strictObject({ consultation: slug, votes: count }))
    .describe('Votes of the readers it vouches for, by consultation, from 11 on'),
  tokens: z
    .partialRecord(readerTokenOutcome, count)
    .describe('What became of the reader tokens that this process was sent in the last hour or two'),
})
