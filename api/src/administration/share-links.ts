import type { z } from 'zod'
import { ProblemError } from '../domain/problem-error.ts'
import { normaliseText } from '../domain/proposal-text.ts'
import { keyDigest } from '../domain/pseudonyms.ts'
import type { ShareLinkRecord } from '../store/editor-access.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'
import { newShareLink } from '../wire/publishers.ts'
import { checkedInput, wrongField } from './checked-input.ts'
import { type Desk, perform } from './desk.ts'

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
  desk: Desk,
  { publisher, ...input }: { publisher: Pick<PublisherRecord, 'id'> } & z.input<typeof newShareLink>,
): Promise<CreatedShareLink> {
  const { store, chance } = desk
  const { label, expiresAt } = checkedInput(newShareLink, input)
  if (expiresAt <= chance.now()) throw wrongField('expiresAt', 'is in the past', 'date-passed')
  const token = SHARE_PREFIX + Buffer.from(chance.bytes(TOKEN_BYTES)).toString('base64url')
  const record = {
    id: chance.id(),
    publisherId: publisher.id,
    label: normaliseText(label),
    createdAt: chance.now(),
    expiresAt,
  }
  await perform(desk, [store.shareLinks.insertion(record, keyDigest(token))], {
    act: 'share-link.create',
    subject: record.id,
    after: { publisher: publisher.id, label: record.label, expiresAt },
  })
  return { token, id: record.id, label: record.label, expiresAt }
}

/** Revokes a link by its id; if a publisher is given, only one of that. It is refused from then on. */
export async function revokeShareLink(
  desk: Desk,
  publisher: Pick<PublisherRecord, 'id'> | null,
  id: string,
): Promise<ShareLinkRecord> {
  const { store, chance } = desk
  const link = (await store.shareLinks.all()).find((one) => one.id === id && one.revokedAt === null)
  if (!link || (publisher && publisher.id !== link.publisherId))
    throw new ProblemError('unknown-share-link', { detail: `There is no active share link "${id}"` })
  const revokedAt = chance.now()
  await perform(desk, [store.shareLinks.revocation(id, revokedAt)], {
    act: 'share-link.revoke',
    subject: id,
    before: { publisher: link.publisherId, label: link.label },
  })
  return { ...link, revokedAt }
}
