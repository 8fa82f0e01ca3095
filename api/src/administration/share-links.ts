import type { z } from 'zod'
import { ProblemError } from '../domain/problem-error.ts'
import { keyDigest } from '../domain/readers/pseudonyms.ts'
import { normaliseText } from '../domain/text/proposal-text.ts'
import type { ShareLinkRecord } from '../store/editor-access.ts'
import type { PublisherRecord } from '../store/publishers.ts'
import { SHARE_PREFIX } from '../wire/constants.ts'
import { newShareLink } from '../wire/publishers.ts'
import { type AdminContext, perform } from './admin-context.ts'
import { checkedInput, wrongField } from './checked-input.ts'

const TOKEN_BYTES = 32

/** A link as it is after its making; `token` itself is nowhere else, and cannot be shown again. */
export interface CreatedShareLink {
  token: string
  id: string
  label: string
  expiresAt: number
}

/**
 * Makes a token by which anyone reads the statistics of a publisher for a while. Only its digest is stored. Throws the
 * problem `invalid-request` if it would have expired already.
 */
export async function createShareLink(
  context: AdminContext,
  { publisher, ...input }: { publisher: Pick<PublisherRecord, 'id'> } & z.input<typeof newShareLink>,
): Promise<CreatedShareLink> {
  const { store, runtime } = context
  const { label, expiresAt } = checkedInput(newShareLink, input)
  if (expiresAt <= runtime.now()) throw wrongField('expiresAt', 'is in the past', 'date-passed')
  const token = SHARE_PREFIX + Buffer.from(runtime.bytes(TOKEN_BYTES)).toString('base64url')
  const record = {
    id: runtime.id(),
    publisherId: publisher.id,
    label: normaliseText(label),
    createdAt: runtime.now(),
    expiresAt,
  }
  await perform(context, [store.shareLinks.insertion(record, keyDigest(token))], {
    act: 'share-link.create',
    subject: record.id,
    after: { publisher: publisher.id, label: record.label, expiresAt },
  })
  return { token, id: record.id, label: record.label, expiresAt }
}

/** Revokes a link by its id; if a publisher is given, only one of that. It is refused from then on. */
export async function revokeShareLink(
  context: AdminContext,
  publisher: Pick<PublisherRecord, 'id'> | null,
  id: string,
): Promise<ShareLinkRecord> {
  const { store, runtime } = context
  const link = (await store.shareLinks.all()).find((one) => one.id === id && one.revokedAt === null)
  if (!link || (publisher && publisher.id !== link.publisherId))
    throw new ProblemError('unknown-share-link', { detail: `There is no active share link "${id}"` })
  const revokedAt = runtime.now()
  await perform(context, [store.shareLinks.revocation(id, revokedAt)], {
    act: 'share-link.revoke',
    subject: id,
    before: { publisher: link.publisherId, label: link.label },
  })
  return { ...link, revokedAt }
}
