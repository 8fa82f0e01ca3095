import type { z } from 'zod'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { keyDigest } from '../domain/pseudonyms.ts'
import type { Chance } from '../services.ts'
import type { Store } from '../store/index.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import type { ShareLinkRecord } from '../store/share-links.ts'
import { newShareLink } from '../wire/administration.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const TOKEN_BYTES = 32

/** A link as it is after its making; `token` itself is nowhere else, and cannot be shown again. */
export interface CreatedShareLink {
  token: string
  id: string
  label: string
  expiresAt: number
}

/** Makes a token by which anyone reads the statistics of a publisher for a while. Only its digest is stored. */
export async function createShareLink(
  store: Store,
  chance: Chance,
  { publisher, ...input }: { publisher: Pick<PublisherRecord, 'id'> } & z.input<typeof newShareLink>,
): Promise<CreatedShareLink> {
  const { label, expiresAt } = checkedInput(newShareLink, input)
  if (expiresAt <= chance.now()) throw wrongField('expiresAt', 'is in the past')
  const token = SHARE_PREFIX + Buffer.from(chance.bytes(TOKEN_BYTES)).toString('base64url')
  const record = {
    id: chance.id(),
    publisherId: publisher.id,
    label: normaliseText(label),
    createdAt: chance.now(),
    expiresAt,
  }
  await store.shareLinks.create(record, keyDigest(token))
  return { token, id: record.id, label: record.label, expiresAt }
}

/** Revokes a link by its id. It is refused from then on. */
export async function revokeShareLink(store: Store, chance: Chance, id: string): Promise<ShareLinkRecord> {
  const link = (await store.shareLinks.all()).find((one) => one.id === id && one.revokedAt === null)
  if (!link) throw new ProblemError('unknown-share-link', { detail: `There is no live share link "${id}"` })
  const revokedAt = chance.now()
  await store.shareLinks.revoke(id, revokedAt)
  return { ...link, revokedAt }
}
