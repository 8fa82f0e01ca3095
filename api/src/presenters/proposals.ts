import type { ModeratedRecord, ModerationStore } from '../store/moderation.ts'
import type { AcceptedProposal } from '../store/proposals.ts'
import type { DrawnProposal, ModeratedProposal, ProposalCounts } from '../wire/index.ts'
import { instant, maybeInstant } from './instants.ts'

/** What a reader gets to see of a proposal; who wrote it is known to the server alone, but for the name they gave. */
export function presentDrawnProposal(proposal: AcceptedProposal): DrawnProposal {
  const author = {
    ...(proposal.authorName === null ? {} : { name: proposal.authorName }),
    ...(proposal.authorAge === null ? {} : { age: proposal.authorAge }),
  }
  return {
    id: proposal.id,
    text: proposal.text,
    ...(Object.keys(author).length === 0 ? {} : { author }),
    tallies: { agree: proposal.agree, disagree: proposal.disagree, neutral: proposal.neutral },
  }
}

// Fields are named one by one: what is added to a record does not travel by itself.

/** A proposal as its moderators see it. */
export const presentModerated = (record: ModeratedRecord): ModeratedProposal => ({
  id: record.id,
  text: record.text,
  language: record.language,
  originalText: record.originalText,
  status: record.status,
  refusalReason: record.refusalReason,
  isSeed: record.isSeed,
  authorName: record.authorName,
  authorAge: record.authorAge,
  createdAt: instant(record.createdAt),
  decidedAt: maybeInstant(record.decidedAt),
  decidedBy: record.decidedBy,
  votes: record.votes,
  revision: record.revision,
  authorGroup: record.authorGroup,
  surge: record.surge,
  theme: record.theme,
})

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
