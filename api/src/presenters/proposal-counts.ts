import type { ModerationStore } from '../store/moderation.ts'
import type { ProposalCounts } from '../wire/index.ts'

const NONE: ProposalCounts = { unread: 0, pending: 0, accepted: 0, refused: 0, postponed: 0 }

/** How many proposals of a consultation contain a skeleton, by status. */
export async function countsOfMatches(
  moderation: Pick<ModerationStore, 'matchingCounts'>,
  consultationId: string,
  skeleton: string,
): Promise<ProposalCounts> {
  const counts = { ...NONE }
  for (const { status, count, unread } of await moderation.matchingCounts(consultationId, skeleton)) {
    counts[status] = count
    counts.unread += unread
  }
  return counts
}

/** How many proposals there are of each status, by the id of their consultation. */
export async function countsOfProposals(
  moderation: Pick<ModerationStore, 'counts' | 'unreadCounts'>,
): Promise<(consultationId: string) => ProposalCounts> {
  const [counted, unread] = await Promise.all([moderation.counts(), moderation.unreadCounts()])
  const counts = new Map<string, ProposalCounts>()
  const add = (id: string, more: Partial<ProposalCounts>) =>
    counts.set(id, { ...(counts.get(id) ?? NONE), ...more })
  for (const { consultationId, status, count } of counted) add(consultationId, { [status]: count })
  for (const { consultationId, count } of unread) add(consultationId, { unread: count })
  return (consultationId) => counts.get(consultationId) ?? NONE
}
