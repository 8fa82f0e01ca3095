import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { keyDigest } from '../domain/pseudonyms.ts'
import type { ApiKeyRecord } from '../store/api-keys.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { newApiKey } from '../wire/publishers.ts'
import { checkedInput } from './checked-input.ts'
import { type Desk, perform } from './desk.ts'

const KEY_BYTES = 32
const PREFIX_LENGTH = 12

/** A key as it is after its making; `key` itself is nowhere else, and cannot be shown again. */
export interface CreatedApiKey {
  key: string
  id: string
  prefix: string
  label: string
}

/** Makes a secret key by which a publisher reads its figures. Only its digest is stored. */
export async function createApiKey(
  desk: Desk,
  { publisher, label }: { publisher: Pick<PublisherRecord, 'id'>; label: string },
): Promise<CreatedApiKey> {
  const { store, chance } = desk
  const wanted = checkedInput(newApiKey, { label })
  const key = `key_${Buffer.from(chance.bytes(KEY_BYTES)).toString('base64url')}`
  const record = {
    id: chance.id(),
    publisherId: publisher.id,
    prefix: key.slice(0, PREFIX_LENGTH),
    label: normaliseText(wanted.label),
    createdAt: chance.now(),
  }
  await perform(desk, [store.apiKeys.insertion(record, keyDigest(key))], {
    act: 'api-key.create',
    subject: record.id,
    after: { publisher: publisher.id, prefix: record.prefix, label: record.label },
  })
  return { key, id: record.id, prefix: record.prefix, label: record.label }
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
export async function revokeApiKey(desk: Desk, name: string): Promise<ApiKeyRecord> {
  const { store, chance } = desk
  const key = findLive(await store.apiKeys.all(), name)
  const revokedAt = chance.now()
  await perform(desk, [store.apiKeys.revocation(key.id, revokedAt)], {
    act: 'api-key.revoke',
    subject: key.id,
    before: { publisher: key.publisherId, prefix: key.prefix, label: key.label },
  })
  return { ...key, revokedAt }
}
