import type { z } from 'zod'
import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ApiKeyRecord } from '../store/editor-access.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { newApiKey } from '../wire/publishers.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const KEY_BYTES = 32
const PREFIX_LENGTH = 12

/** A key as it is after its making; `key` itself is nowhere else, and cannot be shown again. */
export interface CreatedApiKey {
  key: string
  id: string
  prefix: string
  label: string
  scope: ApiKeyRecord['scope']
  expiresAt: number | null
}

/**
 * Makes a secret key by which a publisher reads its figures. Only its digest is stored. Throws the problem
 * `invalid-request` if it would have expired already.
 */
export async function createApiKey(
  context: AdminContext,
  { publisher, ...input }: { publisher: Pick<PublisherRecord, 'id'> } & z.input<typeof newApiKey>,
): Promise<CreatedApiKey> {
  const { store, runtime } = context
  const wanted = checkedInput(newApiKey, input)
  if (wanted.expiresAt !== null && wanted.expiresAt <= runtime.now())
    throw wrongField('expiresAt', 'is in the past', 'date-passed')
  const key = `key_${Buffer.from(runtime.bytes(KEY_BYTES)).toString('base64url')}`
  const record = {
    id: runtime.id(),
    publisherId: publisher.id,
    prefix: key.slice(0, PREFIX_LENGTH),
    label: normaliseText(wanted.label),
    scope: wanted.scope,
    createdAt: runtime.now(),
    expiresAt: wanted.expiresAt,
  }
  await perform(context, [store.apiKeys.insertion(record, keyDigest(key))], {
    act: 'api-key.create',
    subject: record.id,
    after: {
      publisher: publisher.id,
      prefix: record.prefix,
      label: record.label,
      expiresAt: record.expiresAt,
    },
  })
  const { createdAt: _, publisherId: __, ...created } = record
  return { key, ...created }
}

function findLive(keys: readonly ApiKeyRecord[], name: string): ApiKeyRecord {
  const live = keys.filter(
    ({ id, prefix, revokedAt }) => revokedAt === null && (id === name || prefix === name),
  )
  const [found] = live
  if (found && live.length === 1) return found
  throw new ProblemError('unknown-api-key', {
    detail: found ? `Several keys begin with ${name}; give the id` : `There is no active API key "${name}"`,
  })
}

/** Revokes a key, named by its id or by its first letters as they are listed. It is refused from then on. */
export async function revokeApiKey(context: AdminContext, name: string): Promise<ApiKeyRecord> {
  const { store, runtime } = context
  const key = findLive(await store.apiKeys.all(), name)
  const revokedAt = runtime.now()
  await perform(context, [store.apiKeys.revocation(key.id, revokedAt)], {
    act: 'api-key.revoke',
    subject: key.id,
    before: { publisher: key.publisherId, prefix: key.prefix, label: key.label },
  })
  return { ...key, revokedAt }
}
