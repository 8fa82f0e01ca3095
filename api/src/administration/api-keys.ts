import type { z } from 'zod'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { keyDigest } from '../domain/pseudonyms.ts'
import type { Chance } from '../services.ts'
import type { ApiKeyRecord } from '../store/api-keys.ts'
import type { Store } from '../store/index.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { newApiKey } from '../wire/administration.ts'
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
}

/** Makes a secret key by which a publisher reads its figures. Only its digest is stored. */
export async function createApiKey(
  store: Store,
  chance: Chance,
  { publisher, ...input }: { publisher: Pick<PublisherRecord, 'id'> } & z.input<typeof newApiKey>,
): Promise<CreatedApiKey> {
  const wanted = checkedInput(newApiKey, input)
  if (wanted.expiresAt !== null && wanted.expiresAt <= chance.now())
    throw wrongField('expiresAt', 'is in the past')
  const key = `key_${Buffer.from(chance.bytes(KEY_BYTES)).toString('base64url')}`
  const record = {
    id: chance.id(),
    publisherId: publisher.id,
    prefix: key.slice(0, PREFIX_LENGTH),
    label: normaliseText(wanted.label),
    scope: wanted.scope,
    createdAt: chance.now(),
    expiresAt: wanted.expiresAt,
  }
  await store.apiKeys.create(record, keyDigest(key))
  return { key, id: record.id, prefix: record.prefix, label: record.label, scope: record.scope }
}

function findLive(keys: readonly ApiKeyRecord[], name: string): ApiKeyRecord {
  const live = keys.filter(
    ({ id, prefix, revokedAt }) => revokedAt === null && (id === name || prefix === name),
  )
  const [found] = live
  if (found && live.length === 1) return found
  throw new ProblemError('unknown-api-key', {
    detail: found ? `Several keys begin with ${name}; give the id` : `There is no live API key "${name}"`,
  })
}

/** Revokes a key, named by its id or by its first letters as they are listed. It is refused from then on. */
export async function revokeApiKey(store: Store, chance: Chance, name: string): Promise<ApiKeyRecord> {
  const key = findLive(await store.apiKeys.all(), name)
  const revokedAt = chance.now()
  await store.apiKeys.revoke(key.id, revokedAt)
  return { ...key, revokedAt }
}
